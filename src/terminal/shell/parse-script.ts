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
import { type Nested, parseQuotedText, takeWord } from './parse-word'
import {
  type AndOr,
  type Assignment,
  type Pipeline,
  type Redirection,
  type Script,
  type ShellCommand,
  SyntaxFault,
  type SyntaxProblem,
  type Word,
} from './syntax'

type Aliases = Readonly<Record<string, string>>

interface Reading extends Nested {
  readonly cursor: Cursor
  readonly aliases: Aliases
  /** Ends of the text of aliases that are being read: an alias is not expanded inside itself. */
  readonly expanding: Map<string, number>
}

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
  return { ...nested, cursor, aliases, expanding: new Map() }
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
const NOT_MODELLED = ['case', 'select', 'function', 'coproc', '[[', 'time']

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
    script.push(parseAndOr(now))
    skipBlanks(cursor)
    const separator = operatorAt(cursor)
    if (separator === ';') cursor.at++
    else if (separator === '&') fault({ kind: 'not-modelled', what: '&' })
    else if (separator !== undefined && separator !== '\n' && !ends.includes(separator)) {
      fault({ kind: 'unexpected', token: tokenName(separator) })
    }
  }
}

const tokenName = (operator: string): string => (operator === '\n' ? 'newline' : operator)

function skipBlankLines({ cursor }: Reading): void {
  skipBlanks(cursor)
  while (cursor.text[cursor.at] === '\n') {
    takeNewline(cursor)
    skipBlanks(cursor)
  }
}

/** The plain word at the cursor, not taken. */
function bareWordAt({ text, at }: Cursor): string | undefined {
  const word = /[^\s;&|<>()'"\\$`]+/y
  word.lastIndex = at
  const found = word.exec(text)?.[0]
  const next = text.charAt(at + (found?.length ?? 0))
  return found !== undefined && (next === '' || /[\s;&|<>()]/.test(next)) ? found : undefined
}

/** Where a command must follow: a line may end before it. */
function expectCommand(now: Reading): void {
  skipBlankLines(now)
  const { cursor } = now
  if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
  const operator = operatorAt(cursor)
  if (operator !== undefined && /^[;&|)]/.test(operator) && !operator.startsWith('&>')) {
    fault({ kind: 'unexpected', token: tokenName(operator) })
  }
}

function parseAndOr(now: Reading): AndOr {
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
  let isNegated = false
  while (bareWordAt(cursor) === '!') {
    isNegated = !isNegated
    cursor.at++
    expectCommand(now)
  }
  const commands = [parseCommand(now)]
  for (;;) {
    skipBlanks(cursor)
    const operator = operatorAt(cursor)
    if (operator !== '|' && operator !== '|&') return { commands, isNegated }
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
  if (startsWith(cursor, '((')) fault({ kind: 'not-modelled', what: '((' })
  if (startsWith(cursor, '(')) return parseSubshell(now)
  const word = bareWordAt(cursor)
  switch (word) {
    case '{':
      cursor.at++
      return compound(now, (body) => ({ kind: 'group', body, isSubshell: false }), ['}'])
    case 'if':
      return parseIf(now)
    case 'for':
      return parseFor(now)
    case 'while':
    case 'until':
      return parseWhile(now, word)
    default:
      if (word !== undefined && RESERVED.includes(word)) fault({ kind: 'unexpected', token: word })
      if (word !== undefined && NOT_MODELLED.includes(word)) fault({ kind: 'not-modelled', what: word })
      return parseSimple(now)
  }
}

/** Takes a reserved word, or says what stands there instead. */
function expectWord(now: Reading, ...words: readonly string[]): string {
  const { cursor } = now
  skipBlankLines(now)
  const word = bareWordAt(cursor)
  if (word !== undefined && words.includes(word)) {
    cursor.at += word.length
    return word
  }
  if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
  return fault({ kind: 'unexpected', token: word ?? tokenName(operatorAt(cursor) ?? cursor.text.charAt(cursor.at)) })
}

/** A body that a reserved word ends; bash wants at least one command in it. */
function parseBody(now: Reading, ends: readonly string[]): Script {
  const body = parseList(now, [], ends)
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

function parseSubshell(now: Reading): ShellCommand {
  const { cursor } = now
  cursor.at++
  const body = parseList(now, [')'])
  if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
  if (body.length === 0) fault({ kind: 'unexpected', token: ')' })
  cursor.at++
  return withRedirections(now, { kind: 'group', body, isSubshell: true })
}

function parseIf(now: Reading): ShellCommand {
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

function parseFor(now: Reading): ShellCommand {
  const { cursor } = now
  cursor.at += 'for'.length
  skipBlanks(cursor)
  if (startsWith(cursor, '((')) fault({ kind: 'not-modelled', what: 'for ((' })
  const name = bareWordAt(cursor)
  if (name === undefined) {
    if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
    fault({ kind: 'unexpected', token: tokenName(operatorAt(cursor) ?? cursor.text.charAt(cursor.at)) })
  }
  cursor.at += name.length
  const words: Word[] = []
  skipBlankLines(now)
  if (bareWordAt(cursor) === 'in') {
    cursor.at += 'in'.length
    for (skipBlanks(cursor); !isAtEnd(cursor) && operatorAt(cursor) === undefined; skipBlanks(cursor)) {
      words.push(takeWord(cursor, now))
    }
  }
  skipBlanks(cursor)
  if (operatorAt(cursor) === ';') cursor.at++
  expectWord(now, 'do')
  return compound(now, (body) => ({ kind: 'for', name, words, body }), ['done'])
}

function parseWhile(now: Reading, word: 'while' | 'until'): ShellCommand {
  now.cursor.at += word.length
  const condition = parseBody(now, ['do'])
  expectWord(now, 'do')
  return compound(now, (body) => ({ kind: 'while', condition, body, isUntil: word === 'until' }), ['done'])
}

function parseSimple(now: Reading): ShellCommand {
  const { cursor } = now
  const words: Word[] = []
  const assignments: Assignment[] = []
  const redirections: Redirection[] = []
  for (;;) {
    skipBlanks(cursor)
    const redirection = takeRedirection(now)
    if (redirection) {
      redirections.push(redirection)
      continue
    }
    if (isAtEnd(cursor)) break
    const operator = operatorAt(cursor)
    if (operator === '(') {
      if (words.length === 1 && /^\(\s*\)/.test(cursor.text.slice(cursor.at, cursor.at + 80))) {
        fault({ kind: 'not-modelled', what: 'function' })
      }
      fault({ kind: 'unexpected', token: '(' })
    }
    if (operator !== undefined) break
    if (words.length === 0 && expandAlias(now)) continue
    const word = takeWord(cursor, now)
    const assignment = words.length === 0 ? asAssignment(word) : undefined
    if (!assignment) words.push(word)
    else if (operatorAt(cursor) === '(' && assignment.value.length === 0)
      fault({ kind: 'not-modelled', what: 'arrays' })
    else assignments.push(assignment)
  }
  return { kind: 'simple', assignments, words, redirections }
}

/** Puts the alias's text in place of its name. */
function expandAlias({ cursor, aliases, expanding }: Reading): boolean {
  const name = bareWordAt(cursor)
  const alias = name !== undefined && Object.hasOwn(aliases, name) ? aliases[name] : undefined
  if (name === undefined || alias === undefined) return false
  const from = cursor.text.length - cursor.at
  const until = expanding.get(name)
  if (until !== undefined && from > until) return false
  expanding.set(name, from - name.length)
  cursor.text = `${cursor.text.slice(0, cursor.at)}${alias}${cursor.text.slice(cursor.at + name.length)}`
  return true
}

function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word
  if (first?.kind !== 'text' || first.quoted) return undefined
  const [whole, name = '', plus] = /^([A-Za-z_]\w*)(\+?)=/.exec(first.text) ?? []
  if (whole === undefined) return undefined
  const text = first.text.slice(whole.length)
  const value: Word = text === '' ? rest : [{ ...first, text }, ...rest]
  return { name, value, appends: plus === '+' }
}

const REDIRECTION = /(\d*)(&>>|&>|<<-|<<<|<<|<&|<>|<|>>|>&|>\||>)/y

function takeRedirection(now: Reading): Redirection | undefined {
  const { cursor } = now
  REDIRECTION.lastIndex = cursor.at
  const [whole, digits = '', operator = ''] = REDIRECTION.exec(cursor.text) ?? []
  if (whole === undefined || (digits !== '' && operator.startsWith('&'))) return undefined
  cursor.at += whole.length
  skipBlanks(cursor)
  if (isAtEnd(cursor)) fault({ kind: 'unexpected', token: 'newline' })
  const next = operatorAt(cursor)
  if (next === '(' && (operator === '<' || operator === '>')) fault({ kind: 'not-modelled', what: `${operator}(` })
  if (next !== undefined) fault({ kind: 'unexpected', token: tokenName(next) })
  const isInput = operator.startsWith('<')
  const descriptor = digits === '' ? (isInput ? 0 : 1) : Number(digits)
  if (operator === '<<' || operator === '<<-') return awaitDocument(now, descriptor, operator === '<<-')
  const target = takeWord(cursor, now)
  if (operator === '<<<') {
    return { kind: 'text', descriptor, text: [...quotedWord(target), { kind: 'text', text: '\n', quoted: true }] }
  }
  if (operator === '<>') fault({ kind: 'not-modelled', what: '<>' })
  if (operator === '>&' || operator === '<&') {
    const isNumber = target.every((part) => part.kind === 'text' && /^(\d+|-)$/.test(part.text))
    // `>& file` is `&> file`.
    return isNumber ? { kind: 'duplicate', descriptor, target } : { kind: 'file', descriptor, operator: '&>', target }
  }
  return { kind: 'file', descriptor, operator: operator === '>|' ? '>' : (operator as '<' | '>'), target }
}

/** The word as if it stood in double quotes: `<<<` splits nothing. */
const quotedWord = (word: Word): Word => word.map((part) => ({ ...part, quoted: true }))

function awaitDocument(now: Reading, descriptor: number, stripsTabs: boolean): Redirection {
  const { cursor } = now
  const word = takeWord(cursor, now)
  const delimiter = word.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  const isLiteral = word.some(({ quoted }) => quoted)
  const redirection: { kind: 'text'; descriptor: number; text: Word } = { kind: 'text', descriptor, text: [] }
  cursor.awaited.push({
    delimiter,
    isLiteral,
    stripsTabs,
    take: (text) => {
      redirection.text = isLiteral ? [{ kind: 'text', text, quoted: true }] : parseQuotedText(text, now)
    },
  })
  return redirection
}
