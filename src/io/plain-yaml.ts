/**
 * Block YAML as kubectl, calicoctl and this lab print it, read some thirty times faster than by the YAML library: block maps
 * and lists, scalars in any quotes and over several lines, literal blocks. Whatever else YAML has (anchors, tags, flow
 * collections, comments behind values, errors) is not read here but left to the library, so both always agree.
 */
import type { Json } from '../engine/lab/document'
import { fail, ok, type Result } from '../engine/result'
import { plainScalar } from './plain-scalar'
import { chomped, folded } from './scalar-lines'

/** Where a resource stands: a document of the stream, or an item of a list in one. Offsets into the text. */
export interface PlainRange {
  readonly json: Json
  readonly start: number
  readonly end: number
  /** Blanks before every line but the first, which begins at `start`. */
  readonly indent: number
}

export interface PlainDocument extends PlainRange {
  /** Of a list: what stands below `items`, or in the list that the document is. */
  readonly items: readonly PlainRange[] | undefined
}

/** The offset of what this reader does not read. */
export interface NotPlain {
  readonly offset: number
}

const DEEPEST = 100

/** The documents of `text`, empty ones left out; or the place from which on the YAML library has to be asked. */
export function readPlainYaml(text: string): Result<readonly PlainDocument[], NotPlain> {
  const reader = new PlainReader(text)
  const oddBreak = text.search(/\r(?!\n)/)
  if (oddBreak >= 0) return fail({ offset: oddBreak })
  try {
    return ok(reader.documents())
  } catch (error) {
    if (error instanceof Unread) return fail({ offset: error.offset })
    throw error
  }
}

class Unread extends Error {
  constructor(readonly offset: number) {
    super('not plain')
  }
}

const SPACE = 0x20
const DASH = 0x2d
const HASH = 0x23
const COLON = 0x3a
const CR = 0x0d
const TAB = 0x09
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27

/** What a plain scalar or key may not begin with (YAML 1.2, `c-indicator`); `-`, `?` and `:` are looked at apart. */
const INDICATORS = new Set([...'[]{},#&*!|>%@`"\'?'].map((mark) => mark.charCodeAt(0)))

class PlainReader {
  /** The line under way: its first character that is no blank, that one's column, and its end without blanks. */
  private start = 0
  private column = -1
  private end = 0
  /** Where the line begins, and the one after it. */
  private lineStart = 0
  private next = 0
  /** Set by `advance` at a `---`, and at the end of the text. */
  private atEnd = false
  private rootItems: PlainRange[] | undefined

  constructor(private readonly text: string) {}

  documents(): PlainDocument[] {
    const found: PlainDocument[] = []
    while (this.next < this.text.length) {
      this.atEnd = false
      const from = this.next
      this.advance()
      if (this.atEnd) continue
      if (this.column !== 0) this.refuse()
      this.rootItems = undefined
      const json = this.node(0, -1, 0)
      if (!this.atEnd || typeof json !== 'object' || json === null) this.refuse()
      // A `---` ends the document before its own line.
      found.push({ json, start: from, end: this.lineStart, indent: 0, items: this.rootItems })
    }
    return found
  }

  private refuse(offset = this.start): never {
    throw new Unread(Math.min(offset, this.text.length))
  }

  /** On to the next line that holds something; comments of a whole line do not. */
  private advance(): void {
    const { text } = this
    while (this.next < text.length) {
      this.takeLine()
      const first = text.charCodeAt(this.lineStart + this.column)
      if (first === TAB) this.refuse()
      if (this.start === this.end || first === HASH) continue
      if (this.column === 0 && this.isMarker(first)) {
        this.finish(this.lineStart)
        return
      }
      return
    }
    this.finish(text.length)
  }

  private finish(lineStart: number): void {
    this.atEnd = true
    this.column = -1
    this.lineStart = lineStart
  }

  private isMarker(first: number): boolean {
    if (first === DASH && this.text.startsWith('---', this.start)) {
      if (this.end - this.start === 3) return true
      if (isBlank(this.text.charCodeAt(this.start + 3))) this.refuse()
    }
    if ((first === 0x2e && this.text.startsWith('...', this.start)) || first === 0x25) this.refuse()
    return false
  }

  /** The next line, whatever it holds. */
  private takeLine(): void {
    const { text } = this
    this.lineStart = this.next
    const newline = text.indexOf('\n', this.next)
    const stop = newline < 0 ? text.length : newline
    this.next = newline < 0 ? text.length : newline + 1
    let start = this.lineStart
    while (text.charCodeAt(start) === SPACE) start += 1
    let end = stop
    if (end > start && text.charCodeAt(end - 1) === CR) end -= 1
    while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1
    this.start = Math.min(start, end)
    this.end = end
    this.column = start - this.lineStart
  }

  private isDash(): boolean {
    if (this.text.charCodeAt(this.start) !== DASH) return false
    return this.start + 1 === this.end || this.text.charCodeAt(this.start + 1) === SPACE
  }

  /** What begins at the line under way. `parent` is the column of what it is in. */
  private node(column: number, parent: number, depth: number): Json {
    if (depth > DEEPEST) this.refuse()
    if (this.isDash()) return this.list(column, depth)
    return this.keyEnd() < 0 ? this.scalarFrom(this.start, parent) : this.map(column, depth)
  }

  private list(column: number, depth: number): Json {
    const { text } = this
    const items: Json[] = []
    const ranges: PlainRange[] | undefined = depth === 0 || (depth === 1 && this.inItems) ? [] : undefined
    while (this.column === column && this.isDash()) {
      let at = this.start + 1
      while (text.charCodeAt(at) === SPACE) at += 1
      const start = at
      if (at >= this.end) {
        this.advance()
        items.push(this.column > column ? this.node(this.column, column, depth + 1) : null)
      } else {
        this.column += at - this.start
        this.start = at
        items.push(this.node(this.column, column, depth + 1))
      }
      if (ranges)
        ranges.push({ json: items.at(-1) ?? null, start, end: this.lineStart, indent: start - lineOf(text, start) })
    }
    if (this.column > column) this.refuse()
    if (ranges) this.rootItems = ranges
    return items
  }

  /** Whether the value under way is that of the root's `items`. */
  private inItems = false

  private map(column: number, depth: number): Json {
    const { text } = this
    const result: { [key: string]: Json } = {}
    while (this.column === column && !this.isDash()) {
      const keyStart = this.start
      const keyEnd = this.keyEnd()
      if (keyEnd < 0) this.refuse()
      const key = this.keyText(keyStart, keyEnd)
      if (Object.hasOwn(result, key)) this.refuse(keyStart)
      let at = keyEnd + 1
      while (at < this.end && text.charCodeAt(at) === SPACE) at += 1
      if (at < this.end) {
        result[key] = this.scalarFrom(at, column)
        continue
      }
      if (depth === 0) this.inItems = key === 'items'
      result[key] = this.below(column, depth)
    }
    if (this.column > column) this.refuse()
    return result
  }

  /** The value of a key with nothing behind it: what stands deeper, or a list in the key's own column. */
  private below(column: number, depth: number): Json {
    this.advance()
    if (this.column > column) return this.node(this.column, column, depth + 1)
    return this.column === column && this.isDash() ? this.list(column, depth + 1) : null
  }

  /** Where the colon of a key is that begins the line, or -1. */
  private keyEnd(): number {
    const { text, start, end } = this
    const first = text.charCodeAt(start)
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
      const close = this.closingQuote(start)
      return close >= 0 && text.charCodeAt(close + 1) === COLON && this.endsKey(close + 1) ? close + 1 : -1
    }
    for (let at = text.indexOf(':', start); at >= 0 && at < end; at = text.indexOf(':', at + 1)) {
      if (this.endsKey(at)) return at
    }
    return -1
  }

  private endsKey(colon: number): boolean {
    return colon + 1 >= this.end || isBlank(this.text.charCodeAt(colon + 1))
  }

  private keyText(start: number, colon: number): string {
    const { text } = this
    const first = text.charCodeAt(start)
    const quoted = first === DOUBLE_QUOTE || first === SINGLE_QUOTE
    const raw = text.slice(start, colon)
    if (!quoted && (INDICATORS.has(first) || first === COLON || /[\t#]|\s$|^-(\s|$)/.test(raw))) this.refuse(start)
    const key = quoted ? this.unquoted(raw, start) : raw
    if (key === '__proto__' || (!quoted && (key === '<<' || typeof plainScalar(key) !== 'string'))) this.refuse(start)
    return key
  }

  /** The quote that ends the one at `start`, on the same line, or -1. */
  private closingQuote(start: number): number {
    const { text, end } = this
    const quote = text.charCodeAt(start)
    for (let at = start + 1; at < end; at += 1) {
      const code = text.charCodeAt(at)
      if (code === quote) {
        if (quote === SINGLE_QUOTE && text.charCodeAt(at + 1) === SINGLE_QUOTE) at += 1
        else return at
      } else if (code === 0x5c && quote === DOUBLE_QUOTE) at += 1
    }
    return -1
  }

  /** The scalar that begins at `at` in the line under way, and on to the line after it. */
  private scalarFrom(at: number, parent: number): Json {
    const { text, end } = this
    const first = text.charCodeAt(at)
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return this.quotedScalar(at, parent)
    if (first === 0x7c) return this.literal(text.slice(at + 1, end), parent)
    const raw = text.slice(at, end)
    if (raw === '{}' || raw === '[]') {
      this.advance()
      return raw === '{}' ? {} : []
    }
    if (INDICATORS.has(first) || !isPlainText(raw)) this.refuse(at)
    this.start = at
    const more = this.continuation(parent)
    return more === undefined ? plainScalar(raw) : plainScalar(raw + more)
  }

  /** What a plain scalar goes on with on deeper lines, folded; and on to the line after it. */
  private continuation(parent: number): string | undefined {
    const { text } = this
    let more: string | undefined
    for (let breaks = 0; ; ) {
      const before = this.next
      if (before >= text.length) {
        this.finish(text.length)
        return more
      }
      this.takeLine()
      if (this.start === this.end) {
        breaks += 1
        continue
      }
      const first = text.charCodeAt(this.start)
      const isMore = this.column > parent && !(this.column === 0 && this.isMarker(first))
      if (!isMore || first === HASH || first === TAB) {
        if (first === TAB) this.refuse()
        this.next = before
        this.advance()
        // A comment ends a scalar: what would go on after it is an error.
        if (first === HASH && !this.atEnd && this.column > parent) this.refuse()
        return more
      }
      const raw = text.slice(this.start, this.end)
      if (!isPlainText(raw)) this.refuse()
      more = (more ?? '') + (breaks > 0 ? '\n'.repeat(breaks) : ' ') + raw
      breaks = 0
    }
  }

  private quotedScalar(at: number, parent: number): string {
    const { text } = this
    const opened = this.start
    let close = this.closingQuote(at)
    if (close >= 0) {
      const value = this.unquoted(text.slice(at, close + 1), at)
      if (close + 1 !== this.end) this.refuse(close + 1)
      this.advance()
      return value
    }
    const lines = [text.slice(at, lineEnd(text, at))]
    for (;;) {
      if (this.next >= text.length) this.refuse(opened)
      this.takeLine()
      const blank = this.start === this.end
      if (!blank && this.column <= parent) this.refuse()
      if (!blank && this.column === 0 && this.isMarker(text.charCodeAt(this.start))) this.refuse()
      close = this.closingFrom(at)
      if (close >= 0) {
        lines.push(text.slice(this.start, close + 1))
        if (close + 1 !== this.end) this.refuse(close + 1)
        const value = this.unquoted(folded(lines, text.charCodeAt(at) === DOUBLE_QUOTE), at)
        this.advance()
        return value
      }
      lines.push(text.slice(this.start, lineEnd(text, this.start)))
    }
  }

  /** The quote on the line under way that ends the scalar opened at `at`, some lines above. */
  private closingFrom(at: number): number {
    const { text, start, end } = this
    const quote = text.charCodeAt(at)
    for (let index = start; index < end; index += 1) {
      const code = text.charCodeAt(index)
      if (code === quote) {
        if (quote === SINGLE_QUOTE && text.charCodeAt(index + 1) === SINGLE_QUOTE) index += 1
        else return index
      } else if (code === 0x5c && quote === DOUBLE_QUOTE) index += 1
    }
    return -1
  }

  private unquoted(raw: string, at: number): string {
    const inner = raw.slice(1, -1)
    if (raw.charCodeAt(0) === SINGLE_QUOTE) return inner.includes("'") ? inner.replaceAll("''", "'") : inner
    if (!inner.includes('\\')) return inner
    try {
      return JSON.parse(`"${inner.replaceAll(/[\n\t]/g, (mark) => (mark === '\n' ? '\\n' : '\\t'))}"`) as string
    } catch {
      return this.refuse(at)
    }
  }

  /** A `|` block: its lines as they are, less the indentation. */
  private literal(header: string, parent: number): string {
    const match = /^([1-9]?)([-+]?)$|^([-+])([1-9])$/.exec(header)
    if (!match) this.refuse()
    const digit = match[1] || match[4]
    const chomp = match[2] || match[3] || ''
    const { text } = this
    let column = digit ? Math.max(parent, 0) + Number(digit) : -1
    const lines: string[] = []
    for (;;) {
      const before = this.next
      if (before >= text.length) break
      this.takeLine()
      if (this.start < this.end || this.hasTab()) {
        if (column < 0) {
          if (this.column <= parent) column = parent + 1
          else column = this.column
          if (lines.some((line) => line.length > column)) this.refuse()
        }
        if (this.column < column) {
          if (this.hasTab()) this.refuse()
          this.next = before
          break
        }
      }
      lines.push(text.slice(this.lineStart, lineEnd(text, this.lineStart)))
    }
    // Blanks alone: how deep they are meant to be is the library's to say.
    if (column < 0) this.refuse()
    this.advance()
    const content = lines.map((line) => line.slice(column))
    return chomped(content, chomp)
  }

  private hasTab(): boolean {
    const { text } = this
    return text.slice(this.lineStart, lineEnd(text, this.lineStart)).includes('\t')
  }
}

const isBlank = (code: number): boolean => code === SPACE || code === TAB

/** Whether `raw` can be (a line of) a plain scalar: no key in it, no comment, no tab. */
function isPlainText(raw: string): boolean {
  const first = raw.charCodeAt(0)
  if ((first === DASH || first === COLON) && (raw.length === 1 || raw.charCodeAt(1) === SPACE)) return false
  return !(raw.includes(': ') || raw.includes(' #') || raw.includes('\t') || raw.endsWith(':') || raw.includes('\r'))
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from)
  const end = newline < 0 ? text.length : newline
  return end > from && text.charCodeAt(end - 1) === CR ? end - 1 : end
}

const lineOf = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
