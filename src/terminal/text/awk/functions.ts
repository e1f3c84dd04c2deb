/** The functions that POSIX gives awk. */
import type { Regex } from '../regex/regex'
import { field, split } from './fields'
import type { Expression } from './program'
import { arrayOf, type State, Stop, spend, variable } from './state'
import { formatted, numberOf, textOf, type Value } from './values'

/** What expressions are, which hold calls that hold expressions. */
export interface Evaluator {
  readonly evaluate: (expression: Expression, state: State) => Value
  readonly assign: (target: Expression, value: Value, state: State) => void
  readonly regexOf: (expression: Expression | undefined, state: State) => Regex
}

export function call(name: string, given: readonly Expression[], state: State, evaluator: Evaluator): Value {
  const { evaluate, regexOf } = evaluator
  const text = (index: number): string => {
    const expression = given[index]
    return expression ? textOf(evaluate(expression, state)) : ''
  }
  const number = (index: number): number => numberOf(given[index] ? evaluate(given[index], state) : 0)
  switch (name) {
    case 'length': {
      const [first] = given
      if (first?.kind === 'variable' && state.arrays.has(first.name)) return arrayOf(state, first.name).size
      return [...(first ? text(0) : textOf(field(state, 0)))].length
    }
    case 'substr': {
      const start = Math.round(number(1))
      const end = given.length > 2 ? start + Math.round(number(2)) : Number.POSITIVE_INFINITY
      return [...text(0)].slice(Math.max(0, start - 1), Math.max(0, end - 1)).join('')
    }
    case 'index':
      return text(0).indexOf(text(1)) + 1
    case 'split': {
      const [, array, separator] = given
      const parts = split(
        state,
        text(0),
        separator?.kind === 'regex' ? separator.regex : separator ? text(2) : textOf(variable(state, 'FS')),
      )
      if (array?.kind !== 'variable') throw new Stop('split wants an array')
      state.arrays.set(array.name, new Map(parts.map((part, index) => [String(index + 1), { text: part }])))
      return parts.length
    }
    case 'sub':
    case 'gsub':
      return substitute(given, name === 'gsub', state, evaluator)
    case 'match': {
      const bounds = regexOf(given[1], state).match(text(0))?.[0]
      state.variables.set('RSTART', bounds ? bounds[0] + 1 : 0)
      state.variables.set('RLENGTH', bounds ? bounds[1] - bounds[0] : -1)
      return bounds ? bounds[0] + 1 : 0
    }
    case 'toupper':
      return text(0).toUpperCase()
    case 'tolower':
      return text(0).toLowerCase()
    case 'sprintf':
      return formatted(
        text(0),
        given.slice(1).map((value) => evaluate(value, state)),
      )
    case 'int':
      return Math.trunc(number(0))
    default:
      return Math.sqrt(number(0))
  }
}

function substitute(
  [pattern, replacement, target]: readonly Expression[],
  all: boolean,
  state: State,
  { evaluate, assign, regexOf }: Evaluator,
): number {
  const regex = regexOf(pattern, state)
  const place: Expression = target ?? { kind: 'field', index: { kind: 'number', value: 0 } }
  const text = textOf(evaluate(place, state))
  const parts = textOf(replacement ? evaluate(replacement, state) : '')
  let result = ''
  let at = 0
  let count = 0
  let lastEnd = -1
  for (let from = 0; from <= text.length; ) {
    const bounds = regex.match(text, from)?.[0]
    if (!bounds) break
    const [start, end] = bounds
    spend(state)
    if (start === end && start === lastEnd) {
      from = end + 1
      continue
    }
    result +=
      text.slice(at, start) +
      parts.replace(/\\\\|\\&|&/g, (found) => (found === '&' ? text.slice(start, end) : found.slice(1)))
    at = end
    lastEnd = end
    count++
    if (!all) break
    from = start === end ? end + 1 : end
  }
  if (count > 0) assign(place, result + text.slice(at), state)
  return count
}
