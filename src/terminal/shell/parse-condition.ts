/** What stands in `[[ … ]]`: words are not split there, and `<`, `&&` and brackets mean something else. */
import { fault, isAtEnd, startsWith } from './cursor'
import { takePartsUntil, takeWord } from './parse-word'
import { bareWordAt, type Reading, skipBlankLines, unexpected } from './reading'
import type { Condition, Word } from './syntax'

/** Up to `]]`, which is taken. */
export function parseCondition(now: Reading): Condition {
  const condition = parseOr(now)
  skipBlankLines(now)
  if (bareWordAt(now.cursor) !== ']]') unexpected(now)
  now.cursor.at += ']]'.length
  return condition
}

function takes(now: Reading, text: string): boolean {
  skipBlankLines(now)
  if (isAtEnd(now.cursor)) fault({ kind: 'unfinished' })
  if (!startsWith(now.cursor, text)) return false
  now.cursor.at += text.length
  return true
}

function parseOr(now: Reading): Condition {
  let left = parseAnd(now)
  while (takes(now, '||')) left = { kind: 'or', left, right: parseAnd(now) }
  return left
}

function parseAnd(now: Reading): Condition {
  let left = parseNot(now)
  while (takes(now, '&&')) left = { kind: 'and', left, right: parseNot(now) }
  return left
}

function parseNot(now: Reading): Condition {
  skipBlankLines(now)
  if (bareWordAt(now.cursor) === '!') {
    now.cursor.at++
    return { kind: 'not', value: parseNot(now) }
  }
  if (!takes(now, '(')) return parsePrimary(now)
  const condition = parseOr(now)
  if (!takes(now, ')')) unexpected(now)
  return condition
}

const BINARY = ['==', '=~', '!=', '=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']

function parsePrimary(now: Reading): Condition {
  const { cursor } = now
  const first = bareWordAt(cursor)
  if (first === ']]') fault({ kind: 'unexpected', token: ']]' })
  if (first !== undefined && /^-[a-zA-Z]$/.test(first)) {
    const before = cursor.at
    cursor.at += first.length
    skipBlankLines(now)
    if (bareWordAt(cursor) !== ']]' && !startsWith(cursor, ')') && !startsWith(cursor, '&&')) {
      return { kind: 'unary', operator: first, word: takeOperand(now) }
    }
    cursor.at = before
  }
  const left = takeOperand(now)
  skipBlankLines(now)
  const operator = BINARY.find(
    (text) =>
      startsWith(cursor, text) && (/^[<>]/.test(text) || /\s/.test(cursor.text.charAt(cursor.at + text.length))),
  )
  if (operator === undefined) return { kind: 'unary', operator: '-n', word: left }
  cursor.at += operator.length
  skipBlankLines(now)
  return { kind: 'binary', operator, left, right: operator === '=~' ? takeRegex(now) : takeOperand(now) }
}

function takeOperand(now: Reading): Word {
  skipBlankLines(now)
  const word = takeWord(now.cursor, now)
  return word.length > 0 ? word : unexpected(now)
}

/** A regular expression goes on over brackets and bars. */
function takeRegex(now: Reading): Word {
  let depth = 0
  const word = takePartsUntil(now.cursor, now, (character) => {
    if (character === '(') depth++
    else if (character === ')' && depth-- === 0) return true
    return /\s/.test(character) && depth <= 0
  })
  return word.length > 0 ? word : unexpected(now)
}
