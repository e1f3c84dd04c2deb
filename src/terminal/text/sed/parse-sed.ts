import { fail, ok, type Result } from '../../../engine/result'
import { compileRegex, type Regex } from '../regex/regex'
import type { Dialect } from '../regex/syntax'
import type { Address, AddressEnd, ReplacementPart, SedAction, SedCommand } from './script'

class SedFault extends Error {
  override readonly name = 'SedFault'
  constructor(
    readonly text: string,
    readonly at: number,
  ) {
    super(text)
  }
}

interface Reading {
  readonly text: string
  at: number
  readonly dialect: Dialect
  readonly commands: SedCommand[]
  readonly open: { readonly command: Extract<SedAction, { kind: 'open' }>; readonly at: number }[]
}

/** Where in the script, and GNU sed's words for it. */
export interface SedProblem {
  readonly character: number
  readonly text: string
}

/** Source: GNU sed 4.9, sed/compile.c. */
export function parseSed(text: string, dialect: Dialect): Result<readonly SedCommand[], SedProblem> {
  const now: Reading = { text, at: 0, dialect, commands: [], open: [] }
  try {
    while (skipToCommand(now)) parseCommand(now)
    if (now.open.length > 0) return fail({ character: 0, text: "unmatched `{'" })
    return ok(now.commands)
  } catch (error) {
    if (error instanceof SedFault) return fail({ character: error.at, text: error.text })
    throw error
  }
}

function bad(now: Reading, text: string): never {
  throw new SedFault(text, Math.min(now.at, now.text.length))
}

/** Whether there is one. */
function skipToCommand(now: Reading): boolean {
  while (/[\s;]/.test(now.text.charAt(now.at))) now.at++
  return now.at < now.text.length
}

function skipSpaces(now: Reading): void {
  while (/[ \t]/.test(now.text.charAt(now.at))) now.at++
}

function parseCommand(now: Reading): void {
  const from = parseAddress(now)
  let to: AddressEnd | undefined
  if (from) {
    skipSpaces(now)
    if (now.text.charAt(now.at) === ',') {
      now.at++
      skipSpaces(now)
      to = parseAddressEnd(now)
      if (!to) {
        now.at++
        bad(now, "unexpected `,'")
      }
    }
  }
  if (from?.kind === 'line' && from.line === 0 && to?.kind !== 'regex') bad(now, 'invalid usage of line address 0')
  skipSpaces(now)
  let isNegated = false
  while (now.text.charAt(now.at) === '!') {
    now.at++
    if (isNegated) bad(now, "multiple `!'s")
    isNegated = true
    skipSpaces(now)
  }
  const letter = now.text.charAt(now.at)
  now.at++
  if (letter === '') bad(now, 'missing command')
  const addresses = { ...(from && { from }), ...(to && { to }) }
  const action = parseAction(now, letter, addresses)
  if (action) now.commands.push({ ...addresses, isNegated, action })
}

function parseAddress(now: Reading): Address | undefined {
  const character = now.text.charAt(now.at)
  if (/\d/.test(character)) {
    const line = takeNumber(now)
    skipSpaces(now)
    if (now.text.charAt(now.at) !== '~') return { kind: 'line', line }
    now.at++
    return { kind: 'step', first: line, step: takeNumber(now) }
  }
  if (character === '$') {
    now.at++
    return { kind: 'last' }
  }
  if (character !== '/' && character !== '\\') return undefined
  if (character === '\\') now.at++
  const delimiter = now.text.charAt(now.at)
  now.at++
  const source = takeDelimited(now, delimiter, true)
  if (source === undefined) bad(now, 'unterminated address regex')
  let ignoresCase = false
  while (/[IM]/.test(now.text.charAt(now.at))) ignoresCase ||= now.text.charAt(now.at++) === 'I'
  return { kind: 'regex', regex: regexOf(now, source, ignoresCase) }
}

function parseAddressEnd(now: Reading): AddressEnd | undefined {
  const character = now.text.charAt(now.at)
  if (character !== '+' && character !== '~') return parseAddress(now)
  now.at++
  const number = takeNumber(now)
  return character === '+' ? { kind: 'more', lines: number } : { kind: 'multiple', of: number }
}

function takeNumber(now: Reading): number {
  const start = now.at
  while (/\d/.test(now.text.charAt(now.at))) now.at++
  return Number(now.text.slice(start, now.at) || '0')
}

/**
 * Up to the delimiter, which is taken too. The delimiter itself is written with a backslash before it; in an
 * expression a bracket holds it as well. Undefined: it never comes.
 */
function takeDelimited(now: Reading, delimiter: string, isRegex: boolean): string | undefined {
  let result = ''
  while (now.at < now.text.length) {
    const character = now.text.charAt(now.at)
    if (character === delimiter) {
      now.at++
      return result
    }
    if (character === '\n' && isRegex && delimiter !== '\n') return undefined
    if (character === '[' && isRegex) {
      const bracket = bracketAt(now.text, now.at)
      if (bracket === undefined) {
        now.at = now.text.length
        return undefined
      }
      now.at += bracket.length
      result += bracket.replaceAll('\\n', '\n')
      continue
    }
    if (character === '\\') {
      const next = now.text.charAt(now.at + 1)
      now.at += 2
      if (next === delimiter) result += isRegex && /[.*[\]^$+?(){}|]/.test(delimiter) ? `\\${delimiter}` : delimiter
      else if (next === 'n' && isRegex) result += '\n'
      else result += `\\${next}`
      continue
    }
    result += character
    now.at++
  }
  return undefined
}

/** A bracket expression, in which a delimiter is a character like any other; undefined if it is not closed. */
const bracketAt = (text: string, at: number): string | undefined =>
  /^\[\^?\]?(?:\[:[^\]]*:\]|\[\.[^\]]*\.\]|\[=[^\]]*=\]|[^\]\n])*\]/.exec(text.slice(at))?.[0]

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', f: '\f', v: '\v', a: '\x07', r: '\r' }

function regexOf(now: Reading, source: string, ignoresCase: boolean): Regex | undefined {
  if (source === '') return undefined
  const text = source.replace(/\\([tfvar])/g, (_, letter: string) => ESCAPES[letter] ?? '')
  const compiled = compileRegex(text, now.dialect, { ignoresCase })
  return compiled.ok ? compiled.value : bad(now, compiled.error)
}

/** After a command: nothing more on it. */
function endCommand(now: Reading): void {
  skipSpaces(now)
  const character = now.text.charAt(now.at)
  if (character === '' || character === '}' || character === '#') return
  now.at++
  if (character !== ';' && character !== '\n') bad(now, 'extra characters after command')
}

type Addresses = { readonly from?: Address; readonly to?: AddressEnd }

function parseAction(now: Reading, letter: string, { from, to }: Addresses): SedAction | undefined {
  switch (letter) {
    case '#': {
      if (from) bad(now, "comments don't accept any addresses")
      const end = now.text.indexOf('\n', now.at)
      now.at = end < 0 ? now.text.length : end
      return undefined
    }
    case '{': {
      const command: Extract<SedAction, { kind: 'open' }> = { kind: 'open', end: 0 }
      now.open.push({ command, at: now.at })
      return command
    }
    case '}': {
      const open = now.open.pop()
      if (!open) bad(now, "unexpected `}'")
      if (from) bad(now, "unexpected `,'")
      open.command.end = now.commands.length
      endCommand(now)
      return undefined
    }
    case 's':
      return parseSubstitute(now)
    case 'y':
      return parseTranslate(now)
    case 'a':
    case 'i':
    case 'c':
      return parseText(now, letter)
    case ':': {
      if (from) bad(now, ": doesn't want any addresses")
      const label = takeLabel(now)
      if (label === '') bad(now, '":" lacks a label')
      return { kind: 'label', label }
    }
    case 'b':
    case 't':
    case 'T':
      return { kind: 'jump', letter, label: takeLabel(now), target: -1 }
    case 'q':
    case 'Q': {
      if (to) bad(now, 'command only uses one address')
      skipSpaces(now)
      const exitCode = takeNumber(now)
      endCommand(now)
      return { kind: 'quit', letter, exitCode }
    }
    case 'r':
    case 'w': {
      skipSpaces(now)
      const end = now.text.indexOf('\n', now.at)
      const path = now.text.slice(now.at, end < 0 ? undefined : end)
      now.at = end < 0 ? now.text.length : end
      if (path === '') bad(now, 'missing filename in r/R/w/W commands')
      return { kind: 'file', letter, path }
    }
    default:
      if (!'=dDgGhHlnNpPxz'.includes(letter)) bad(now, `unknown command: \`${letter}'`)
      endCommand(now)
      return { kind: 'plain', letter }
  }
}

function takeLabel(now: Reading): string {
  skipSpaces(now)
  const [label = ''] = /^[^\n;}]*/.exec(now.text.slice(now.at)) ?? []
  now.at += label.length
  return label.trim()
}

function parseSubstitute(now: Reading): SedAction {
  const delimiter = now.text.charAt(now.at)
  if (delimiter === '' || delimiter === '\n' || delimiter === '\\') bad(now, "unterminated `s' command")
  now.at++
  const source = takeDelimited(now, delimiter, true)
  const text = source === undefined ? undefined : takeDelimited(now, delimiter, false)
  if (source === undefined || text === undefined) bad(now, "unterminated `s' command")
  const flags = { all: false, prints: false, ignoresCase: false, nth: 0 }
  for (;;) {
    const letter = now.text.charAt(now.at)
    if (letter === '' || letter === '\n' || letter === ';' || letter === '}' || letter === '#') break
    now.at++
    if (letter === 'g') {
      if (flags.all) bad(now, "multiple `g' options to `s' command")
      flags.all = true
    } else if (letter === 'p') {
      if (flags.prints) bad(now, "multiple `p' options to `s' command")
      flags.prints = true
    } else if (letter === 'i' || letter === 'I') flags.ignoresCase = true
    else if (letter === 'm' || letter === 'M') continue
    else if (/\d/.test(letter)) {
      if (flags.nth > 0) bad(now, "multiple number options to `s' command")
      now.at--
      flags.nth = takeNumber(now)
      if (flags.nth === 0) bad(now, "number option to `s' command may not be zero")
    } else if (!/[ \t\r]/.test(letter)) bad(now, "unknown option to `s'")
  }
  const regex = regexOf(now, source, flags.ignoresCase)
  const replacement = replacementOf(text)
  const highest = Math.max(0, ...replacement.map((part) => (part.kind === 'group' ? part.number : 0)))
  if (regex && highest > regex.groups) bad(now, `invalid reference \\${highest} on \`s' command's RHS`)
  const { all, prints, nth } = flags
  endCommand(now)
  return { kind: 'substitute', regex, replacement, all, prints, nth: nth === 0 ? 1 : nth }
}

function replacementOf(text: string): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = []
  let plain = ''
  const push = (part: ReplacementPart): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain })
    plain = ''
    parts.push(part)
  }
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '&') push({ kind: 'group', number: 0 })
    else if (character !== '\\') plain += character
    else {
      const next = text.charAt(++at)
      if (/\d/.test(next)) push({ kind: 'group', number: Number(next) })
      else if (/[ULulE]/.test(next)) push({ kind: 'case', letter: next })
      else if (next === 'n') plain += '\n'
      else plain += ESCAPES[next] ?? next
    }
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain })
  return parts
}

function parseTranslate(now: Reading): SedAction {
  const delimiter = now.text.charAt(now.at++)
  const from = takeDelimited(now, delimiter, true)
  const to = from === undefined ? undefined : takeDelimited(now, delimiter, true)
  if (from === undefined || to === undefined) bad(now, "unterminated `y' command")
  const characters = (text: string): readonly string[] => [...text.replace(/\\(.)/g, '$1')]
  const [before, after] = [characters(from), characters(to)]
  if (before.length !== after.length) bad(now, "strings for `y' command are different lengths")
  endCommand(now)
  return { kind: 'translate', map: new Map(before.map((character, index) => [character, after[index] ?? ''])) }
}

/** `a text` on the same line, or `a\` and the text on the next lines. */
function parseText(now: Reading, letter: 'a' | 'i' | 'c'): SedAction {
  skipSpaces(now)
  if (now.at >= now.text.length) bad(now, "expected \\ after `a', `c' or `i'")
  if (now.text.charAt(now.at) === '\\') {
    // Behind a backslash blanks are text, but for those before a line end.
    now.at++
    const rest = /^[ \t]*\n/.exec(now.text.slice(now.at))?.[0]
    now.at += rest?.length ?? 0
  }
  let text = ''
  while (now.at < now.text.length) {
    const character = now.text.charAt(now.at++)
    if (character === '\n') break
    text += character === '\\' ? now.text.charAt(now.at++) : character
  }
  return { kind: 'text', letter, text: `${text}\n` }
}
