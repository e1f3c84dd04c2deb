import { isJsonObject, type Json } from '../../engine/manifest'

/** JSON as Go's `json.MarshalIndent` writes it, keys in the order that `value` has them; no line end behind it. */
export function goJson(value: Json, indent: number): string {
  return block(value, ' '.repeat(indent), '')
}

/** The same on one line, as annotations hold it. */
export const compactJson = (value: Json): string => escapeHtml(JSON.stringify(sorted(value)))

/** Members in the order of their names, as Go writes maps. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]))
}

function block(value: Json, step: string, margin: string): string {
  const inner = margin + step
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => `${inner}${block(item, step, inner)}`)
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${margin}]`
  }
  if (!isJsonObject(value)) return escapeHtml(JSON.stringify(value))
  const members = Object.entries(value).map(
    ([key, member]) => `${inner}${escapeHtml(JSON.stringify(key))}: ${block(member, step, inner)}`,
  )
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${margin}}`
}

/** Go's encoder keeps text fit for a web page. */
const escapeHtml = (text: string): string =>
  text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
