import type { Regex } from '../regex/regex'
import { field, joinRecord, setField } from './fields'
import { call } from './functions'
import type { Expression } from './program'
import { arrayOf, regexFrom, type State, spend, variable } from './state'
import { compare, isTrue, numberOf, textOf, type Value } from './values'

export const keyOf = (keys: readonly Expression[], state: State): string =>
  keys.map((key) => textOf(evaluate(key, state))).join(textOf(variable(state, 'SUBSEP')))

export function evaluate(expression: Expression, state: State): Value {
  spend(state)
  switch (expression.kind) {
    case 'number':
    case 'string':
      return expression.value
    case 'regex':
      return Number(expression.regex.match(textOf(field(state, 0))) !== undefined)
    case 'variable':
      return variable(state, expression.name)
    case 'element': {
      const array = arrayOf(state, expression.name)
      const key = keyOf(expression.keys, state)
      const value = array.get(key)
      if (value === undefined) array.set(key, { text: '' })
      return value ?? { text: '' }
    }
    case 'field':
      return field(state, Math.trunc(numberOf(evaluate(expression.index, state))))
    case 'assign': {
      const given = evaluate(expression.value, state)
      const { operator, target } = expression
      const value = operator === '' ? given : arithmetic(operator, numberOf(evaluate(target, state)), numberOf(given))
      assign(target, value, state)
      return value
    }
    case 'step': {
      const before = numberOf(evaluate(expression.target, state))
      assign(expression.target, before + expression.by, state)
      return expression.isPrefix ? before + expression.by : before
    }
    case 'unary':
      return unary(expression.operator, evaluate(expression.value, state))
    case 'binary':
      return binary(expression, state)
    case 'match':
      return Number(
        (regexOf(expression.right, state).match(textOf(evaluate(expression.left, state))) !== undefined) !==
          expression.isNegated,
      )
    case 'choice':
      return evaluate(isTrue(evaluate(expression.condition, state)) ? expression.yes : expression.no, state)
    case 'in':
      return Number(arrayOf(state, expression.name).has(keyOf(expression.keys, state)))
    case 'call':
      return call(expression.name, expression.arguments, state, { evaluate, assign, regexOf })
  }
}

const regexOf = (expression: Expression | undefined, state: State): Regex =>
  expression?.kind === 'regex'
    ? expression.regex
    : regexFrom(state, expression ? textOf(evaluate(expression, state)) : '')

function unary(operator: string, value: Value): Value {
  if (operator === '()') return value
  if (operator === '!') return Number(!isTrue(value))
  return operator === '-' ? -numberOf(value) : numberOf(value)
}

function assign(target: Expression, value: Value, state: State): void {
  if (target.kind === 'field') setField(state, Math.trunc(numberOf(evaluate(target.index, state))), value)
  else if (target.kind === 'element') arrayOf(state, target.name).set(keyOf(target.keys, state), value)
  else if (target.kind === 'variable') {
    state.variables.set(target.name, value)
    if (target.name !== 'NF') return
    const count = Math.max(0, Math.min(100_000, Math.trunc(numberOf(value))))
    state.fields = Array.from({ length: count + 1 }, (_, index) => state.fields[index] ?? { text: '' })
    joinRecord(state)
  }
}

function arithmetic(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    default:
      return left ** right
  }
}

function binary({ operator, left, right }: Extract<Expression, { readonly kind: 'binary' }>, state: State): Value {
  const first = evaluate(left, state)
  if (operator === '&&') return Number(isTrue(first) && isTrue(evaluate(right, state)))
  if (operator === '||') return Number(isTrue(first) || isTrue(evaluate(right, state)))
  const second = evaluate(right, state)
  switch (operator) {
    case ' ':
      return textOf(first) + textOf(second)
    case '<':
      return Number(compare(first, second) < 0)
    case '<=':
      return Number(compare(first, second) <= 0)
    case '>':
      return Number(compare(first, second) > 0)
    case '>=':
      return Number(compare(first, second) >= 0)
    case '==':
      return Number(compare(first, second) === 0)
    case '!=':
      return Number(compare(first, second) !== 0)
    default:
      return arithmetic(operator, numberOf(first), numberOf(second))
  }
}
