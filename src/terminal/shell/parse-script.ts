/** Lists, pipelines, and which command begins where; the commands themselves: `parse-compound.ts`, `parse-simple.ts`. */
import { fail, ok, type Result } from '../../engine/result'
import {
  type Cursor,
  cursorOn,
  endOfText,
  fault,
  isAtEnd,
  operatorAt,
  skipBlanks,
  startsWith,
  takeNewline,
} from './cursor'
import {
  parseArithmetic,
  parseCase,
  parseConditional,
  parseFor,
  parseFunction,
  parseGroup,
  parseIf,
  parseSubshell,
  parseWhile,
} from './parse-compound'
import { isFunctionHead, parseSimple } from './parse-simple'
import type { Nested } from './parse-word'
import { type Aliases, bareWordAt, expectCommand, type Reading, skipBlankLines, tokenName } from './reading'
import {
  type AndOr,
  type Pipeline,
  type Redirection,
  type Script,
  type ShellCommand,
  SyntaxFault,
  type SyntaxProblem,
} from './syntax'

function reading(cursor: Cursor, aliases: Aliases): Reading {
  const nested: Nested = {
    scriptInBrackets: (inner) => {
      const inside = reading(inner, aliases)
      const script = parseList(inside, [')'])
      if (isAtEnd(inner)) fault({ kind: 'unfinished', quote: ')' })
      inner.at++
      return script
    },
    wholeScript: (text) => parseAll(reading(cursorOn(text), aliases)),
  }
  return { ...nested, cursor, aliases, expanding: new Map(), list: parseList, command: parseCommand }
}

export interface ReadLine {
  /** Undefined at the end of the text. */
  readonly script: Script | undefined
  /** Delimiters that the text ended without. */
  readonly unclosed: readonly string[]
}

/** As bash reads: one line, or as many as its quotes, brackets and here-documents take; then it runs that. */
export function readCompleteLine(cursor: Cursor, aliases: Aliases): Result<ReadLine, SyntaxProblem> {
  try {
    const now = reading(cursor, aliases)
    skipBlankLines(now)
    if (isAtEnd(cursor)) return ok({ script: undefined, unclosed: [] })
    const script = parseList(now, ['\n'])
    if (isAtEnd(cursor)) endOfText(cursor)
    else takeNewline(cursor)
    return ok({ script, unclosed: cursor.unclosed.splice(0) })
  } catch (error) {
    if (error instanceof SyntaxFault) return fail(error.problem)
    throw error
  }
}

/** Whether bash at a prompt would run this, and not ask for another line (`> `). */
export function isComplete(text: string, aliases: Aliases = {}): boolean {
  const cursor = cursorOn(text)
  for (;;) {
    const line = readCompleteLine(cursor, aliases)
    if (!line.ok) return line.error.kind !== 'unfinished'
    if (line.value.unclosed.length > 0) return false
    if (line.value.script === undefined) return !/(^|[^\\])(\\\\)*\\$/.test(text)
  }
}

function parseAll(now: Reading): Script {
  const script = parseList(now, [])
  endOfText(now.cursor)
  return script
}

const RESERVED = ['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']

/** Words that begin what the lab does not run. */
const NOT_MODELLED = ['select', 'coproc']

/**
 * Commands up to the end of the text, one of `ends`, or a reserved word that ends the construct around them. Inside a
 * construct a line end separates commands like `;`.
 */
function parseList(now: Reading, ends: readonly string[], untilWords: readonly string[] = []): Script {
  const { cursor } = now
  const script: AndOr[] = []
  for (;;) {
    if (ends.includes('\n')) skipBlanks(cursor)
    else skipBlankLines(now)
    if (isAtEnd(cursor)) return script
    const operator = operatorAt(cursor)
    if (operator !== undefined && ends.includes(operator)) return script
    const word = bareWordAt(cursor)
    if (word !== undefined && untilWords.includes(word)) return script
    if (operator !== undefined && !'(<>'.includes(operator.charAt(0)) && operator !== '&>' && operator !== '&>>') {
      fault({ kind: 'unexpected', token: tokenName(operator) })
    }
    const start = cursor.at
    const parts = parseAndOr(now)
    skipBlanks(cursor)
    const separator = operatorAt(cursor)
    const written = cursor.text.slice(start, cursor.at).trim()
    script.push({ parts, ...(separator === '&' && { background: written }) })
    if (separator === ';' || separator === '&') cursor.at++
    else if (separator !== undefined && separator !== '\n' && !ends.includes(separator)) {
      fault({ kind: 'unexpected', token: tokenName(separator) })
    }
  }
}

function parseAndOr(now: Reading): AndOr['parts'] {
  const { cursor } = now
  const list: { operator: '&&' | '||' | undefined; pipeline: Pipeline }[] = [
    { operator: undefined, pipeline: parsePipeline(now) },
  ]
  for (;;) {
    skipBlanks(cursor)
    const operator = operatorAt(cursor)
    if (operator !== '&&' && operator !== '||') return list
    cursor.at += 2
    expectCommand(now)
    list.push({ operator, pipeline: parsePipeline(now) })
  }
}

function parsePipeline(now: Reading): Pipeline {
  const { cursor } = now
  let [isNegated, isTimed] = [false, false]
  for (let word = bareWordAt(cursor); word === '!' || word === 'time'; word = bareWordAt(cursor)) {
    if (word === '!') isNegated = !isNegated
    else isTimed = true
    cursor.at += word.length
    expectCommand(now)
  }
  const commands = [parseCommand(now)]
  for (;;) {
    skipBlanks(cursor)
    const operator = operatorAt(cursor)
    if (operator !== '|' && operator !== '|&') return { commands, isNegated, isTimed }
    cursor.at += operator.length
    if (operator === '|&') addErrors(commands)
    expectCommand(now)
    commands.push(parseCommand(now))
  }
}

/** `a |& b` is `a 2>&1 | b`. */
function addErrors(commands: ShellCommand[]): void {
  const last = commands.at(-1)
  if (!last) return
  const errors: Redirection = { kind: 'duplicate', descriptor: 2, target: [{ kind: 'text', text: '1', quoted: false }] }
  commands[commands.length - 1] = { ...last, redirections: [...last.redirections, errors] }
}

function parseCommand(now: Reading): ShellCommand {
  const { cursor } = now
  skipBlanks(cursor)
  if (startsWith(cursor, '((')) {
    const arithmetic = parseArithmetic(now)
    if (arithmetic) return arithmetic
  }
  if (startsWith(cursor, '(')) return parseSubshell(now)
  const word = bareWordAt(cursor)
  switch (word) {
    case '{':
      return parseGroup(now)
    case 'if':
      return parseIf(now)
    case 'for':
      return parseFor(now)
    case 'while':
    case 'until':
      return parseWhile(now, word)
    case 'case':
      return parseCase(now)
    case '[[':
      return parseConditional(now)
    case 'function':
      return parseFunction(now)
    default:
      if (word !== undefined && RESERVED.includes(word)) fault({ kind: 'unexpected', token: word })
      if (word !== undefined && NOT_MODELLED.includes(word)) fault({ kind: 'not-modelled', what: word })
      return isFunctionHead(cursor) ? parseFunction(now) : parseSimple(now)
  }
}
