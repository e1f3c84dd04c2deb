/** Builtins and programs that run what they are given: other lines, other shells, other hosts. */
import { findHost } from '../../../engine/lab/find-host'
import { readText } from '../../files'
import { hostnameOf } from '../expand-parameter'
import {
  type Builtin,
  freshMachine,
  Leave,
  type Machine,
  type Steps,
  type Streams,
  spend,
  subshellOf,
} from '../machine'
import { viewOf } from './plain'

export const evaluate: Builtin = function* (machine, words, streams) {
  if (words.length === 0) return 0
  spend(machine.world.limits, 'commands', 10)
  return yield* machine.world.interpreter.runText(machine, words.join(' '), streams)
}

export const source: Builtin = function* (machine, [path, ...words], streams) {
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
export const bash: Builtin = function* (machine, words, streams) {
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
export const ssh: Builtin = function* (machine, words, streams) {
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

/** sudo: everybody is root here. */
export const sudo: Builtin = function* (machine, words, streams) {
  const rest = words.slice(words.findIndex((word) => !/^-[A-Za-z]$/.test(word)))
  if (words.length === 0) {
    streams.err('usage: sudo -h | -K | -k | -V\n')
    return 1
  }
  return yield* machine.world.interpreter.runWords(machine, rest, streams)
}

export const env: Builtin = function* (machine, words, streams) {
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
