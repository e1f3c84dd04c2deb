import type { Json } from '../engine/lab/document'
import { isJsonObject } from '../engine/manifest'
import type { YamlStyle } from './write-yaml'

interface QuickStyle extends YamlStyle {
  /** Who writes what is not simple. */
  readonly rest: (value: Json, style: YamlStyle, indent: number) => string
}

/** `value` as the YAML library writes it in blocks; what needs quotes or more than one line is left to `rest`. */
export function quickBlockText(value: Json, style: QuickStyle, indent: number): string {
  if (!isCollection(value)) return style.rest(value, style, indent)
  const parts: string[] = []
  lines(value, style, ' '.repeat(indent), ' '.repeat(indent), parts)
  return parts.join('')
}

const isCollection = (value: Json): boolean =>
  Array.isArray(value) ? value.length > 0 : isJsonObject(value) && Object.keys(value).length > 0

/** @param first what stands before the first line: after a dash, nothing */
function lines(value: Json, style: QuickStyle, margin: string, first: string, parts: string[]): void {
  let before = first
  const column = margin.length
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) {
      const simple = simpleText(item)
      if (simple !== undefined) parts.push(before, '- ', simple, style.eol)
      else if (isCollection(item)) {
        parts.push(before, '- ')
        lines(item, style, `${margin}  `, '', parts)
      } else parts.push(before, style.rest([item], style, column).slice(column))
      before = margin
    }
    return
  }
  if (!isJsonObject(value)) return
  for (const key of Object.keys(value)) {
    const member = value[key] ?? null
    const simple = simpleText(member)
    if (!isSimple(key)) parts.push(before, style.rest(own(key, member), style, column).slice(column))
    else if (simple !== undefined) parts.push(before, key, ': ', simple, style.eol)
    else if (isCollection(member)) {
      parts.push(before, key, ':', style.eol)
      const deeper = Array.isArray(member) && !style.indentSequences ? margin : `${margin}  `
      lines(member, style, deeper, deeper, parts)
    } else parts.push(before, style.rest(own(key, member), style, column).slice(column))
    before = margin
  }
}

const own = (key: string, value: Json): Json => Object.fromEntries([[key, value]])

/** The text of a scalar, or of an empty collection, that is written the same wherever it stands. */
function simpleText(value: Json): string | undefined {
  if (typeof value === 'string') return isSimple(value) ? value : undefined
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined
  if (typeof value === 'boolean' || value === null) return String(value)
  if (isCollection(value)) return undefined
  return Array.isArray(value) ? '[]' : '{}'
}

/** Text that neither version of YAML takes for something else, and that holds no indicator. */
const isSimple = (text: string): boolean =>
  (WORDY.test(text) && !(text.length <= 5 && SCHEMA_WORDS.has(text.toLowerCase()))) || ADDRESS.test(text)

// `E0` is a number to YAML 1.1.
const WORDY = /^(?![eE][-+]?\d+$)[A-Za-z/][\w./@+-]*(?:[ :=][\w./@+-]+)*$/
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/
const SCHEMA_WORDS: ReadonlySet<string> = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null'])
