import { type FileProblem, readText, writeFile } from '../files'
import { type Expansion, expandText, expandWords } from './expand-word'
import type { Machine, Stdin, Steps, Streams } from './machine'
import type { Redirection } from './syntax'

/** Streams as they are inside a command, and what puts the written files away after it. */
export interface Redirected {
  readonly streams: Streams
  readonly close: () => void
}

interface Sink {
  readonly write: (text: string) => void
}

interface OpenFile extends Sink {
  readonly path: string
  readonly text: string
}

/**
 * Opens what a command's redirections name. A file is emptied before the command runs and written after it.
 * Undefined: one cannot be opened, bash has said so, and the command does not run.
 */
export function* redirect(
  expansion: Expansion,
  redirections: readonly Redirection[],
  streams: Streams,
): Steps<Redirected | undefined> {
  const { machine } = expansion
  const files: OpenFile[] = []
  const out: Sink = { write: streams.out }
  const err: Sink = { write: streams.err }
  const sinks = new Map<number, Sink>([
    [1, out],
    [2, err],
  ])
  let stdin = streams.stdin
  const say = (text: string): undefined => {
    streams.err(`bash: ${text}\n`)
    return undefined
  }
  for (const redirection of redirections) {
    if (redirection.kind === 'text') {
      stdin = stdinOf(yield* expandText(expansion, redirection.text))
      continue
    }
    const [target = '', ...more] = yield* expandWords(expansion, [redirection.target])
    if (more.length > 0) return say(`${[target, ...more].join(' ')}: ambiguous redirect`)
    if (redirection.kind === 'duplicate') {
      if (target === '-') {
        sinks.set(redirection.descriptor, NOWHERE)
        continue
      }
      const sink = sinks.get(Number(target))
      if (!sink && target !== '0') return say(`${target}: Bad file descriptor`)
      if (sink) sinks.set(redirection.descriptor, sink)
      continue
    }
    if (redirection.operator === '<') {
      const text = readText(viewOf(machine), target)
      if (!text.ok) return say(`${target}: ${text.error}`)
      stdin = stdinOf(text.value)
      continue
    }
    const isAppending = redirection.operator.endsWith('>>')
    const opened = openFile(machine, target, isAppending)
    if (typeof opened === 'string') return say(`${target}: ${opened}`)
    files.push(opened)
    sinks.set(redirection.operator.startsWith('&') ? 1 : redirection.descriptor, opened)
    if (redirection.operator.startsWith('&')) sinks.set(2, opened)
  }
  return {
    streams: {
      stdin,
      out: (text) => sinks.get(1)?.write(text),
      err: (text) => sinks.get(2)?.write(text),
      note: streams.note,
    },
    close: () => {
      for (const file of files) writeAway(machine, file, streams)
    },
  }
}

const NOWHERE: Sink = { write: () => undefined }

export const stdinOf = (text: string): Stdin => ({ text, at: 0 })

const viewOf = ({ world, host, directory }: Machine) => ({ session: world.session, host, directory })

function openFile(machine: Machine, path: string, isAppending: boolean): OpenFile | FileProblem {
  const before = isAppending ? readText(viewOf(machine), path) : undefined
  const start = before?.ok ? before.value : ''
  const emptied = writeFile(viewOf(machine), path, start)
  if (!emptied.ok) return emptied.error
  machine.world.session = emptied.value
  const chunks: string[] = []
  return {
    path,
    write: (text) => void chunks.push(text),
    get text() {
      return start + chunks.join('')
    },
  }
}

function writeAway(machine: Machine, { path, text }: OpenFile, streams: Streams): void {
  const written = writeFile(viewOf(machine), path, text)
  if (written.ok) machine.world.session = written.value
  else streams.err(`bash: ${path}: ${written.error}\n`)
}
