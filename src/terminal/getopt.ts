import { fail, ok, type Result } from '../engine/result'

export interface ParsedOptions {
  /** In order of appearance. */
  readonly options: readonly { readonly letter: string; readonly value?: string }[]
  readonly operands: readonly string[]
}

/** What glibc's `getopt` says after the program's name. */
export type OptionProblem =
  | { readonly kind: 'invalid'; readonly letter: string }
  | { readonly kind: 'missing-value'; readonly letter: string }

/** As `getopt(3)`: `letters` like `c:n`, options and operands in any order, `--` ends the options. */
export function getopt(words: readonly string[], letters: string): Result<ParsedOptions, OptionProblem> {
  const options: { letter: string; value?: string }[] = []
  const operands: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') {
      operands.push(...words.slice(index + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at)
      const position = letters.indexOf(letter)
      if (letter === ':' || position < 0) return fail({ kind: 'invalid', letter })
      if (letters[position + 1] !== ':') {
        options.push({ letter })
        continue
      }
      const value = at + 1 < word.length ? word.slice(at + 1) : words[++index]
      if (value === undefined) return fail({ kind: 'missing-value', letter })
      options.push({ letter, value })
      break
    }
  }
  return ok({ options, operands })
}

export const optionProblemText = (program: string, { kind, letter }: OptionProblem): string =>
  kind === 'invalid'
    ? `${program}: invalid option -- '${letter}'\n`
    : `${program}: option requires an argument -- '${letter}'\n`
