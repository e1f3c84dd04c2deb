import type { Word, WordPart } from './syntax'

/** A character of an unquoted text, or a part that braces pass over. */
type Item = string | WordPart

/** `a{b,c}` is two words and `{1..3}` three. Quoted braces are themselves. */
export function expandBraces(word: Word): readonly Word[] {
  const hasBraces = word.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'))
  if (!hasBraces) return [word]
  const items = word.flatMap((part): Item[] => (part.kind === 'text' && !part.quoted ? [...part.text] : [part]))
  return expandItems(items).map(asWord)
}

function expandItems(items: readonly Item[]): readonly (readonly Item[])[] {
  for (let start = items.indexOf('{'); start >= 0; start = items.indexOf('{', start + 1)) {
    const braces = bracesAt(items, start)
    if (!braces) continue
    const before = items.slice(0, start)
    const after = expandItems(items.slice(braces.end + 1))
    const choices = braces.choices.flatMap(expandItems)
    return choices.flatMap((choice) => after.map((rest) => [...before, ...choice, ...rest]))
  }
  return [items]
}

interface Braces {
  readonly choices: readonly (readonly Item[])[]
  readonly end: number
}

function bracesAt(items: readonly Item[], start: number): Braces | undefined {
  const choices: Item[][] = [[]]
  let depth = 0
  for (let at = start + 1; at < items.length; at++) {
    const item = items[at] ?? ''
    if (item === '}' && depth === 0) {
      if (choices.length > 1) return { choices, end: at }
      const range = rangeOf(choices[0] ?? [])
      return range && { choices: range, end: at }
    }
    if (item === '{') depth++
    if (item === '}') depth--
    if (item === ',' && depth === 0) choices.push([])
    else choices.at(-1)?.push(item)
  }
  return undefined
}

const MAX_RANGE = 10_000

/** `1..10`, `01..10`, `a..e`, `10..1..3` */
function rangeOf(items: readonly Item[]): readonly (readonly Item[])[] | undefined {
  if (!items.every((item) => typeof item === 'string')) return undefined
  const [, from = '', to = '', by = '1'] =
    /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(items.join('')) ?? []
  const areNumbers = /\d/.test(from)
  if (from === '' || areNumbers !== /\d/.test(to)) return undefined
  const first = areNumbers ? Number(from) : from.charCodeAt(0)
  const last = areNumbers ? Number(to) : to.charCodeAt(0)
  const step = Math.max(1, Math.abs(Number(by)))
  const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0
  const count = Math.min(MAX_RANGE, Math.floor(Math.abs(last - first) / step) + 1)
  return Array.from({ length: count }, (_, index) => {
    const value = first + (last < first ? -1 : 1) * index * step
    return [...(areNumbers ? padded(value, width) : String.fromCharCode(value))]
  })
}

const padded = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0')

function asWord(items: readonly Item[]): Word {
  const parts: WordPart[] = []
  for (const item of items) {
    const last = parts.at(-1)
    if (typeof item !== 'string') parts.push(item)
    else if (last?.kind === 'text' && !last.quoted) parts[parts.length - 1] = { ...last, text: last.text + item }
    else parts.push({ kind: 'text', text: item, quoted: false })
  }
  return parts
}
