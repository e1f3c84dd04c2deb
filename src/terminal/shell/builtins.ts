import { findHost } from '../../engine/lab/find-host'
import { COMMANDS } from '../commands'
import { absolutePath, isDirectory, readFile, readText } from '../files'
import { hostnameOf } from './expand-parameter'
import { sayHelp } from './help'
import { type Builtin, freshMachine, Leave, type Machine, type Steps, type Streams, spend, subshellOf } from './machine'
import { timeout } from './timeout'
import { watch } from './watch'

const NAME = /^[A-Za-z_]\w*$/

/** One that runs nothing: most of them. */
const plain = (run: (machine: Machine, words: readonly string[], streams: Streams) => number): Builtin =>
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  function* (machine, words, streams) {
    return run(machine, words, streams)
  }

const viewOf = ({ world, host, directory }: Machine) => ({ session: world.session, host, directory })

const cd = plain((machine, words, streams) => {
  const [given, ...more] = words.filter((word) => word !== '--')
  if (more.length > 0) {
    streams.err('bash: cd: too many arguments\n')
    return 1
  }
  const before = machine.variables.get('OLDPWD')
  if (given === '-' && before === undefined) {
    streams.err('bash: cd: OLDPWD not set\n')
    return 1
  }
  const target = given === '-' ? (before ?? '') : (given ?? machine.variables.get('HOME') ?? '/')
  if (!isDirectory(viewOf(machine), target)) {
    const file = readFile(viewOf(machine), target)
    streams.err(`bash: cd: ${target}: ${file.ok ? 'Not a directory' : file.error}\n`)
    return 1
  }
  machine.variables.set('OLDPWD', machine.directory)
  machine.directory = absolutePath(machine.directory, target)
  if (given === '-') streams.out(`${machine.directory}\n`)
  return 0
})

const quoted = (value: string): string => `"${value.replace(/["\\$`]/g, '\\$&')}"`

const exportNames = plain((machine, words, streams) => {
  const names = words.filter((word) => word !== '-p')
  if (names.length === 0) {
    for (const name of [...machine.exported].toSorted()) {
      const value = machine.variables.get(name)
      streams.out(`declare -x ${name}${value === undefined ? '' : `=${quoted(value)}`}\n`)
    }
    return 0
  }
  let exitCode = 0
  for (const word of names) {
    const [name = '', ...value] = word.split('=')
    if (!NAME.test(name)) {
      streams.err(`bash: export: \`${word}': not a valid identifier\n`)
      exitCode = 1
      continue
    }
    machine.exported.add(name)
    if (word.includes('=')) machine.variables.set(name, value.join('='))
  }
  return exitCode
})

const unset = plain((machine, words) => {
  for (const name of words) {
    machine.variables.delete(name)
    machine.exported.delete(name)
  }
  return 0
})

const aliasText = (name: string, value: string): string => `alias ${name}='${value.replaceAll("'", "'\\''")}'\n`

const alias = plain((machine, words, streams) => {
  if (words.length === 0) {
    for (const [name, value] of [...machine.aliases].toSorted()) streams.out(aliasText(name, value))
  }
  let exitCode = 0
  for (const word of words) {
    const [name = '', ...value] = word.split('=')
    const known = machine.aliases.get(name)
    if (word.includes('=')) machine.aliases.set(name, value.join('='))
    else if (known !== undefined) streams.out(aliasText(name, known))
    else {
      streams.err(`bash: alias: ${name}: not found\n`)
      exitCode = 1
    }
  }
  return exitCode
})

const unalias = plain((machine, words, streams) => {
  let exitCode = 0
  for (const name of words) {
    if (name === '-a') machine.aliases.clear()
    else if (!machine.aliases.delete(name)) {
      streams.err(`bash: unalias: ${name}: not found\n`)
      exitCode = 1
    }
  }
  return exitCode
})

const exit = plain((machine, [code], streams) => {
  if (code !== undefined && !/^-?\d+$/.test(code)) {
    streams.err(`bash: exit: ${code}: numeric argument required\n`)
    machine.lastExitCode = 2
  } else if (code !== undefined) machine.lastExitCode = Number(code) & 255
  throw new Leave('exit', 1)
})

const leave = (what: 'break' | 'continue'): Builtin =>
  plain((_, [levels = '1']) => {
    throw new Leave(what, Math.max(1, Number(levels) || 1))
  })

const evaluate: Builtin = function* (machine, words, streams) {
  if (words.length === 0) return 0
  spend(machine.world.limits, 'commands', 10)
  return yield* machine.world.interpreter.runText(machine, words.join(' '), streams)
}

const source: Builtin = function* (machine, [path, ...words], streams) {
  if (path === undefined) {
    streams.err('bash: .: filename argument required\n.: usage: . filename [arguments]\n')
    return 2
  }
  const text = readText(viewOf(machine), path)
  if (!text.ok) {
    streams.err(`bash: ${path}: ${text.error}\n`)
    return 1
  }
  spend(machine.world.limits, 'commands', 100)
  const before = machine.arguments
  if (words.length > 0) machine.arguments = ['bash', ...words]
  const exitCode = yield* machine.world.interpreter.runText(machine, text.value, streams)
  machine.arguments = before
  return exitCode
}

/** Depth of shells in shells, before the lab says that it is enough. */
const MAX_SHELLS = 40

/** `bash FILE`, `bash -c LINE`, and lines from a pipe. */
const bash: Builtin = function* (machine, words, streams) {
  const options = words.findIndex((word) => !/^-[a-z]+$/.test(word))
  const letters = words.slice(0, options < 0 ? words.length : options).join('')
  const [first, ...rest] = options < 0 ? [] : words.slice(options)
  if (machine.depth > MAX_SHELLS) {
    streams.note({ code: 'too-much', params: { command: 'bash' } })
    return 126
  }
  const isLine = letters.includes('c')
  if (isLine && first === undefined) {
    streams.err('bash: -c: option requires an argument\n')
    return 2
  }
  const stdin = streams.stdin
  let text: string
  if (isLine) text = first ?? ''
  else if (first !== undefined) {
    const file = readText(viewOf(machine), first)
    if (!file.ok) {
      streams.err(`bash: ${first}: ${file.error}\n`)
      return file.error === 'No such file or directory' ? 127 : 126
    }
    text = file.value
  } else if (stdin) {
    text = stdin.text.slice(stdin.at)
    stdin.at = stdin.text.length
  } else return 0
  const inner: Machine = {
    ...subshellOf(machine),
    variables: new Map([...machine.variables].filter(([name]) => machine.exported.has(name))),
    aliases: new Map(),
    arguments: isLine ? (rest.length > 0 ? rest : ['bash']) : [first ?? 'bash', ...rest],
  }
  return yield* runTo(inner, text, streams)
}

/** A whole shell: `exit` ends it and no more. */
function* runTo(machine: Machine, text: string, streams: Streams): Steps {
  try {
    return yield* machine.world.interpreter.runText(machine, text, streams)
  } catch (error) {
    if (error instanceof Leave) return machine.lastExitCode
    throw error
  }
}

/** `ssh NODE LINE`: the nodes, routers and pods have terminals of their own for everything else. */
const ssh: Builtin = function* (machine, words, streams) {
  const [target, ...line] = words.filter((word) => word !== '-t' && word !== '-tt' && word !== '-q')
  if (target === undefined || target.startsWith('-')) {
    streams.note({ code: 'command-not-modelled', params: { command: ['ssh', ...words].join(' ') } })
    return 255
  }
  const { world } = machine
  const name = target.replace(/^.*@/, '')
  const host = findHost(world.fabricOf(world.session.document), name)
  if (host === undefined) {
    streams.err(`ssh: Could not resolve hostname ${name}: Name or service not known\n`)
    return 255
  }
  if (line.length === 0) {
    streams.note({ code: 'own-terminal', params: { host: hostnameOf(host) } })
    return 0
  }
  return yield* runTo(freshMachine(world, host, machine.depth + 1), line.join(' '), streams)
}

const read = plain((machine, words, streams) => {
  const isRaw = words.includes('-r')
  const names = words.filter((word, index) => !word.startsWith('-') && words[index - 1] !== '-p')
  const { stdin } = streams
  if (!stdin || stdin.at >= stdin.text.length) {
    for (const name of names) machine.variables.set(name, '')
    return 1
  }
  const end = stdin.text.indexOf('\n', stdin.at)
  const raw = stdin.text.slice(stdin.at, end < 0 ? undefined : end)
  stdin.at = end < 0 ? stdin.text.length : end + 1
  const line = isRaw ? raw : raw.replace(/\\(.)/g, '$1')
  if (names.length === 0) {
    machine.variables.set('REPLY', line)
    return end < 0 ? 1 : 0
  }
  let rest = line.trim()
  for (const [index, name] of names.entries()) {
    const [, head = '', tail = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? []
    machine.variables.set(name, index === names.length - 1 ? rest : head)
    rest = tail
  }
  return end < 0 ? 1 : 0
})

const set = plain((machine, words, streams) => {
  if (words[0] === '--') {
    machine.arguments = [machine.arguments[0] ?? 'bash', ...words.slice(1)]
    return 0
  }
  if (words.length > 0) {
    streams.note({ code: 'option-not-modelled', params: { command: 'set', option: words.join(' ') } })
    return 1
  }
  for (const [name, value] of [...machine.variables].toSorted()) {
    streams.out(`${name}=${/^[\w./:@%+,-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`}\n`)
  }
  return 0
})

const shift = plain((machine, [count = '1']) => {
  const [name = 'bash', ...words] = machine.arguments
  if (Number(count) > words.length) return 1
  machine.arguments = [name, ...words.slice(Number(count))]
  return 0
})

const typeOf = plain((machine, words, streams) => {
  let exitCode = 0
  for (const name of words) {
    const value = machine.aliases.get(name)
    if (value !== undefined) streams.out(`${name} is aliased to \`${value}'\n`)
    else if (BUILTINS.has(name) && !PROGRAMS_HERE.has(name)) streams.out(`${name} is a shell builtin\n`)
    else if (COMMANDS.has(name) || PROGRAMS_HERE.has(name)) streams.out(`${name} is /usr/bin/${name}\n`)
    else {
      streams.err(`bash: type: ${name}: not found\n`)
      exitCode = 1
    }
  }
  return exitCode
})

const which = plain((_, words, streams) => {
  const found = words.filter((name) => COMMANDS.has(name) || PROGRAMS_HERE.has(name))
  streams.out(found.map((name) => `/usr/bin/${name}\n`).join(''))
  return found.length === words.length ? 0 : 1
})

const command: Builtin = function* (machine, words, streams) {
  const [option, ...rest] = words
  if (option === '-v' || option === '-V') {
    const found = rest.filter((name) => COMMANDS.has(name) || BUILTINS.has(name))
    streams.out(found.map((name) => `${COMMANDS.has(name) ? `/usr/bin/${name}` : name}\n`).join(''))
    return found.length > 0 ? 0 : 1
  }
  return words.length === 0 ? 0 : yield* machine.world.interpreter.runWords(machine, words, streams)
}

const history = plain((machine, [count], streams) => {
  const { history: lines = [] } = machine.world.session.shells?.[machine.host] ?? {}
  const from = count === undefined ? 0 : Math.max(0, lines.length - Number(count))
  streams.out(
    lines
      .map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`)
      .slice(from)
      .join(''),
  )
  return 0
})

/** sudo: everybody is root here. */
const sudo: Builtin = function* (machine, words, streams) {
  const rest = words.slice(words.findIndex((word) => !/^-[A-Za-z]$/.test(word)))
  if (words.length === 0) {
    streams.err('usage: sudo -h | -K | -k | -V\n')
    return 1
  }
  return yield* machine.world.interpreter.runWords(machine, rest, streams)
}

const env: Builtin = function* (machine, words, streams) {
  const inner = subshellOf(machine)
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word))
  for (const word of first < 0 ? words : words.slice(0, first)) {
    const [name = '', ...value] = word.split('=')
    inner.variables.set(name, value.join('='))
    inner.exported.add(name)
  }
  if (first >= 0) return yield* machine.world.interpreter.runWords(inner, words.slice(first), streams)
  for (const name of inner.exported) streams.out(`${name}=${inner.variables.get(name) ?? ''}\n`)
  return 0
}

const help = plain((_, [name], streams) => sayHelp(name, [...BUILTINS.keys()], streams))

/** Programs that are run here, as they run others. */
const PROGRAMS_HERE = new Set(['bash', 'sh', 'ssh', 'sudo', 'env', 'timeout', 'watch', 'which'])

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['.', source],
  [':', plain(() => 0)],
  ['alias', alias],
  ['bash', bash],
  ['break', leave('break')],
  ['cd', cd],
  ['command', command],
  ['continue', leave('continue')],
  ['env', env],
  ['eval', evaluate],
  ['exit', exit],
  ['export', exportNames],
  ['help', help],
  ['history', history],
  ['logout', exit],
  ['read', read],
  ['set', set],
  ['sh', bash],
  ['shift', shift],
  ['source', source],
  ['ssh', ssh],
  ['sudo', sudo],
  ['timeout', timeout],
  ['type', typeOf],
  ['unalias', unalias],
  ['unset', unset],
  ['watch', watch],
  ['which', which],
])
