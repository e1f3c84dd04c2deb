import { stringify, type ToStringOptions } from 'yaml'
import type { Json } from '../engine/lab/document'
import { quickBlockText } from './quick-block-text'

/** How a text is written, so that what is added to it looks the same. */
export interface YamlStyle {
  readonly eol: '\n' | '\r\n'
  /** Whether `- ` stands deeper than the key above it; kubectl and calicoctl do not indent it. */
  readonly indentSequences: boolean
}

export const styleOf = (text: string): YamlStyle => ({
  eol: /\r\n/.test(text) ? '\r\n' : '\n',
  indentSequences: /^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1 +- /m.test(text),
})

// `compat`: text that kubectl's YAML 1.1 would take for a boolean or a number is quoted too.
const OPTIONS = { compat: 'yaml-1.1', version: '1.2', aliasDuplicateObjects: false } as const
const LAYOUT: ToStringOptions = { lineWidth: 0 }

/** `value` as block YAML, each line behind `indent` spaces, with a line break at the end. */
export const blockText = (value: Json, style: YamlStyle, indent = 0): string =>
  quickBlockText(value, { ...style, rest: libraryBlockText }, indent)

/** The same by the YAML library alone, which takes some ten times as long. */
export function libraryBlockText(value: Json, style: YamlStyle, indent = 0): string {
  const text = stringify(value, { ...OPTIONS, ...LAYOUT, indentSeq: style.indentSequences })
  const margin = ' '.repeat(indent)
  const lines = text.replace(/\n$/, '').split('\n')
  return lines.map((line) => (line === '' ? style.eol : `${margin}${line}${style.eol}`)).join('')
}

/** `value` on one line, fit to stand in a flow collection. */
export function flowText(value: Json): string {
  const options = { ...OPTIONS, ...LAYOUT, collectionStyle: 'flow', flowCollectionPadding: false } as const
  if (typeof value === 'string' && value.includes('\n')) return JSON.stringify(value)
  return stringify([value], { ...options, lineWidth: Number.MAX_SAFE_INTEGER })
    .trim()
    .slice(1, -1)
}

/** `value` as a scalar in the quotes that `quoted` uses, where those can hold it. */
export function scalarText(value: Json, quoted: 'single' | 'double' | 'plain'): string {
  if (typeof value !== 'string') return flowText(value)
  if (quoted === 'double') return JSON.stringify(value)
  if (quoted === 'single' && !/[^\x20-\x7e]/.test(value)) return `'${value.replaceAll("'", "''")}'`
  return flowText(value)
}
