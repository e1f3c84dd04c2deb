import { compileRegex } from '../regex/regex'
import type { Token } from './lex-awk'
import type { Expression } from './program'
import {
  AwkFault,
  expect,
  FUNCTIONS,
  isOperator,
  isWord,
  MAX_DEPTH,
  NOT_MODELLED,
  peek,
  type Reading,
  skipNewlines,
  unexpected,
} from './reading'

export function parseExpressions(now: Reading): readonly Expression[] {
  const values = [parseExpression(now)]
  while (isOperator(now, ',')) {
    now.at++
    skipNewlines(now)
    values.push(parseExpression(now))
  }
  return values
}

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^=']

export function parseExpression(now: Reading): Expression {
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

export const isTarget = ({ kind }: Expression): boolean => kind === 'variable' || kind === 'element' || kind === 'field'

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

export function parseKeys(now: Reading): readonly Expression[] {
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
