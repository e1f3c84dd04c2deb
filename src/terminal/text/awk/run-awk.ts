import { linesOf } from '../inputs'
import { evaluate, keyOf } from './evaluate'
import { field, setRecord } from './fields'
import type { Rule, Statement } from './program'
import { type AwkSetup, arrayOf, type State, Stop, spend, variable } from './state'
import { formatted, isTrue, numberOf, textOf, type Value } from './values'

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
