/** A shell pattern's character: `*`, `?` and `[` mean something only where they were not quoted. */
export interface PatternCharacter {
  readonly character: string
  readonly quoted: boolean
}

type Piece =
  | { readonly kind: 'any-text' }
  | { readonly kind: 'any' }
  | { readonly kind: 'one-of'; readonly matches: (character: string) => boolean }

export type Pattern = readonly Piece[]

export function compilePattern(characters: readonly PatternCharacter[]): Pattern {
  const pieces: Piece[] = []
  for (let at = 0; at < characters.length; at++) {
    const { character, quoted } = characters[at] ?? { character: '', quoted: true }
    const bracket = character === '[' && !quoted ? bracketAt(characters, at) : undefined
    if (bracket) {
      pieces.push({ kind: 'one-of', matches: bracket.matches })
      at = bracket.end
    } else if (character === '*' && !quoted) pieces.push({ kind: 'any-text' })
    else if (character === '?' && !quoted) pieces.push({ kind: 'any' })
    else pieces.push({ kind: 'one-of', matches: (other) => other === character })
  }
  return pieces
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  digit: /\d/,
  lower: /[a-z]/,
  space: /\s/,
  upper: /[A-Z]/,
}

/** `[a-z]`, `[!a]`; undefined where no bracket closes. */
function bracketAt(
  characters: readonly PatternCharacter[],
  start: number,
): { readonly matches: (character: string) => boolean; readonly end: number } | undefined {
  const text = characters.map(({ character }) => character).join('')
  const isNegated = text[start + 1] === '!' || text[start + 1] === '^'
  const tests: ((character: string) => boolean)[] = []
  const first = start + (isNegated ? 2 : 1)
  for (let at = first; at < text.length; at++) {
    if (text[at] === ']' && at > first) {
      return { matches: (character) => tests.some((test) => test(character)) !== isNegated, end: at }
    }
    const name = /^\[:(\w+):\]/.exec(text.slice(at, at + 12))?.[1]
    const named = name === undefined ? undefined : CLASSES[name]
    if (name !== undefined && named) {
      tests.push((character) => named.test(character))
      at += name.length + 3
      continue
    }
    const low = text[at] ?? ''
    const high = text[at + 1] === '-' && text[at + 2] !== ']' ? text[at + 2] : undefined
    if (high !== undefined) at += 2
    tests.push((character) => character >= low && character <= (high ?? low))
  }
  return undefined
}

/** Whether the pattern is the whole text. Stars go back to the last one only, so it takes no longer than both lengths. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  let piece = 0
  let at = 0
  let star = -1
  let starAt = 0
  while (at < text.length) {
    const now = pattern[piece]
    if (now?.kind === 'any-text') {
      star = piece++
      starAt = at
    } else if (now && (now.kind === 'any' || now.matches(text.charAt(at)))) {
      piece++
      at++
    } else if (star >= 0) {
      piece = star + 1
      at = ++starAt
    } else return false
  }
  while (pattern[piece]?.kind === 'any-text') piece++
  return piece === pattern.length
}
