import { formatOne, general } from '../format-number'
import { linesOf } from '../inputs'
import { compileRegex, type Regex } from '../regex/regex'
import type { Expression, Rule, Statement } from './program'

/** A field or `-v` value that looks like a number is compared as one. */
type Value = string | number | { readonly text: string }

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

export interface AwkEnd {
  readonly exitCode: number
  readonly problem?: string
}

class Leave extends Error {
  override readonly name = 'Leave'
  constructor(readonly what: 'next' | 'break' | 'continue' | 'exit') {
    super(what)
  }
}

/** The program cannot go on: a division by zero, a bad expression, or more steps than the lab lets it take. */
class Stop extends Error {
  override readonly name = 'Stop'
}

const MAX_STEPS = 3_000_000

interface State {
  readonly variables: Map<string, Value>
  readonly arrays: Map<string, Map<string, Value>>
  readonly regexes: Map<string, Regex>
  fields: Value[]
  readonly setup: AwkSetup
  readonly ranges: Set<Rule>
  exitCode: number
  steps: number
}

/** POSIX awk, without functions of its own, `getline`, pipes and files to write. */
export function runAwk(rules: readonly Rule[], setup: AwkSetup): AwkEnd {
  const state: State = {
    variables: new Map<string, Value>([
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['NR', 0],
      ['FNR', 0],
      ['NF', 0],
      ['SUBSEP', '\x1c'],
      ['OFMT', '%.6g'],
      ['RSTART', 0],
      ['RLENGTH', -1],
    ]),
    arrays: new Map([['ENVIRON', new Map(Object.entries(setup.environment))]]),
    regexes: new Map(),
    fields: [''],
    setup,
    ranges: new Set(),
    exitCode: 0,
    steps: 0,
  }
  for (const [name, text] of setup.variables) state.variables.set(name, { text })
  try {
    runAll(rules, state)
  } catch (error) {
    if (error instanceof Stop) return { exitCode: 2, problem: error.message }
    throw error
  }
  return { exitCode: state.exitCode }
}

function runAll(rules: readonly Rule[], state: State): void {
  const isLeft = !runRules(
    rules.filter(({ when }) => when.kind === 'BEGIN'),
    state,
  )
  const body = rules.filter(({ when }) => when.kind !== 'BEGIN' && when.kind !== 'END')
  const ends = rules.filter(({ when }) => when.kind === 'END')
  if (isLeft || (body.length === 0 && ends.length === 0)) {
    if (isLeft) runRules(ends, state)
    return
  }
  records: for (const { name, text } of state.setup.inputs()) {
    state.variables.set('FILENAME', name)
    state.variables.set('FNR', 0)
    for (const line of linesOf(text)) {
      state.variables.set('NR', numberOf(variable(state, 'NR')) + 1)
      state.variables.set('FNR', numberOf(variable(state, 'FNR')) + 1)
      setRecord(state, line)
      if (!runRules(body, state)) break records
    }
  }
  runRules(ends, state)
}

/** Whether the program goes on; `exit` ends it. */
function runRules(rules: readonly Rule[], state: State): boolean {
  try {
    for (const rule of rules) {
      if (!isWanted(rule, state)) continue
      if (rule.action) run(rule.action, state)
      else state.setup.out(textOf(field(state, 0)) + textOf(variable(state, 'ORS')))
    }
  } catch (error) {
    if (!(error instanceof Leave)) throw error
    return error.what === 'next'
  }
  return true
}

function isWanted(rule: Rule, state: State): boolean {
  const { when } = rule
  if (when.kind === 'pattern') return isTrue(evaluate(when.value, state))
  if (when.kind !== 'range') return true
  if (!state.ranges.has(rule)) {
    if (!isTrue(evaluate(when.from, state))) return false
    state.ranges.add(rule)
  }
  if (isTrue(evaluate(when.to, state))) state.ranges.delete(rule)
  return true
}

function spend(state: State): void {
  if (++state.steps > MAX_STEPS) throw new Stop('')
}

function run(statement: Statement, state: State): void {
  spend(state)
  switch (statement.kind) {
    case 'expression':
      evaluate(statement.value, state)
      return
    case 'print':
      print(statement, state)
      return
    case 'if':
      if (isTrue(evaluate(statement.condition, state))) run(statement.yes, state)
      else if (statement.no) run(statement.no, state)
      return
    case 'loop':
      runLoop(statement, state)
      return
    case 'for-in':
      for (const key of [...arrayOf(state, statement.array).keys()]) {
        state.variables.set(statement.variable, { text: key })
        if (!runBody(statement.body, state)) return
      }
      return
    case 'block':
      for (const inner of statement.body) run(inner, state)
      return
    case 'delete':
      if (statement.keys) arrayOf(state, statement.name).delete(keyOf(statement.keys, state))
      else arrayOf(state, statement.name).clear()
      return
    case 'leave':
      throw new Leave(statement.what)
    case 'exit':
      if (statement.value) state.exitCode = Math.trunc(numberOf(evaluate(statement.value, state))) & 255
      throw new Leave('exit')
  }
}

/** Whether the loop goes on after it. */
function runBody(body: Statement, state: State): boolean {
  try {
    run(body, state)
  } catch (error) {
    if (!(error instanceof Leave) || (error.what !== 'break' && error.what !== 'continue')) throw error
    return error.what === 'continue'
  }
  return true
}

function runLoop(loop: Extract<Statement, { readonly kind: 'loop' }>, state: State): void {
  if (loop.start) run(loop.start, state)
  if (loop.bodyFirst && !runBody(loop.body, state)) return
  while (loop.condition === undefined || isTrue(evaluate(loop.condition, state))) {
    spend(state)
    if (!runBody(loop.body, state)) return
    if (loop.step) run(loop.step, state)
  }
}

function print({ values, isFormatted }: Extract<Statement, { readonly kind: 'print' }>, state: State): void {
  const given = values.length === 0 ? [field(state, 0)] : values.map((value) => evaluate(value, state))
  const [format, ...rest] = given
  if (isFormatted) state.setup.out(formatted(textOf(format ?? ''), rest))
  else state.setup.out(given.map(textOf).join(textOf(variable(state, 'OFS'))) + textOf(variable(state, 'ORS')))
}

const variable = (state: State, name: string): Value => state.variables.get(name) ?? { text: '' }

function arrayOf(state: State, name: string): Map<string, Value> {
  const array = state.arrays.get(name) ?? new Map<string, Value>()
  state.arrays.set(name, array)
  return array
}

function setRecord(state: State, record: string): void {
  const parts = split(state, record, textOf(variable(state, 'FS')))
  state.fields = [{ text: record }, ...parts.map((text) => ({ text }))]
  state.variables.set('NF', parts.length)
}

function split(state: State, text: string, separator: string | Regex): readonly string[] {
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

function regexFrom(state: State, source: string): Regex {
  const known = state.regexes.get(source)
  if (known) return known
  const compiled = compileRegex(source, 'extended')
  if (!compiled.ok) throw new Stop(`regular expression compile failed (${compiled.error})\n${source}`)
  state.regexes.set(source, compiled.value)
  return compiled.value
}

function field(state: State, index: number): Value {
  if (index < 0) throw new Stop(`negative field index $${index}`)
  return state.fields[index] ?? { text: '' }
}

function setField(state: State, index: number, value: Value): void {
  if (index < 0) throw new Stop(`negative field index $${index}`)
  if (index > 100_000) throw new Stop(`field index ${index} too large`)
  if (index === 0) return setRecord(state, textOf(value))
  while (state.fields.length <= index) state.fields.push({ text: '' })
  state.fields[index] = value
  state.variables.set('NF', state.fields.length - 1)
  joinRecord(state)
}

function joinRecord(state: State): void {
  state.fields[0] = {
    text: state.fields
      .slice(1)
      .map(textOf)
      .join(textOf(variable(state, 'OFS'))),
  }
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return value.text
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value === 0 ? 0 : value)
  if (Number.isNaN(value)) return 'nan'
  return Number.isFinite(value) ? (value < 0 ? '-' : '') + general(Math.abs(value), 6) : value > 0 ? 'inf' : '-inf'
}

const LEADING_NUMBER = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/

function numberOf(value: Value): number {
  if (typeof value === 'number') return value
  return Number(LEADING_NUMBER.exec(typeof value === 'string' ? value : value.text)?.[1] ?? 0)
}

const looksNumeric = (text: string): boolean => /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(text)

function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'string') return value !== ''
  return looksNumeric(value.text) ? numberOf(value) !== 0 : value.text !== ''
}

/** As numbers if both are, or look like it; an unset variable is both. */
function compare(left: Value, right: Value): number {
  const isNumber = (value: Value): boolean =>
    typeof value === 'number' || (typeof value === 'object' && (value.text === '' || looksNumeric(value.text)))
  const isEmptyField = (value: Value): boolean => typeof value === 'object' && value.text === ''
  if (isNumber(left) && isNumber(right) && !(isEmptyField(left) && isEmptyField(right)))
    return numberOf(left) - numberOf(right)
  const [a, b] = [textOf(left), textOf(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

const keyOf = (keys: readonly Expression[], state: State): string =>
  keys.map((key) => textOf(evaluate(key, state))).join(textOf(variable(state, 'SUBSEP')))

function evaluate(expression: Expression, state: State): Value {
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
      return call(expression.name, expression.arguments, state)
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
      if (right === 0) throw new Stop('division by zero')
      return left / right
    case '%':
      if (right === 0) throw new Stop('division by zero in %')
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

function call(name: string, given: readonly Expression[], state: State): Value {
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
      return substitute(given, name === 'gsub', state)
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

function substitute([pattern, replacement, target]: readonly Expression[], all: boolean, state: State): number {
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

function formatted(format: string, values: readonly Value[]): string {
  let next = 0
  const take = (): Value => values[next++] ?? { text: '' }
  return format.replace(
    /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z%])/g,
    (whole, flags: string, width?: string, precision?: string, letter = '') => {
      if (letter === '%') return '%'
      if (!'sdicouxXeEfFgG'.includes(letter)) return whole
      const size = Math.min(10_000, Number(width === '*' ? numberOf(take()) : (width ?? 0)))
      const digits = precision === '*' ? String(numberOf(take())) : precision
      const value = take()
      if (letter === 's' || letter === 'c') {
        const text =
          letter === 'c'
            ? character(value)
            : digits === undefined
              ? textOf(value)
              : textOf(value).slice(0, Number(digits))
        return flags.includes('-') ? text.padEnd(size) : text.padStart(size)
      }
      return formatOne({ flags, width: size, precision: digits, letter }, numberOf(value))
    },
  )
}

const character = (value: Value): string =>
  typeof value === 'number' ? String.fromCharCode(value & 0xffff) : textOf(value).slice(0, 1)
