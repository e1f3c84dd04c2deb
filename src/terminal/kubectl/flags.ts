import { fail, ok, type Result } from '../../engine/result'

/** A flag as kubectl's help lists it. */
export interface Flag {
  readonly name: string
  readonly short?: string
  readonly takesValue?: true
  /** A value may stand behind `=`, not in the next word. */
  readonly mayTakeValue?: true
  /** kubectl has it, the lab does not model it. */
  readonly isUnmodelled?: true
}

export interface ParsedFlags {
  readonly operands: readonly string[]
  /** What stands behind `--`; undefined if there is none. */
  readonly afterDash: readonly string[] | undefined
  readonly has: (name: string) => boolean
  readonly value: (name: string) => string | undefined
  readonly values: (name: string) => readonly string[]
}

export interface FlagProblem {
  /** As spf13/pflag words it. */
  readonly text: string
  /** The flag, if it is the lab that lacks it. */
  readonly unmodelled?: string
}

/** What every command of kubectl takes. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  { name: 'namespace', short: 'n', takesValue: true },
  { name: 'help', short: 'h' },
  { name: 'context', takesValue: true },
  { name: 'cluster', takesValue: true },
  { name: 'user', takesValue: true },
  { name: 'kubeconfig', takesValue: true },
  { name: 'server', short: 's', takesValue: true },
  { name: 'request-timeout', takesValue: true },
  { name: 'v', short: 'v', takesValue: true },
]

const FALSE = ['false', 'False', 'FALSE', 'f', 'F', '0']

/** Flags and operands in any order, as spf13/pflag reads them. */
export function parseFlags(words: readonly string[], own: readonly Flag[]): Result<ParsedFlags, FlagProblem> {
  const flags = [...own, ...GLOBAL_FLAGS]
  const values = new Map<string, string[]>()
  const operands: string[] = []
  const dash = words.indexOf('--')
  const before = dash < 0 ? words : words.slice(0, dash)
  const add = (flag: Flag, value: string): void => {
    values.set(flag.name, [...(values.get(flag.name) ?? []), value])
  }
  for (let index = 0; index < before.length; index++) {
    const word = before[index] ?? ''
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    const next = (): string | undefined => before[++index]
    const problem = word.startsWith('--') ? readLong(word, flags, next, add) : readShort(word, flags, next, add)
    if (problem) return fail(problem)
  }
  const given = (name: string): readonly string[] => values.get(name) ?? []
  return ok({
    operands,
    afterDash: dash < 0 ? undefined : words.slice(dash + 1),
    has: (name) => values.has(name) && (takesValue(flags, name) || !FALSE.includes(given(name).at(-1) ?? '')),
    value: (name) => given(name).at(-1),
    values: given,
  })
}

const takesValue = (flags: readonly Flag[], name: string): boolean =>
  flags.some((flag) => flag.name === name && flag.takesValue === true)

type Next = () => string | undefined
type Add = (flag: Flag, value: string) => void

function readLong(word: string, flags: readonly Flag[], next: Next, add: Add): FlagProblem | undefined {
  const [name = '', ...rest] = word.slice(2).split('=')
  const flag = flags.find((candidate) => candidate.name === name)
  if (!flag) return { text: `unknown flag: --${name}` }
  if (flag.isUnmodelled) return { text: `unknown flag: --${name}`, unmodelled: `--${name}` }
  const given = word.includes('=') ? rest.join('=') : undefined
  const value = given ?? (flag.takesValue ? next() : 'true')
  if (value === undefined) return { text: `flag needs an argument: --${name}` }
  add(flag, value)
  return undefined
}

function readShort(word: string, flags: readonly Flag[], next: Next, add: Add): FlagProblem | undefined {
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at)
    const flag = flags.find(({ short }) => short === letter)
    const unknown = `unknown shorthand flag: '${letter}' in -${word.slice(at)}`
    if (!flag) return { text: unknown }
    if (flag.isUnmodelled) return { text: unknown, unmodelled: `-${letter}` }
    const rest = word.slice(at + 1).replace(/^=/, '')
    if (!flag.takesValue && word.charAt(at + 1) !== '=') {
      add(flag, 'true')
      continue
    }
    const value = word.length > at + 1 ? rest : next()
    if (value === undefined) return { text: `flag needs an argument: '${letter}' in -${word.slice(at)}` }
    add(flag, value)
    return undefined
  }
  return undefined
}
