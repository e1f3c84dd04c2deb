/** The record and its fields: each follows from the other. */
import type { Regex } from '../regex/regex'
import { regexFrom, type State, Stop, variable } from './state'
import { textOf, type Value } from './values'

export function setRecord(state: State, record: string): void {
  const parts = split(state, record, textOf(variable(state, 'FS')))
  // An empty field is no number, unlike a variable that was never set.
  state.fields = [{ text: record }, ...parts.map((text) => (text === '' ? '' : { text }))]
  state.variables.set('NF', parts.length)
}

export function split(state: State, text: string, separator: string | Regex): readonly string[] {
  if (text === '') return []
  if (separator === ' ')
    return text
      .trim()
      .split(/[ \t\n]+/)
      .filter((part) => part !== '')
  if (typeof separator === 'string' && separator.length === 1 && separator !== '\\') return text.split(separator)
  if (separator === '') return [...text]
  const regex = typeof separator === 'string' ? regexFrom(state, separator) : separator
  const parts: string[] = []
  let start = 0
  for (let at = 0; at <= text.length; ) {
    const bounds = regex.match(text, at)?.[0]
    if (!bounds) break
    const [from, to] = bounds
    if (to === from) {
      at = to + 1
      continue
    }
    parts.push(text.slice(start, from))
    start = to
    at = to
  }
  return [...parts, text.slice(start)]
}

export function field(state: State, index: number): Value {
  if (index < 0) throw new Stop(`negative field index $${index}`)
  return state.fields[index] ?? ''
}

export function setField(state: State, index: number, value: Value): void {
  if (index < 0) throw new Stop(`negative field index $${index}`)
  if (index > 100_000) throw new Stop(`field index ${index} too large`)
  if (index === 0) return setRecord(state, textOf(value))
  while (state.fields.length <= index) state.fields.push({ text: '' })
  state.fields[index] = value
  state.variables.set('NF', state.fields.length - 1)
  joinRecord(state)
}

export function joinRecord(state: State): void {
  state.fields[0] = {
    text: state.fields
      .slice(1)
      .map(textOf)
      .join(textOf(variable(state, 'OFS'))),
  }
}
