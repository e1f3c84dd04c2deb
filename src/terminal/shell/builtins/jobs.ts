/** `jobs`, `wait`, `kill` and what else is said to what runs behind the prompt. */
import type { Signal } from '../../command'
import type { Job } from '../job'
import { jobLine } from '../job-lines'
import { forgetJobs, jobsOf, SHELL_PID } from '../job-table'
import { awaitJobs, killJob } from '../jobs'
import type { Builtin, Machine, World } from '../machine'
import { SIGNALS, signalNamed, statusOf } from '../signals'
import { plain } from './plain'

const NOT_FOUND = 127

const here = ({ session, terminalHost }: World): readonly Job[] => jobsOf(session, terminalHost).jobs

/** `%1`, `%%`, `%-`, `%tcpdump`, `%?text`, or a process's number. */
function jobNamed(jobs: readonly Job[], word: string): Job | undefined {
  if (!word.startsWith('%')) return jobs.find(({ pid }) => String(pid) === word)
  const name = word.slice(1)
  if (name === '' || name === '%' || name === '+') return jobs.at(-1)
  if (name === '-') return jobs.at(-2) ?? jobs.at(-1)
  if (/^\d+$/.test(name)) return jobs.find(({ number }) => String(number) === name)
  if (name.startsWith('?')) return jobs.findLast(({ text }) => text.includes(name.slice(1)))
  return jobs.findLast(({ text }) => text.startsWith(name))
}

export const listJobs = plain(({ world }, words, streams) => {
  const jobs = here(world)
  const names = words.filter((word) => !word.startsWith('-'))
  const shown = names.length === 0 ? jobs : names.map((name) => jobNamed(jobs, name))
  let exitCode = 0
  for (const [index, job] of shown.entries()) {
    if (job === undefined) {
      streams.err(`bash: jobs: ${names[index]}: no such job\n`)
      exitCode = 1
    } else if (words.includes('-p')) streams.out(`${job.pid}\n`)
    else streams.out(jobLine(job, jobs, words.includes('-l')))
  }
  forgetJobs(world, ({ state }) => state.kind === 'ended')
  return exitCode
})

export const wait: Builtin = function* (machine, words, streams) {
  const { world } = machine
  const names = words.filter((word) => !word.startsWith('-'))
  if (names.length === 0) return (yield* awaitJobs(world, () => true)) ? 0 : statusOf('INT')
  let exitCode = 0
  for (const name of names) {
    const job = jobNamed(here(world), name)
    if (job === undefined) {
      if (name.startsWith('%')) streams.err(`bash: wait: ${name}: no such job\n`)
      else streams.err(`bash: wait: pid ${name} is not a child of this shell\n`)
      exitCode = NOT_FOUND
      continue
    }
    if (!(yield* awaitJobs(world, ({ pid }) => pid === job.pid))) return statusOf('INT')
    const { state } = here(world).find(({ pid }) => pid === job.pid) ?? job
    exitCode = state.kind === 'ended' ? state.exitCode : 0
  }
  return exitCode
}

/** `fg`: the shell waits for it, and Ctrl-C is its. */
export const foreground: Builtin = function* (machine, [name = '%%'], streams) {
  const { world } = machine
  const job = jobNamed(here(world), name)
  if (!job) {
    streams.err(`bash: fg: ${name === '%%' ? 'current' : name}: no such job\n`)
    return 1
  }
  streams.out(`${job.text}\n`)
  const isOver = !(yield* awaitJobs(world, ({ pid }) => pid === job.pid))
  if (isOver) killJob(world, here(world).find(({ pid }) => pid === job.pid) ?? job, 'INT')
  const { state } = here(world).find(({ pid }) => pid === job.pid) ?? job
  forgetJobs(world, ({ pid }) => pid === job.pid)
  return state.kind === 'ended' ? state.exitCode : 0
}

/** Nothing is ever stopped here: there is no Ctrl-Z. */
export const background = plain(({ world }, [name = '%%'], streams) => {
  const job = jobNamed(here(world), name)
  if (!job) streams.err(`bash: bg: ${name === '%%' ? 'current' : name}: no such job\n`)
  else streams.err(`bash: bg: job ${job.number} already in background\n`)
  return job ? 0 : 1
})

export const disown = plain(({ world }, [name = '%%'], streams) => {
  const job = jobNamed(here(world), name)
  if (job) forgetJobs(world, ({ pid }) => pid === job.pid)
  else streams.err(`bash: disown: ${name === '%%' ? 'current' : name}: no such job\n`)
  return job ? 0 : 1
})

interface KillWords {
  readonly signal: Signal | undefined
  /** As it was given, for messages. */
  readonly said: string
  readonly operands: readonly string[]
}

/** `-9`, `-s INT`, `-SIGINT`; what is left are processes or names. */
function killWords(words: readonly string[]): KillWords {
  const [first = '', second = '', ...rest] = words
  if (first === '-s' || first === '-n') return { signal: signalNamed(second), said: second, operands: rest }
  if (/^-[A-Z\d]+$/.test(first)) {
    return { signal: signalNamed(first.slice(1)), said: first.slice(1), operands: words.slice(1) }
  }
  return { signal: 'TERM', said: 'TERM', operands: words.filter((word) => word !== '--') }
}

export const kill = plain(({ world }: Machine, words, streams) => {
  if (words[0] === '-l') {
    streams.out(
      `${Object.entries(SIGNALS)
        .map(([name, number]) => `${String(number).padStart(2)}) SIG${name}`)
        .join('\t')}\n`,
    )
    return 0
  }
  const { signal, said, operands } = killWords(words)
  if (operands.length === 0) {
    streams.err('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n')
    return 2
  }
  // `kill -0` only asks whether it is there.
  const isQuestion = said === '0'
  if (signal === undefined && !isQuestion) {
    streams.err(`bash: kill: ${said}: invalid signal specification\n`)
    return 1
  }
  let exitCode = 0
  for (const word of operands) {
    const job = jobNamed(here(world), word)
    if (!job && word.startsWith('%')) streams.err(`bash: kill: ${word}: no such job\n`)
    else if (!job && !/^-?\d+$/.test(word)) {
      streams.err(`bash: kill: ${word}: arguments must be process or job IDs\n`)
    } else if (!job || job.state.kind === 'ended') {
      if (word === String(SHELL_PID)) continue
      streams.err(`bash: kill: (${job?.pid ?? word}) - No such process\n`)
    } else {
      if (signal) killJob(world, job, signal)
      continue
    }
    exitCode = 1
  }
  return exitCode
})

/** `pkill` and `killall`: every job whose program has the name, or (`-f`) whose line has the text. */
export const killByName = (program: 'pkill' | 'killall'): Builtin =>
  plain(({ world }, words, streams) => {
    const letters = words.filter((word) => /^-[a-z]+$/.test(word))
    const { signal, said, operands } = killWords(words.filter((word) => !letters.includes(word)))
    const [name] = operands
    if (name === undefined || signal === undefined) {
      if (name === undefined) streams.err(`${program}: no process selection criteria\n`)
      else streams.err(`${said}: unknown signal\n`)
      return program === 'pkill' ? 2 : 1
    }
    const isWanted = ({ text }: Job): boolean => {
      if (letters.includes('-f')) return text.includes(name)
      const words = text.split(/\s+/).map((word) => word.replace(/^.*\//, ''))
      return program === 'killall' ? words.includes(name) : words.some((word) => word.includes(name))
    }
    const found = here(world).filter((job) => job.state.kind !== 'ended' && isWanted(job))
    for (const job of found) killJob(world, job, signal)
    if (found.length === 0 && program === 'killall') streams.err(`${name}: no process found\n`)
    return found.length > 0 ? 0 : 1
  })

/** `pgrep` */
export const processesNamed = plain(({ world }, words, streams) => {
  const name = words.find((word) => !word.startsWith('-')) ?? ''
  const found = here(world).filter(({ state, text }) => state.kind !== 'ended' && text.includes(name))
  streams.out(found.map(({ pid, text }) => `${pid}${words.includes('-a') ? ` ${text}` : ''}\n`).join(''))
  return found.length > 0 ? 0 : 1
})
