/** `if`, `for`, `case`, `[[`, functions: what begins with a reserved word or a bracket. */
import { type Cursor, fault, isAtEnd, operatorAt, skipBlanks, startsWith } from './cursor'
import { parseCondition } from './parse-condition'
import { takeRedirection } from './parse-simple'
import { parseQuotedText, takeWord } from './parse-word'
import { bareWordAt, expectWord, type Reading, skipBlankLines, tokenName, unexpected } from './reading'
import type { CaseClause, Redirection, Script, ShellCommand, Word } from './syntax'

/** A body that a reserved word ends; bash wants at least one command in it. */
function parseBody(now: Reading, ends: readonly string[]): Script {
  const body = now.list(now, [], ends)
  if (isAtEnd(now.cursor)) fault({ kind: 'unfinished' })
  if (body.length === 0) fault({ kind: 'unexpected', token: bareWordAt(now.cursor) ?? 'newline' })
  return body
}

type Bare<C> = C extends ShellCommand ? Omit<C, 'redirections'> : never

function withRedirections(now: Reading, command: Bare<ShellCommand>): ShellCommand {
  const redirections: Redirection[] = []
  for (;;) {
    skipBlanks(now.cursor)
    const redirection = takeRedirection(now)
    if (!redirection) return { ...command, redirections } as ShellCommand
    redirections.push(redirection)
  }
}

function compound(now: Reading, make: (body: Script) => Bare<ShellCommand>, ends: readonly string[]): ShellCommand {
  const body = parseBody(now, ends)
  expectWord(now, ...ends)
  return withRedirections(now, make(body))
}

export function parseGroup(now: Reading): ShellCommand {
  now.cursor.at++
  return compound(now, (body) => ({ kind: 'group', body, isSubshell: false }), ['}'])
}

export function parseSubshell(now: Reading): ShellCommand {
  const { cursor } = now
  cursor.at++
  const body = now.list(now, [')'])
  if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
  if (body.length === 0) fault({ kind: 'unexpected', token: ')' })
  cursor.at++
  return withRedirections(now, { kind: 'group', body, isSubshell: true })
}

export function parseIf(now: Reading): ShellCommand {
  now.cursor.at += 'if'.length
  const branches: { condition: Script; body: Script }[] = []
  let otherwise: Script = []
  let word = 'elif'
  while (word === 'elif') {
    const condition = parseBody(now, ['then'])
    expectWord(now, 'then')
    branches.push({ condition, body: parseBody(now, ['elif', 'else', 'fi']) })
    word = expectWord(now, 'elif', 'else', 'fi')
  }
  if (word === 'else') {
    otherwise = parseBody(now, ['fi'])
    expectWord(now, 'fi')
  }
  return withRedirections(now, { kind: 'if', branches, otherwise })
}

export function parseFor(now: Reading): ShellCommand {
  const { cursor } = now
  cursor.at += 'for'.length
  skipBlanks(cursor)
  if (startsWith(cursor, '((')) return parseCountingFor(now)
  const name = bareWordAt(cursor)
  if (name === undefined) unexpected(now)
  if (!/^[A-Za-z_]\w*$/.test(name)) fault({ kind: 'says', text: `\`${name}': not a valid identifier` })
  cursor.at += name.length
  let words: Word[] | undefined
  skipBlankLines(now)
  if (bareWordAt(cursor) === 'in') {
    cursor.at += 'in'.length
    words = []
    for (skipBlanks(cursor); !isAtEnd(cursor) && !endsWords(cursor); skipBlanks(cursor)) {
      words.push(takeWord(cursor, now))
    }
  }
  skipBlanks(cursor)
  if (operatorAt(cursor) === ';') cursor.at++
  expectWord(now, 'do')
  return compound(now, (body) => ({ kind: 'for', name, words, body }), ['done'])
}

const endsWords = (cursor: Cursor): boolean => {
  const operator = operatorAt(cursor)
  return operator !== undefined && !startsWith(cursor, '<(')
}

/** The text of `((…))`, taken; undefined if the brackets are those of subshells. */
function takeDoubleBrackets(cursor: Cursor): string | undefined {
  let depth = 0
  for (let at = cursor.at + 2; at < cursor.text.length; at++) {
    const character = cursor.text.charAt(at)
    if (character === '(') depth++
    else if (character === ')' && depth > 0) depth--
    else if (character === ')') {
      if (cursor.text.charAt(at + 1) !== ')') return undefined
      const text = cursor.text.slice(cursor.at + 2, at)
      cursor.at = at + 2
      return text
    }
  }
  return fault({ kind: 'unfinished', quote: ')' })
}

function parseCountingFor(now: Reading): ShellCommand {
  const { cursor } = now
  const text = takeDoubleBrackets(cursor) ?? unexpected(now)
  const parts = text.split(';')
  if (parts.length !== 3) {
    fault({ kind: 'says', text: 'syntax error: arithmetic expression required' })
  }
  const [start, condition, step] = parts.map((part) => parseQuotedText(part, now)) as [Word, Word, Word]
  skipBlanks(cursor)
  if (operatorAt(cursor) === ';') cursor.at++
  expectWord(now, 'do')
  return compound(now, (body) => ({ kind: 'counting-for', start, condition, step, body }), ['done'])
}

/** `((…))`; undefined if it is a subshell in a subshell. */
export function parseArithmetic(now: Reading): ShellCommand | undefined {
  const text = takeDoubleBrackets(now.cursor)
  if (text === undefined) return undefined
  return withRedirections(now, { kind: 'arithmetic', expression: parseQuotedText(text, now) })
}

export function parseWhile(now: Reading, word: 'while' | 'until'): ShellCommand {
  now.cursor.at += word.length
  const condition = parseBody(now, ['do'])
  expectWord(now, 'do')
  return compound(now, (body) => ({ kind: 'while', condition, body, isUntil: word === 'until' }), ['done'])
}

const CLAUSE_ENDS = [';;&', ';;', ';&'] as const

export function parseCase(now: Reading): ShellCommand {
  const { cursor } = now
  cursor.at += 'case'.length
  skipBlanks(cursor)
  if (isAtEnd(cursor) || operatorAt(cursor) !== undefined) unexpected(now)
  const word = takeWord(cursor, now)
  expectWord(now, 'in')
  const clauses: CaseClause[] = []
  for (;;) {
    skipBlankLines(now)
    if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
    if (bareWordAt(cursor) === 'esac') {
      cursor.at += 'esac'.length
      return withRedirections(now, { kind: 'case', word, clauses })
    }
    const patterns = takePatterns(now)
    const body = now.list(now, [...CLAUSE_ENDS], ['esac'])
    if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
    const end = CLAUSE_ENDS.find((text) => startsWith(cursor, text))
    if (end !== undefined) cursor.at += end.length
    clauses.push({ patterns, body, end: end ?? ';;' })
  }
}

/** `a | b)`, with or without a bracket before it. */
function takePatterns(now: Reading): readonly Word[] {
  const { cursor } = now
  if (operatorAt(cursor) === '(') cursor.at++
  const patterns: Word[] = []
  for (;;) {
    skipBlanks(cursor)
    if (isAtEnd(cursor) || operatorAt(cursor) !== undefined) unexpected(now)
    patterns.push(takeWord(cursor, now))
    skipBlanks(cursor)
    const operator = operatorAt(cursor)
    if (operator !== '|' && operator !== ')') unexpected(now)
    cursor.at++
    if (operator === ')') return patterns
  }
}

export function parseConditional(now: Reading): ShellCommand {
  now.cursor.at += '[['.length
  const condition = parseCondition(now)
  return withRedirections(now, { kind: 'condition', condition })
}

/** `name() { … }`, `function name { … }`. */
export function parseFunction(now: Reading): ShellCommand {
  const { cursor } = now
  if (bareWordAt(cursor) === 'function') cursor.at += 'function'.length
  skipBlanks(cursor)
  const name = bareWordAt(cursor)
  if (name === undefined) unexpected(now)
  cursor.at += name.length
  skipBlanks(cursor)
  const brackets = /\(\s*\)/y
  brackets.lastIndex = cursor.at
  cursor.at += brackets.exec(cursor.text)?.[0].length ?? 0
  skipBlankLines(now)
  const start = cursor.at
  const body = now.command(now)
  if (body.kind === 'simple' || body.kind === 'function') {
    const [first] = body.kind === 'simple' ? body.words : []
    const [part] = first ?? []
    return fault({ kind: 'unexpected', token: part?.kind === 'text' ? part.text : tokenName('\n') })
  }
  return { kind: 'function', name, body: cursor.text.slice(start, cursor.at), redirections: [] }
}
