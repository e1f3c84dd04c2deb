/** What a program of awk holds while it runs. */
import { compileRegex, type Regex } from '../regex/regex'
import type { Rule } from './program'
import type { Value } from './values'

export interface AwkInput {
  readonly name: string
  readonly text: string
}

export interface AwkSetup {
  readonly variables: ReadonlyMap<string, string>
  readonly environment: Readonly<Record<string, string>>
  /** Read when the first record is wanted: a program that is only `BEGIN` reads nothing. */
  readonly inputs: () => readonly AwkInput[]
  readonly out: (text: string) => void
}

/** The program cannot go on: a bad expression, or more steps than the lab lets it take. */
export class Stop extends Error {
  override readonly name = 'Stop'
}

const MAX_STEPS = 3_000_000

export interface State {
  readonly variables: Map<string, Value>
  readonly arrays: Map<string, Map<string, Value>>
  readonly regexes: Map<string, Regex>
  fields: Value[]
  readonly setup: AwkSetup
  readonly ranges: Set<Rule>
  exitCode: number
  steps: number
}

export function spend(state: State): void {
  if (++state.steps > MAX_STEPS) throw new Stop('')
}

export const variable = (state: State, name: string): Value => state.variables.get(name) ?? { text: '' }

export function arrayOf(state: State, name: string): Map<string, Value> {
  const array = state.arrays.get(name) ?? new Map<string, Value>()
  state.arrays.set(name, array)
  return array
}

export function regexFrom(state: State, source: string): Regex {
  const known = state.regexes.get(source)
  if (known) return known
  const compiled = compileRegex(source, 'extended')
  if (!compiled.ok) throw new Stop(`regular expression compile failed (${compiled.error})\n${source}`)
  state.regexes.set(source, compiled.value)
  return compiled.value
}
