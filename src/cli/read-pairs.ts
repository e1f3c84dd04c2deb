import { placeOf, readYaml } from '../io/yaml-source'
import type { PingQuestion } from '../terminal/ping/ping-record'
import { readText, refuse } from './cli-error'
import type { CliIo } from './cli-io'
import { readJson } from './read-json'

/** A ping that is asked for in a file, and where there: `pairs.json:3:2`. */
export interface PlacedQuestion extends PingQuestion {
  readonly place: string
}

/** The file of `--pairs`. @throws CliError if it is not an array of [from, to, args?] */
export function readPairs(io: CliIo, file: string): readonly PlacedQuestion[] {
  const text = readText(io, file)
  const json = readJson(text)
  if (!json.ok) {
    const { line, column, why } = json.error
    return refuse('not-json', { place: `${file}:${line}:${column}`, why })
  }
  if (!Array.isArray(json.value)) return refuse('bad-pairs', { place: `${file}:1:1` })
  const places = placesIn(text)
  return json.value.map((entry: unknown, index) => {
    const place = `${file}:${places[index] ?? '1:1'}`
    return { ...(questionOf(entry) ?? refuse('bad-pair', { place })), place }
  })
}

/** Line and column of each entry: JSON is YAML, whose reader knows where everything stands. */
function placesIn(text: string): readonly string[] {
  const source = readYaml(text)
  if (!source.ok) return []
  return source.value.slots.map((slot) => {
    const { line, column } = placeOf(source.value, slot, [])
    return `${line}:${column}`
  })
}

function questionOf(entry: unknown): PingQuestion | undefined {
  if (!Array.isArray(entry) || entry.length > 3) return undefined
  const [from, to, args = '']: readonly unknown[] = entry
  const isQuestion = typeof from === 'string' && typeof to === 'string' && typeof args === 'string'
  return isQuestion ? { from, to, args } : undefined
}
