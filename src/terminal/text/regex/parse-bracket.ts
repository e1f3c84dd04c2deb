import { fail, ok, type Result } from '../../../engine/result'
import type { RegexProblem } from './syntax'

export type SetTest = (code: number) => boolean

const between =
  (low: number, high: number): SetTest =>
  (code) =>
    code >= low && code <= high

const DIGIT = between(48, 57)
const LOWER: SetTest = (code) => (code >= 97 && code <= 122) || (code > 127 && isLetter(code, 'lower'))
const UPPER: SetTest = (code) => (code >= 65 && code <= 90) || (code > 127 && isLetter(code, 'upper'))
const ALPHA: SetTest = (code) => LOWER(code) || UPPER(code) || (code > 127 && isLetter(code, 'any'))

function isLetter(code: number, which: 'lower' | 'upper' | 'any'): boolean {
  const text = String.fromCharCode(code)
  if (which === 'any') return /\p{L}/u.test(text)
  return which === 'lower' ? /\p{Ll}/u.test(text) : /\p{Lu}/u.test(text)
}

/** Character classes of the C and UTF-8 locales. */
const CLASSES: Readonly<Record<string, SetTest>> = {
  alnum: (code) => ALPHA(code) || DIGIT(code),
  alpha: ALPHA,
  blank: (code) => code === 32 || code === 9,
  cntrl: (code) => code < 32 || code === 127,
  digit: DIGIT,
  graph: (code) => code > 32 && code !== 127,
  lower: LOWER,
  print: (code) => code >= 32 && code !== 127,
  punct: (code) => code > 32 && code < 127 && !DIGIT(code) && !ALPHA(code),
  space: (code) => code === 32 || (code >= 9 && code <= 13),
  upper: UPPER,
  xdigit: (code) => DIGIT(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102),
}

export interface Bracket {
  readonly has: SetTest
  readonly isNegated: boolean
  /** Before the negation. */
  readonly inside: SetTest
  /** After the closing bracket. */
  readonly end: number
}

/** What stands after `[`, up to its `]`. */
export function parseBracket(text: string, start: number): Result<Bracket, RegexProblem> {
  const isNegated = text[start] === '^'
  const first = start + (isNegated ? 1 : 0)
  const tests: SetTest[] = []
  let at = first
  while (at < text.length) {
    if (text[at] === ']' && at > first) {
      const inside: SetTest = (code) => tests.some((test) => test(code))
      return ok({ has: (code) => inside(code) !== isNegated, isNegated, inside, end: at + 1 })
    }
    const special = /^\[([:=.])/.exec(text.slice(at, at + 2))?.[1]
    if (special !== undefined) {
      const close = text.indexOf(`${special}]`, at + 2)
      if (close < 0) return fail('Unmatched [, [^, [:, [., or [=')
      const name = text.slice(at + 2, close)
      const test = special === ':' ? CLASSES[name] : name.length === 1 ? exactly(name) : undefined
      if (!test) return fail('Invalid character class name')
      tests.push(test)
      at = close + 2
      continue
    }
    const low = text.charCodeAt(at)
    const isRange = text[at + 1] === '-' && at + 2 < text.length && text[at + 2] !== ']'
    const high = isRange ? text.charCodeAt(at + 2) : low
    if (high < low) return fail('Invalid range end')
    tests.push(between(low, high))
    at += isRange ? 3 : 1
  }
  return fail('Unmatched [, [^, [:, [., or [=')
}

function exactly(character: string): SetTest {
  const code = character.charCodeAt(0)
  return (other) => other === code
}
