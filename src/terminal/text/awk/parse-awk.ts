import { fail, ok, type Result } from '../../../engine/result'
import { compileRegex } from '../regex/regex'
import { lexAwk, type Token } from './lex-awk'
import type { Expression, Rule, Statement } from './program'

export type AwkProblem =
  | { readonly kind: 'syntax'; readonly near: string }
  | { readonly kind: 'regex'; readonly text: string; readonly source: string }
  | { readonly kind: 'not-modelled'; readonly what: string }

class AwkFault extends Error {
  override readonly name = 'AwkFault'
  constructor(readonly problem: AwkProblem) {
    super(problem.kind)
  }
}

interface Reading {
  readonly tokens: readonly Token[]
  at: number
  /** `>` in a print statement is a redirection, outside brackets. */
  inPrint: boolean
  /** Blocks that are open. */
  inBlock: number
  depth: number
}

/** What is computed for one: awk's functions, those of POSIX. */
const FUNCTIONS = [
  'length',
  'substr',
  'index',
  'split',
  'sub',
  'gsub',
  'match',
  'toupper',
  'tolower',
  'sprintf',
  'int',
  'sqrt',
]

const NOT_MODELLED = [
  'getline',
  'function',
  'func',
  'system',
  'close',
  'fflush',
  'rand',
  'srand',
  'return',
  'nextfile',
  'strftime',
  'systime',
]

export function parseAwk(text: string): Result<readonly Rule[], AwkProblem> {
  const tokens = lexAwk(text)
  if ('near' in tokens) return fail({ kind: 'syntax', near: tokens.near })
  const now: Reading = { tokens, at: 0, inPrint: false, inBlock: 0, depth: 0 }
  try {
    const rules: Rule[] = []
    for (skipLines(now); peek(now).kind !== 'end'; skipLines(now)) rules.push(parseRule(now))
    return ok(rules)
  } catch (error) {
    if (error instanceof AwkFault) return fail(error.problem)
    throw error
  }
}

const END: Token = { kind: 'end', text: '' }

const peek = (now: Reading): Token => now.tokens[now.at] ?? END

const isOperator = (now: Reading, ...texts: readonly string[]): boolean => {
  const token = peek(now)
  return token.kind === 'operator' && texts.includes(token.text)
}

const isWord = (now: Reading, text: string): boolean => {
  const token = peek(now)
  return (token.kind === 'name' || token.kind === 'function') && token.text === text
}

function unexpected(now: Reading): never {
  const { text } = peek(now)
  if (NOT_MODELLED.includes(text)) throw new AwkFault({ kind: 'not-modelled', what: text })
  throw new AwkFault({ kind: 'syntax', near: peek(now).kind === 'end' && now.inBlock > 0 ? '' : text })
}

function expect(now: Reading, text: string): void {
  if (!isOperator(now, text)) unexpected(now)
  now.at++
}

function skipLines(now: Reading): void {
  while (peek(now).kind === 'newline' || isOperator(now, ';')) now.at++
}

function skipNewlines(now: Reading): void {
  while (peek(now).kind === 'newline') now.at++
}

function parseRule(now: Reading): Rule {
  const { text, kind } = peek(now)
  if (kind === 'name' && (text === 'BEGIN' || text === 'END')) {
    now.at++
    if (!isOperator(now, '{')) unexpected(now)
    return { when: { kind: text }, action: parseBlock(now) }
  }
  if (isOperator(now, '{')) return { when: { kind: 'always' }, action: parseBlock(now) }
  const from = parseExpression(now)
  if (!isOperator(now, ',')) {
    return { when: { kind: 'pattern', value: from }, action: isOperator(now, '{') ? parseBlock(now) : endOfRule(now) }
  }
  now.at++
  skipNewlines(now)
  const to = parseExpression(now)
  return { when: { kind: 'range', from, to }, action: isOperator(now, '{') ? parseBlock(now) : endOfRule(now) }
}

function endOfRule(now: Reading): undefined {
  const { kind } = peek(now)
  if (kind !== 'newline' && kind !== 'end' && !isOperator(now, ';')) unexpected(now)
}

const MAX_DEPTH = 200

function parseBlock(now: Reading): Statement {
  expect(now, '{')
  if (++now.depth > MAX_DEPTH) throw new AwkFault({ kind: 'not-modelled', what: '{{{…' })
  now.inBlock++
  const body: Statement[] = []
  for (skipLines(now); !isOperator(now, '}'); skipLines(now)) body.push(parseStatement(now))
  now.at++
  now.depth--
  now.inBlock--
  return { kind: 'block', body }
}

/** A simple statement ends at a line end, `;`, or before `}`. */
function endStatement(now: Reading): void {
  if (isOperator(now, ';') || peek(now).kind === 'newline') now.at++
  else if (!isOperator(now, '}') && peek(now).kind !== 'end') unexpected(now)
}

function parseStatement(now: Reading): Statement {
  if (isOperator(now, '{')) return parseBlock(now)
  if (isWord(now, 'if')) return parseIf(now)
  if (isWord(now, 'while')) return parseWhile(now)
  if (isWord(now, 'do')) return parseDo(now)
  if (isWord(now, 'for')) return parseFor(now)
  const statement = parseSimple(now)
  endStatement(now)
  return statement
}

function parseBody(now: Reading): Statement {
  skipNewlines(now)
  if (!isOperator(now, ';')) return parseStatement(now)
  now.at++
  return { kind: 'block', body: [] }
}

function parseIf(now: Reading): Statement {
  now.at++
  expect(now, '(')
  const condition = parseExpression(now)
  expect(now, ')')
  const yes = parseBody(now)
  const before = now.at
  skipLines(now)
  if (!isWord(now, 'else')) {
    now.at = before
    return { kind: 'if', condition, yes, no: undefined }
  }
  now.at++
  return { kind: 'if', condition, yes, no: parseBody(now) }
}

function parseWhile(now: Reading): Statement {
  now.at++
  expect(now, '(')
  const condition = parseExpression(now)
  expect(now, ')')
  return { kind: 'loop', start: undefined, condition, step: undefined, body: parseBody(now), bodyFirst: false }
}

function parseDo(now: Reading): Statement {
  now.at++
  const body = parseBody(now)
  skipLines(now)
  if (!isWord(now, 'while')) unexpected(now)
  now.at++
  expect(now, '(')
  const condition = parseExpression(now)
  expect(now, ')')
  endStatement(now)
  return { kind: 'loop', start: undefined, condition, step: undefined, body, bodyFirst: true }
}

function parseFor(now: Reading): Statement {
  now.at++
  expect(now, '(')
  const [variable, word, array] = now.tokens.slice(now.at, now.at + 3)
  if (variable?.kind === 'name' && word?.text === 'in' && array?.kind === 'name') {
    now.at += 3
    expect(now, ')')
    return { kind: 'for-in', variable: variable.text, array: array.text, body: parseBody(now) }
  }
  const start = isOperator(now, ';') ? undefined : parseSimple(now)
  expect(now, ';')
  const condition = isOperator(now, ';') ? undefined : parseExpression(now)
  expect(now, ';')
  const step = isOperator(now, ')') ? undefined : parseSimple(now)
  expect(now, ')')
  return { kind: 'loop', start, condition, step, body: parseBody(now), bodyFirst: false }
}

function parseSimple(now: Reading): Statement {
  const { text, kind } = peek(now)
  if (kind !== 'name' && kind !== 'function') return { kind: 'expression', value: parseExpression(now) }
  switch (text) {
    case 'print':
    case 'printf':
      return parsePrint(now, text === 'printf')
    case 'next':
    case 'break':
    case 'continue':
      now.at++
      return { kind: 'leave', what: text }
    case 'exit': {
      now.at++
      const isBare = isOperator(now, ';', '}') || peek(now).kind === 'newline' || peek(now).kind === 'end'
      return { kind: 'exit', value: isBare ? undefined : parseExpression(now) }
    }
    case 'delete': {
      now.at++
      const name = peek(now)
      if (name.kind !== 'name') unexpected(now)
      now.at++
      return { kind: 'delete', name: name.text, keys: isOperator(now, '[') ? parseKeys(now) : undefined }
    }
    default:
      return { kind: 'expression', value: parseExpression(now) }
  }
}

function parsePrint(now: Reading, isFormatted: boolean): Statement {
  now.at++
  const outer = now.inPrint
  now.inPrint = true
  const values = isEndOfPrint(now) ? [] : parseList(now)
  now.inPrint = outer
  if (isOperator(now, '>', '>>', '|')) {
    throw new AwkFault({ kind: 'not-modelled', what: `print ${peek(now).text}` })
  }
  if (isFormatted && values.length === 0) unexpected(now)
  return { kind: 'print', values, isFormatted }
}

const isEndOfPrint = (now: Reading): boolean =>
  isOperator(now, ';', '}', '>', '>>', '|') || peek(now).kind === 'newline' || peek(now).kind === 'end'

/** `print (a, b)` is `print a, b`, and `print (a)(b)` one value. */
function parseList(now: Reading): readonly Expression[] {
  if (isOperator(now, '(')) {
    const before = now.at
    now.at++
    now.inPrint = false
    const values = parseExpressions(now)
    now.inPrint = true
    if (isOperator(now, ')')) {
      now.at++
      if (isEndOfPrint(now)) return values
    }
    now.at = before
  }
  return parseExpressions(now)
}

function parseExpressions(now: Reading): readonly Expression[] {
  const values = [parseExpression(now)]
  while (isOperator(now, ',')) {
    now.at++
    skipNewlines(now)
    values.push(parseExpression(now))
  }
  return values
}

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^=']

function parseExpression(now: Reading): Expression {
  if (++now.depth > MAX_DEPTH) throw new AwkFault({ kind: 'not-modelled', what: '((((…' })
  const left = parseChoice(now)
  now.depth--
  const { text } = peek(now)
  if (!isOperator(now, ...ASSIGNMENTS)) return left
  if (!isTarget(left)) unexpected(now)
  now.at++
  skipNewlines(now)
  return { kind: 'assign', target: left, operator: text.slice(0, -1), value: parseExpression(now) }
}

const isTarget = ({ kind }: Expression): boolean => kind === 'variable' || kind === 'element' || kind === 'field'

function parseChoice(now: Reading): Expression {
  const condition = parseOr(now)
  if (!isOperator(now, '?')) return condition
  now.at++
  skipNewlines(now)
  const yes = parseExpression(now)
  skipNewlines(now)
  expect(now, ':')
  skipNewlines(now)
  return { kind: 'choice', condition, yes, no: parseExpression(now) }
}

function leftToRight(now: Reading, operators: readonly string[], part: (now: Reading) => Expression): Expression {
  let left = part(now)
  while (isOperator(now, ...operators)) {
    const operator = peek(now).text
    now.at++
    if (operator === '&&' || operator === '||') skipNewlines(now)
    left = { kind: 'binary', operator, left, right: part(now) }
  }
  return left
}

const parseOr = (now: Reading): Expression => leftToRight(now, ['||'], parseAnd)
const parseAnd = (now: Reading): Expression => leftToRight(now, ['&&'], parseIn)

function parseIn(now: Reading): Expression {
  let left = parseMatch(now)
  while (isWord(now, 'in')) {
    now.at++
    const name = peek(now)
    if (name.kind !== 'name') unexpected(now)
    now.at++
    left = { kind: 'in', keys: [left], name: name.text }
  }
  return left
}

function parseMatch(now: Reading): Expression {
  let left = parseComparison(now)
  for (;;) {
    const isNegated = isOperator(now, '!') && now.tokens[now.at + 1]?.text === '~'
    if (!isNegated && !isOperator(now, '~')) return left
    now.at += isNegated ? 2 : 1
    left = { kind: 'match', isNegated, left, right: parseComparison(now) }
  }
}

function parseComparison(now: Reading): Expression {
  const left = parseConcatenation(now)
  const operators = now.inPrint ? ['<', '<=', '==', '!=', '>='] : ['<', '<=', '==', '!=', '>=', '>']
  if (!isOperator(now, ...operators)) return left
  const operator = peek(now).text
  now.at++
  return { kind: 'binary', operator, left, right: parseConcatenation(now) }
}

/** What may begin the next value of a concatenation. */
function beginsValue(now: Reading): boolean {
  const token = peek(now)
  switch (token.kind) {
    case 'number':
    case 'string':
    case 'function':
      return true
    case 'name':
      return token.text !== 'in'
    case 'operator':
      return (
        ['$', '(', '-', '+', '++', '--'].includes(token.text) ||
        (token.text === '!' && now.tokens[now.at + 1]?.text !== '~')
      )
    default:
      return false
  }
}

function parseConcatenation(now: Reading): Expression {
  let left = parseSum(now)
  while (beginsValue(now)) left = { kind: 'binary', operator: ' ', left, right: parseSum(now) }
  return left
}

const parseSum = (now: Reading): Expression => leftToRight(now, ['+', '-'], parseProduct)
const parseProduct = (now: Reading): Expression => leftToRight(now, ['*', '/', '%'], parseUnary)

function parseUnary(now: Reading): Expression {
  if (!isOperator(now, '!', '-', '+')) return parsePower(now)
  const operator = peek(now).text
  now.at++
  if (++now.depth > MAX_DEPTH) throw new AwkFault({ kind: 'not-modelled', what: '!!!!…' })
  const value = parseUnary(now)
  now.depth--
  return { kind: 'unary', operator, value }
}

function parsePower(now: Reading): Expression {
  const left = parsePostfix(now)
  if (!isOperator(now, '^')) return left
  now.at++
  const isSigned = isOperator(now, '-', '+', '!')
  return { kind: 'binary', operator: '^', left, right: isSigned ? parseUnary(now) : parsePower(now) }
}

function parsePostfix(now: Reading): Expression {
  const target = parsePrimary(now)
  if (!isTarget(target) || !isOperator(now, '++', '--')) return target
  const by = peek(now).text === '++' ? 1 : -1
  now.at++
  return { kind: 'step', target, by, isPrefix: false }
}

function parsePrimary(now: Reading): Expression {
  const token = peek(now)
  now.at++
  switch (token.kind) {
    case 'number':
      return { kind: 'number', value: token.value }
    case 'string':
      return { kind: 'string', value: token.text }
    case 'regex': {
      const regex = compileRegex(token.text, 'extended')
      if (regex.ok) return { kind: 'regex', regex: regex.value }
      throw new AwkFault({ kind: 'regex', text: regex.error, source: token.text })
    }
    case 'name':
    case 'function':
      return parseName(now, token)
    case 'operator':
      return parseOperand(now, token.text)
    default:
      now.at--
      return unexpected(now)
  }
}

function parseOperand(now: Reading, text: string): Expression {
  if (text === '$') {
    const isStep = isOperator(now, '++', '--')
    return {
      kind: 'field',
      index: isStep ? parsePrimary(now) : isOperator(now, '-') ? parseUnary(now) : parsePrimary(now),
    }
  }
  if (text === '++' || text === '--') {
    const target = parsePrimary(now)
    if (!isTarget(target)) unexpected(now)
    return { kind: 'step', target, by: text === '++' ? 1 : -1, isPrefix: true }
  }
  if (text !== '(') {
    now.at--
    return unexpected(now)
  }
  const outer = now.inPrint
  now.inPrint = false
  const values = parseExpressions(now)
  now.inPrint = outer
  expect(now, ')')
  const [only] = values
  if (values.length === 1 && only) return only.kind === 'regex' ? only : { kind: 'unary', operator: '()', value: only }
  if (!isWord(now, 'in')) unexpected(now)
  now.at++
  const name = peek(now)
  now.at++
  return { kind: 'in', keys: values, name: name.text }
}

function parseKeys(now: Reading): readonly Expression[] {
  expect(now, '[')
  const keys = parseExpressions(now)
  expect(now, ']')
  return keys
}

function parseName(now: Reading, { text, kind }: Token): Expression {
  if (NOT_MODELLED.includes(text)) throw new AwkFault({ kind: 'not-modelled', what: text })
  if (FUNCTIONS.includes(text)) {
    if (kind !== 'function') {
      if (text === 'length') return { kind: 'call', name: text, arguments: [] }
      unexpected(now)
    }
    expect(now, '(')
    const outer = now.inPrint
    now.inPrint = false
    const values = isOperator(now, ')') ? [] : parseExpressions(now)
    now.inPrint = outer
    expect(now, ')')
    return { kind: 'call', name: text, arguments: values }
  }
  if (kind === 'function') throw new AwkFault({ kind: 'not-modelled', what: `${text}()` })
  if (isOperator(now, '[')) return { kind: 'element', name: text, keys: parseKeys(now) }
  return { kind: 'variable', name: text }
}
