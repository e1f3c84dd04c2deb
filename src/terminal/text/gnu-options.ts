import type { CommandContext, CommandEnd } from '../command'

/** What a GNU program takes, in the words of getopt_long(3). */
export interface OptionSpec {
  readonly program: string
  /** As for `getopt`: `n:v`, a colon after what takes a value. */
  readonly letters: string
  /** Long name → letter; what takes a value is known from the letter. */
  readonly long?: Readonly<Record<string, string>>
  /** Letters and long names that the real program takes and the lab does not model. */
  readonly notModelled?: readonly string[]
  readonly usageExit?: number
  /** The first operand ends the options (`xargs`, `timeout`, `watch`). */
  readonly stopsAtOperand?: boolean
  /** `-5` is `-n 5` (`head`, `tail`). */
  readonly numberIs?: string
  /** What follows the complaint; GNU's programs point to `--help`. */
  readonly usage?: string
}

export interface GivenOption {
  readonly letter: string
  readonly value: string
}

export interface GivenOptions {
  readonly options: readonly GivenOption[]
  readonly operands: readonly string[]
  readonly has: (letter: string) => boolean
  /** Of the last one, as programs take it. */
  readonly last: (letter: string) => string | undefined
}

type Problem = { readonly text: string; readonly option: string }

/** The options, or how the program ended because of them. */
export function gnuOptions(
  spec: OptionSpec,
  words: readonly string[],
  { output }: Pick<CommandContext, 'output'>,
): GivenOptions | CommandEnd {
  const read = readOptions(spec, words)
  if ('options' in read) return read
  const { program, usageExit = 1, notModelled = [] } = spec
  if (read.text === '') {
    output.out(`${program}: ${HELP}`)
    return { exitCode: 0 }
  }
  output.err(`${program}: ${read.text}\n${spec.usage ?? `Try '${program} --help' for more information.\n`}`)
  if (notModelled.includes(read.option)) {
    const option = `${read.option.length === 1 ? '-' : '--'}${read.option}`
    output.note({ code: 'option-not-modelled', params: { command: program, option } })
  }
  return { exitCode: usageExit }
}

const HELP = 'the options are those of the GNU program, as far as the lab models them\n'

export const isEnd = (given: GivenOptions | CommandEnd): given is CommandEnd => 'exitCode' in given

function readOptions(spec: OptionSpec, words: readonly string[]): GivenOptions | Problem {
  const { letters, long = {}, stopsAtOperand = false, numberIs } = spec
  const options: GivenOption[] = []
  const operands: string[] = []
  const takesValue = (letter: string): boolean => letters[letters.indexOf(letter) + 1] === ':'
  const isKnown = (letter: string): boolean => letter !== ':' && letters.includes(letter)
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') {
      operands.push(...words.slice(index + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      if (stopsAtOperand) {
        operands.push(...words.slice(index))
        break
      }
      operands.push(word)
      continue
    }
    const number = numberIs === undefined ? undefined : /^-(\d+)$/.exec(word)?.[1]
    if (number !== undefined && numberIs !== undefined) {
      options.push({ letter: numberIs, value: number })
      continue
    }
    if (word.startsWith('--')) {
      const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? []
      if (name === 'help') return { text: '', option: 'help' }
      const found = longNames(long, name)
      if (found.length > 1) {
        const names = found.map((known) => `'--${known}'`).join(' ')
        return { text: `option '--${name}' is ambiguous; possibilities: ${names}`, option: name }
      }
      const full = found[0]
      const letter = full === undefined ? undefined : long[full]
      if (full === undefined || letter === undefined) return { text: `unrecognized option '${word}'`, option: name }
      if (!takesValue(letter)) {
        if (value !== undefined) return { text: `option '--${full}' doesn't allow an argument`, option: full }
        options.push({ letter, value: '' })
        continue
      }
      const given = value ?? words[++index]
      if (given === undefined) return { text: `option '--${full}' requires an argument`, option: full }
      options.push({ letter, value: given })
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at)
      if (!isKnown(letter)) return { text: `invalid option -- '${letter}'`, option: letter }
      if (!takesValue(letter)) {
        options.push({ letter, value: '' })
        continue
      }
      const value = at + 1 < word.length ? word.slice(at + 1) : words[++index]
      if (value === undefined) return { text: `option requires an argument -- '${letter}'`, option: letter }
      options.push({ letter, value })
      break
    }
  }
  return {
    options,
    operands,
    has: (letter) => options.some((option) => option.letter === letter),
    last: (letter) => options.findLast((option) => option.letter === letter)?.value,
  }
}

/** A beginning of a long name is enough if it is the beginning of one only. */
function longNames(long: Readonly<Record<string, string>>, name: string): readonly string[] {
  if (Object.hasOwn(long, name)) return [name]
  const found = Object.keys(long).filter((known) => known.startsWith(name))
  return new Set(found.map((known) => long[known])).size === 1 ? found.slice(0, 1) : found
}
