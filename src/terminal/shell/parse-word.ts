import { type Cursor, cursorOn, fault, isAtEnd } from './cursor'
import type { ParameterChange, Script, Word, WordPart } from './syntax'

/** How the grammar reads what stands in `$(…)`; given in, as words and scripts hold each other. */
export interface Nested {
  /** Up to the `)` that closes it, which is taken. */
  readonly scriptInBrackets: (cursor: Cursor) => Script
  readonly wholeScript: (text: string) => Script
}

const ENDS_WORD = /[\s;&|<>()]/

/** Parts of one word; adjacent text that is quoted alike is one. */
class Parts {
  readonly parts: WordPart[] = []

  text(text: string, quoted: boolean): void {
    const last = this.parts.at(-1)
    if (last?.kind === 'text' && last.quoted === quoted) {
      this.parts[this.parts.length - 1] = { ...last, text: last.text + text }
    } else this.parts.push({ kind: 'text', text, quoted })
  }
}

/** A word that begins at the cursor. It may be empty only if the cursor is at no word. */
export function takeWord(cursor: Cursor, nested: Nested): Word {
  return takePartsUntil(cursor, nested, (character) => ENDS_WORD.test(character))
}

/** What stands in `name[…]`. */
export const parseIndex = (text: string, nested: Nested): Word => takePartsUntil(cursorOn(text), nested, () => false)

/** Parts up to an unquoted character that ends them, or the end of the text. */
export function takePartsUntil(cursor: Cursor, nested: Nested, ends: (character: string) => boolean): Word {
  const parts = new Parts()
  const plain = /[^\s;&|<>()'"\\$`}/]+/y
  while (!isAtEnd(cursor)) {
    plain.lastIndex = cursor.at
    const run = plain.exec(cursor.text)?.[0]
    if (run !== undefined) {
      parts.text(run, false)
      cursor.at += run.length
      continue
    }
    const character = cursor.text.charAt(cursor.at)
    if (cursor.text.startsWith('<(', cursor.at)) {
      cursor.at += 2
      parts.parts.push({ kind: 'process', script: nested.scriptInBrackets(cursor), quoted: true })
      continue
    }
    if (ends(character)) break
    if (character === "'") takeSingleQuoted(cursor, parts)
    else if (character === '"') takeDoubleQuoted(cursor, nested, parts)
    else if (character === '\\') takeEscape(cursor, parts)
    else if (character === '$') takeDollar(cursor, nested, parts, false)
    else if (character === '`') takeBackquoted(cursor, nested, parts, false)
    else {
      parts.text(character, false)
      cursor.at++
    }
  }
  return parts.parts
}

function takeEscape(cursor: Cursor, parts: Parts): void {
  const next = cursor.text.charAt(cursor.at + 1)
  cursor.at += 2
  if (next === '\n') return
  parts.text(next === '' ? '\\' : next, true)
}

function takeSingleQuoted(cursor: Cursor, parts: Parts): void {
  const end = cursor.text.indexOf("'", cursor.at + 1)
  if (end < 0) fault({ kind: 'unfinished', quote: "'" })
  parts.text(cursor.text.slice(cursor.at + 1, end), true)
  cursor.at = end + 1
}

function takeDoubleQuoted(cursor: Cursor, nested: Nested, parts: Parts): void {
  cursor.at++
  parts.text('', true)
  const isClosed = takeQuotedText(cursor, nested, parts, '"')
  if (!isClosed) fault({ kind: 'unfinished', quote: '"' })
  cursor.at++
}

/** Text in which only `$`, backquote and backslash mean something. Stops at `end`, which is not taken. */
function takeQuotedText(cursor: Cursor, nested: Nested, parts: Parts, end: string | undefined): boolean {
  const plain = end === undefined ? /[^\\$`]+/y : /[^\\$`"]+/y
  while (!isAtEnd(cursor)) {
    plain.lastIndex = cursor.at
    const run = plain.exec(cursor.text)?.[0]
    if (run !== undefined) {
      parts.text(run, true)
      cursor.at += run.length
      continue
    }
    const character = cursor.text.charAt(cursor.at)
    if (character === end) return true
    if (character === '\\') {
      const next = cursor.text.charAt(cursor.at + 1)
      cursor.at += 2
      if (next === '$' || next === '`' || next === '\\' || (next === '"' && end === '"')) parts.text(next, true)
      else if (next !== '\n') parts.text(`\\${next}`, true)
    } else if (character === '$') takeDollar(cursor, nested, parts, true)
    else takeBackquoted(cursor, nested, parts, true)
  }
  return end === undefined
}

/** What a here-document's text, or what `"…"` would hold, is made of. */
export function parseQuotedText(text: string, nested: Nested): Word {
  const parts = new Parts()
  parts.text('', true)
  takeQuotedText(cursorOn(text), nested, parts, undefined)
  return parts.parts
}

/** The command substitution that nobody writes any more, and every older page shows. */
function takeBackquoted(cursor: Cursor, nested: Nested, parts: Parts, quoted: boolean): void {
  let text = ''
  for (let at = cursor.at + 1; at < cursor.text.length; at++) {
    const character = cursor.text.charAt(at)
    if (character === '`') {
      cursor.at = at + 1
      parts.parts.push({ kind: 'substitution', script: nested.wholeScript(text), quoted })
      return
    }
    const next = cursor.text.charAt(at + 1)
    if (character === '\\' && (next === '`' || next === '\\' || next === '$' || (quoted && next === '"'))) {
      text += next
      at++
    } else text += character
  }
  fault({ kind: 'unfinished', quote: '`' })
}

const NAME = /[A-Za-z_]\w*|[0-9?$#@*!-]/y
const BRACED_NAME = /[A-Za-z_]\w*|\d+|[?$#@*!-]/y

function takeDollar(cursor: Cursor, nested: Nested, parts: Parts, quoted: boolean): void {
  const next = cursor.text.charAt(cursor.at + 1)
  if (next === '(') return takeSubstitution(cursor, nested, parts, quoted)
  if (next === '{') return takeBraced(cursor, nested, parts, quoted)
  if (next === "'" && !quoted) return takeAnsiQuoted(cursor, parts)
  NAME.lastIndex = cursor.at + 1
  const name = NAME.exec(cursor.text)?.[0]
  cursor.at += 1 + (name?.length ?? 0)
  if (name === undefined) parts.text('$', quoted)
  else parts.parts.push({ kind: 'parameter', name, quoted, isLength: false })
}

function takeSubstitution(cursor: Cursor, nested: Nested, parts: Parts, quoted: boolean): void {
  const arithmetic = cursor.text.startsWith('$((', cursor.at) ? arithmeticEnd(cursor) : undefined
  if (arithmetic !== undefined) {
    const expression = parseQuotedText(cursor.text.slice(cursor.at + 3, arithmetic), nested)
    parts.parts.push({ kind: 'arithmetic', expression, quoted })
    cursor.at = arithmetic + 2
    return
  }
  cursor.at += 2
  parts.parts.push({ kind: 'substitution', script: nested.scriptInBrackets(cursor), quoted })
}

/** Where the `))` of `$((…))` is; undefined if the brackets are those of a subshell. */
function arithmeticEnd(cursor: Cursor): number | undefined {
  let depth = 0
  for (let at = cursor.at + 3; at < cursor.text.length; at++) {
    const character = cursor.text.charAt(at)
    if (character === '(') depth++
    else if (character === ')' && depth > 0) depth--
    else if (character === ')') return cursor.text.charAt(at + 1) === ')' ? at : undefined
  }
  return undefined
}

/** Longest first. `/` and `:` of substrings come last. */
const CHANGES = [':-', ':=', ':+', ':?', '##', '%%', '//', '^^', ',,', '^', ',', '-', '=', '+', '?', '#', '%', '/', ':']

function takeBraced(cursor: Cursor, nested: Nested, parts: Parts, quoted: boolean): void {
  const start = cursor.at
  cursor.at += 2
  const isLength = cursor.text.charAt(cursor.at) === '#' && cursor.text.charAt(cursor.at + 1) !== '}'
  const isIndirect = /^![A-Za-z_]/.test(cursor.text.slice(cursor.at, cursor.at + 2))
  if (isLength || isIndirect) cursor.at++
  BRACED_NAME.lastIndex = cursor.at
  const name = BRACED_NAME.exec(cursor.text)?.[0] ?? ''
  cursor.at += name.length
  const index = takeIndex(cursor, nested)
  const operator = CHANGES.find((text) => cursor.text.startsWith(text, cursor.at))
  let change: ParameterChange | undefined
  if (operator !== undefined && name !== '') {
    cursor.at += operator.length
    const isReplacement = operator.startsWith('/')
    const word = takePartsUntil(
      cursor,
      nested,
      (character) => character === '}' || (isReplacement && character === '/'),
    )
    change = { operator, word }
    if (isReplacement && cursor.text.charAt(cursor.at) === '/') {
      cursor.at++
      change = { operator, word, replacement: takePartsUntil(cursor, nested, (character) => character === '}') }
    }
  }
  const close = cursor.text.indexOf('}', cursor.at)
  if (close < 0) fault({ kind: 'unfinished', quote: '}' })
  // What bash calls a bad substitution is only found out when it runs.
  const isBad = close !== cursor.at || name === ''
  cursor.at = close + 1
  const badName = cursor.text.slice(start, cursor.at)
  parts.parts.push({
    kind: 'parameter',
    name: isBad ? badName : name,
    quoted,
    isLength: isLength && !isBad,
    ...(index && !isBad && { index }),
    ...(isIndirect && !isBad && { isIndirect }),
    ...(change && !isBad && { change }),
  })
}

/** `[…]` behind a name; undefined if there is none. */
function takeIndex(cursor: Cursor, nested: Nested): Word | undefined {
  INDEX.lastIndex = cursor.at
  const [whole, inner] = INDEX.exec(cursor.text) ?? []
  if (whole === undefined || inner === undefined) return undefined
  cursor.at += whole.length
  return parseIndex(inner, nested)
}

const INDEX = /\[([^\]]+)\]/y

const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
}

/** `$'a\tb'` */
function takeAnsiQuoted(cursor: Cursor, parts: Parts): void {
  let text = ''
  for (let at = cursor.at + 2; at < cursor.text.length; at++) {
    const character = cursor.text.charAt(at)
    if (character === "'") {
      cursor.at = at + 1
      parts.text(text, true)
      return
    }
    if (character !== '\\') {
      text += character
      continue
    }
    at++
    const next = cursor.text.charAt(at)
    text += ANSI[next] ?? ('\'"\\?'.includes(next) ? next : `\\${next}`)
  }
  fault({ kind: 'unfinished', quote: "'" })
}
