import { fail, ok, type Result } from '../engine/result'

/** A value in a JSON text, and where its items are if it is a list of resources; offsets into the text. */
export interface JsonRange {
  readonly start: number
  readonly end: number
  /** The elements of `items`, or of the array that the value is. */
  readonly items: readonly { readonly start: number; readonly end: number }[] | undefined
}

/** Where the text stops being JSON, or nests deeper than any resource. */
export interface JsonFault {
  readonly offset: number
  readonly kind: 'deep' | 'syntax'
}

const DEEPEST = 100

/** The values of a JSON text, one after the other as `jq` and a shell's `>>` write them. Their brackets are looked at, no more. */
export function scanJson(text: string): Result<readonly JsonRange[], JsonFault> {
  const values: JsonRange[] = []
  /** The brackets that are open. */
  const open: string[] = []
  let items: { start: number; end: number }[] | undefined
  let itemsDepth = -1
  let itemStart = -1
  let start = -1
  let lastString = ''
  const isList = (at: number): boolean =>
    open.length === 0 || (open.length === 1 && open[0] === '{' && lastString === '"items"' && afterColon(text, at))
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue
    // Of a number or a word only the first character counts, where an item begins.
    if (open.length > 0 && !MARKS.has(code) && (open.length !== itemsDepth || itemStart >= 0)) continue
    const mark = text[at] as string
    if (open.length === itemsDepth && itemStart < 0 && mark !== ',' && mark !== ']') itemStart = at
    if (mark === '"') {
      const close = closingQuote(text, at)
      if (close < 0) return fail({ offset: at, kind: 'syntax' })
      if (open.length === 1) lastString = text.slice(at, close + 1)
      at = close
    } else if (mark === '{' || mark === '[') {
      if (open.length === DEEPEST) return fail({ offset: at, kind: 'deep' })
      if (open.length === 0) start = at
      if (mark === '[' && items === undefined && isList(at)) {
        items = []
        itemsDepth = open.length + 1
      }
      open.push(mark)
    } else if (mark === ',' || mark === '}' || mark === ']') {
      if (open.length === itemsDepth && itemStart >= 0 && mark !== '}') {
        items?.push({ start: itemStart, end: lastContent(text, at) })
        itemStart = -1
      }
      if (mark === ',') continue
      if (open.pop() !== (mark === '}' ? '{' : '[')) return fail({ offset: at, kind: 'syntax' })
      if (open.length < itemsDepth) itemsDepth = -1
      if (open.length > 0) continue
      values.push({ start, end: at + 1, items })
      items = undefined
      lastString = ''
    } else if (open.length === 0) return fail({ offset: at, kind: 'syntax' })
  }
  return open.length === 0 ? ok(values) : fail({ offset: text.length, kind: 'syntax' })
}

const MARKS = new Set([...'"{}[],'].map((mark) => mark.charCodeAt(0)))
const BLANK = new Set([' ', '\n', '\r', '\t'])

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at
  }
  return -1
}

function afterColon(text: string, at: number): boolean {
  let before = at - 1
  while (BLANK.has(text[before] ?? '')) before -= 1
  return text[before] === ':'
}

function lastContent(text: string, at: number): number {
  let end = at
  while (BLANK.has(text[end - 1] ?? '')) end -= 1
  return end
}
