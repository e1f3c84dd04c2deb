import type { Candidate, OptionTable, Source, Typing } from './completion'

/** What fits a program that reads its arguments as getopt_long(3) does. */
export function completeOptions(table: OptionTable, { words, word, from }: Typing): readonly (string | Candidate)[] {
  const { long = {}, operands = 'files' } = table
  if (words.includes('--')) return from(operands)
  const [, name, value] = /^--([^=]+)=(.*)$/s.exec(word) ?? []
  if (name !== undefined && value !== undefined) {
    return from(sourceOf(table, long[name] ?? ''), value).map((candidate) => behind(`--${name}=`, candidate))
  }
  const waiting = waitingFor(table, words.at(-1))
  if (waiting !== undefined) return from(sourceOf(table, waiting))
  if (word.startsWith('-')) return [...shortOptions(table), ...longOptions(table)]
  return from(operands)
}

const sourceOf = ({ values = {} }: OptionTable, letter: string): Source => values[letter] ?? 'files'

export const behind = (start: string, candidate: string | Candidate): Candidate => {
  const known = typeof candidate === 'string' ? { value: candidate } : candidate
  return { ...known, value: start + known.value, shown: known.shown ?? known.value }
}

const takesValue = ({ letters = '' }: OptionTable, letter: string): boolean =>
  letter !== '' && letters.charAt(letters.indexOf(letter) + 1) === ':' && letters.includes(letter)

/** The letter whose value the next word is: `-i`, or the last of `-nni`. */
function waitingFor(table: OptionTable, last: string | undefined): string | undefined {
  if (last?.startsWith('--')) {
    const letter = table.long?.[last.slice(2)]
    return letter !== undefined && takesValue(table, letter) ? letter : undefined
  }
  if (!last?.startsWith('-') || last.length < 2) return undefined
  const at = [...last].findIndex((letter, index) => index > 0 && takesValue(table, letter))
  return at === last.length - 1 ? last.charAt(at) : undefined
}

const shortOptions = ({ letters = '' }: OptionTable): readonly string[] =>
  [...letters].filter((letter) => /[A-Za-z0-9]/.test(letter)).map((letter) => `-${letter}`)

const longOptions = (table: OptionTable): readonly Candidate[] =>
  Object.entries(table.long ?? {})
    .filter(([name]) => !table.notModelled?.includes(name))
    .map(([name, letter]) =>
      takesValue(table, letter) ? { value: `--${name}=`, goesOn: true } : { value: `--${name}` },
    )
