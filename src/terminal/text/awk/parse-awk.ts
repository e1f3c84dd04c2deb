import { fail, ok, type Result } from '../../../engine/result'
import { lexAwk } from './lex-awk'
import { parseExpression, parseExpressions, parseKeys } from './parse-expression'
import type { Expression, Rule, Statement } from './program'
import {
  AwkFault,
  type AwkProblem,
  expect,
  isOperator,
  isWord,
  MAX_DEPTH,
  peek,
  type Reading,
  skipLines,
  skipNewlines,
  unexpected,
} from './reading'

export function parseAwk(text: string): Result<readonly Rule[], AwkProblem> {
  const tokens = lexAwk(text)
  if ('near' in tokens) return fail({ kind: 'syntax', near: tokens.near })
  const now: Reading = { tokens, at: 0, inPrint: false, inBlock: 0, depth: 0, isOutside: false }
  try {
    const rules: Rule[] = []
    for (skipLines(now); peek(now).kind !== 'end'; skipLines(now)) rules.push(parseRule(now))
    return ok(rules)
  } catch (error) {
    if (error instanceof AwkFault) return fail(error.problem)
    throw error
  }
}

function parseRule(now: Reading): Rule {
  const { text, kind } = peek(now)
  if (kind === 'name' && (text === 'BEGIN' || text === 'END')) {
    now.at++
    if (!isOperator(now, '{')) unexpected(now)
    now.isOutside = true
    const action = parseBlock(now)
    now.isOutside = false
    return { when: { kind: text }, action }
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
      if (now.isOutside) throw new AwkFault({ kind: 'misplaced', what: 'next' })
      now.at++
      return { kind: 'leave', what: text }
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
