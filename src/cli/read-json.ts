import { fail, ok, type Result } from '../engine/result'
import { reasonOf } from './cli-error'

/** Where JSON stops being JSON. */
export interface JsonProblem {
  readonly line: number
  readonly column: number
  readonly why: string
}

export function readJson(text: string): Result<unknown, JsonProblem> {
  const why = faultOf(text)
  if (why === undefined) return ok(JSON.parse(text))
  const lines = text.slice(0, faultOffset(text)).split('\n')
  const reason = why.replace(/( in JSON|, "|, \.\.\.).*$/s, '')
  return fail({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, why: reason })
}

function faultOf(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

/** V8 does not always say where it stopped, so it is asked how much of the text it takes. */
function faultOffset(text: string): number {
  let taken = 0
  let refused = text.length + 1
  while (refused - taken > 1) {
    const middle = (taken + refused) >> 1
    if (isTaken(text.slice(0, middle))) taken = middle
    else refused = middle
  }
  return taken
}

/** A character that no JSON has: the parser stops there, if it has not stopped before. */
const NEVER = '\u0001'

function isTaken(beginning: string): boolean {
  const why = faultOf(beginning + NEVER) ?? ''
  const position = /at position (\d+)/.exec(why)?.[1]
  return position === undefined ? why.startsWith(`Unexpected token '${NEVER}'`) : Number(position) >= beginning.length
}
