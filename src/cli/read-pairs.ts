import type { PingQuestion } from '../terminal/ping/ping-record'
import { readText, refuse } from './cli-error'
import type { CliIo } from './cli-io'
import { readJson } from './read-json'

/** The file of `--pairs`. @throws CliError if it is not an array of [from, to, args?] */
export function readPairs(io: CliIo, file: string): readonly PingQuestion[] {
  const json = readJson(readText(io, file))
  if (!json.ok) {
    const { line, column, why } = json.error
    return refuse('not-json', { place: `${file}:${line}:${column}`, why })
  }
  const bad = (entry: number | string): never => refuse('bad-pairs', { place: `${file}:1:1`, entry })
  if (!Array.isArray(json.value)) return bad(0)
  return json.value.map((entry: unknown, index) => questionOf(entry) ?? bad(index))
}

function questionOf(entry: unknown): PingQuestion | undefined {
  if (!Array.isArray(entry) || entry.length > 3) return undefined
  const [from, to, args = '']: readonly unknown[] = entry
  const isQuestion = typeof from === 'string' && typeof to === 'string' && typeof args === 'string'
  return isQuestion ? { from, to, args } : undefined
}
