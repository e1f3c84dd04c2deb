import { fail, ok, type Result } from '../engine/result'
import { reasonOf } from './cli-error'

/** Where JSON stops being JSON. */
export interface JsonProblem {
  readonly line: number
  readonly column: number
  readonly why: string
}

export function readJson(text: string): Result<unknown, JsonProblem> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    const why = reasonOf(error)
    const position = /at position (\d+)/.exec(why)?.[1]
    // Of a short text V8 quotes the whole and names no position.
    const end = why.startsWith('Unexpected end') ? text.length : Number(position ?? 0)
    const lines = text.slice(0, end).split('\n')
    const reason = why.replace(/( in JSON|, "|, \.\.\.).*$/s, '')
    return fail({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, why: reason })
  }
}
