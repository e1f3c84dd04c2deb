/**
 * YAML as Go's yaml.v2 writes it, which both calicoctl and kubectl print with: keys in order, list dashes under the key
 * they belong to, quotes only where the text would be read as something else. Source: gopkg.in/yaml.v2 `encode.go`,
 * `emitterc.go` and `resolve.go`. Left out: folding of long lines, which both programs turn off.
 */
import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'
import { inKeyOrder } from './key-order'

export const goYaml = (value: Json): string =>
  isScalar(value) ? `${scalar(value, 0)}\n` : `${block(value, 0).join('\n')}\n`

const isEmpty = (value: Json): boolean =>
  Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0

const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null || isEmpty(value)

/** The lines of a map or list that is not empty. */
function block(value: Json, indent: number): string[] {
  const margin = ' '.repeat(indent)
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => {
      if (isScalar(item)) return [`${margin}- ${scalar(item, indent + 2)}`]
      const [first = '', ...rest] = block(item, indent + 2)
      return [`${margin}- ${first.trimStart()}`, ...rest]
    })
  }
  return members(value as JsonObject).flatMap(([key, member]) => {
    const name = `${margin}${scalar(key, indent)}:`
    if (isScalar(member)) return [`${name} ${scalar(member, indent + 2)}`]
    return [name, ...block(member, Array.isArray(member) ? indent : indent + 2)]
  })
}

const members = (map: JsonObject): readonly (readonly [string, Json])[] =>
  inKeyOrder(Object.keys(map)).map((key) => [key, map[key] ?? null])

function scalar(value: Json, indent: number): string {
  if (Array.isArray(value)) return '[]'
  if (isJsonObject(value)) return '{}'
  if (typeof value !== 'string') return numberOrWord(value as number | boolean | null)
  if (value.includes('\n') && canBeBlock(value)) return literal(value, indent)
  if (isReadAsOther(value)) return doubleQuoted(value)
  if (canBePlain(value)) return value
  return canBeSingleQuoted(value) ? `'${value.replaceAll("'", "''")}'` : doubleQuoted(value)
}

const LARGEST_PLAIN = 1e21

function numberOrWord(value: number | boolean | null): string {
  if (typeof value !== 'number' || Number.isInteger(value) === false || Math.abs(value) < LARGEST_PLAIN) {
    return String(value)
  }
  return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2')
}

const WORDS =
  /^(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|<<)$/
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
const SPECIAL_FLOAT = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/
const INTEGER = /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|[0-9][0-9_]*)$/
const BASE_60 = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?( *(Z|[-+][0-9:]+))?)?$/

/** Whether a YAML 1.1 reader would take it for a number, a boolean, null or a time. */
const isReadAsOther = (text: string): boolean =>
  text === '' || [WORDS, FLOAT, SPECIAL_FLOAT, INTEGER, BASE_60, TIMESTAMP].some((pattern) => pattern.test(text))

/** `yaml_emitter_analyze_scalar`: what may stand without quotes in block style. */
function canBePlain(text: string): boolean {
  if (/^(---|\.\.\.)/.test(text)) return false
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:]($|[\s])/.test(text)) return false
  if (/^\s|\s$/.test(text) || /:(\s|$)|\s#/.test(text)) return false
  return isPrintable(text) && !text.includes('\n')
}

const canBeSingleQuoted = (text: string): boolean => isPrintable(text) && !/\n\s|\s\n|\n/.test(text)

const canBeBlock = (text: string): boolean => isPrintable(text.replaceAll('\n', '')) && !/[ \t]\n|[ \t]$/.test(text)

/** What the emitter puts out as it is; the line feed counts, the tab does not (`yamlprivateh.go`, `is_printable`). */
const isPrintable = (text: string): boolean =>
  [...text].every((character) => isPlainCode(character.codePointAt(0) ?? 0))

const isPlainCode = (code: number): boolean =>
  code === 0x0a ||
  (code >= 0x20 && code <= 0x7e) ||
  (code >= 0xa0 && code <= 0xfffd && code !== 0xfeff && !isSurrogate(code))

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff

/** `|`: the line ends are kept, and a sign says how many there are at the end. */
function literal(text: string, indent: number): string {
  const margin = ' '.repeat(indent === 0 ? 2 : indent)
  const chomp = text.endsWith('\n\n') || text === '\n' ? '+' : text.endsWith('\n') ? '' : '-'
  const hint = /^[ \n]/.test(text) ? '2' : ''
  const lines = text.replace(/\n$/, '').split('\n')
  return [`|${hint}${chomp}`, ...lines.map((line) => (line === '' ? '' : margin + line))].join('\n')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
}

const doubleQuoted = (text: string): string => `"${[...text].map(escaped).join('')}"`

function escaped(character: string): string {
  const known = ESCAPES[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) ?? 0
  if (isPrintable(character)) return character
  if (code <= 0xff) return `\\x${hex(code, 2)}`
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

const hex = (code: number, digits: number): string => code.toString(16).toUpperCase().padStart(digits, '0')
