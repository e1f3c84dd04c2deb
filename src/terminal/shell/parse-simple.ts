/** A command of words, assignments and redirections. */
import { type Cursor, fault, isAtEnd, operatorAt, skipBlanks, startsWith } from './cursor'
import { parseIndex, parseQuotedText, takeWord } from './parse-word'
import { bareWordAt, type Reading, skipBlankLines, tokenName, unexpected } from './reading'
import type { Assignment, Redirection, ShellCommand, Word } from './syntax'

const FUNCTION_HEAD = /[^\s;&|<>()'"\\$`=]+[ \t]*\([ \t]*\)/y

/** `name ()` */
export function isFunctionHead({ text, at }: Cursor): boolean {
  FUNCTION_HEAD.lastIndex = at
  return FUNCTION_HEAD.test(text)
}

export function parseSimple(now: Reading): ShellCommand {
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
    if (operator === '(') fault({ kind: 'unexpected', token: '(' })
    if (operator !== undefined && !startsWith(cursor, '<(')) break
    if (words.length === 0 && expandAlias(now)) continue
    const assignment = words.length === 0 || takesAssignments(words) ? takeAssignment(now) : undefined
    if (!assignment) words.push(takeWord(cursor, now))
    else if (words.length === 0) assignments.push(assignment)
    else words.push(...declared(assignment, words, assignments))
  }
  return { kind: 'simple', assignments, words, redirections }
}

/** Behind these, `name=(…)` is an assignment too. */
const DECLARING = ['declare', 'local', 'typeset', 'readonly', 'export']

function takesAssignments([first]: readonly Word[]): boolean {
  const [part, ...more] = first ?? []
  return part?.kind === 'text' && !part.quoted && more.length === 0 && DECLARING.includes(part.text)
}

/** An array is assigned before the word that declares it runs; a text is its argument, and is not split. */
function declared(assignment: Assignment, words: readonly Word[], assignments: Assignment[]): readonly Word[] {
  const { name, value, appends, elements } = assignment
  if (elements) {
    const isAssociative = words.some(([part]) => part?.kind === 'text' && /^-[a-z]*A/.test(part.text))
    assignments.push({ ...assignment, ...(isAssociative && { isAssociative }) })
    return [[{ kind: 'text', text: name, quoted: true }]]
  }
  const quoted = value.map((part) => ({ ...part, quoted: true }))
  return [[{ kind: 'text', text: `${name}${appends ? '+' : ''}=`, quoted: true }, ...quoted]]
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

const ASSIGNMENT = /([A-Za-z_]\w*)(?:\[([^\]\n]*)\])?(\+?)=/y

function takeAssignment(now: Reading): Assignment | undefined {
  const { cursor } = now
  ASSIGNMENT.lastIndex = cursor.at
  const [whole, name = '', inner, plus] = ASSIGNMENT.exec(cursor.text) ?? []
  if (whole === undefined) return undefined
  cursor.at += whole.length
  const appends = plus === '+'
  const index = inner === undefined ? undefined : parseIndex(inner, now)
  if (index === undefined && operatorAt(cursor) === '(') {
    return { name, value: [], appends, elements: takeElements(now) }
  }
  const ends = isAtEnd(cursor) || /[\s;&|<>()]/.test(cursor.text.charAt(cursor.at))
  const value = ends ? [] : takeWord(cursor, now)
  return { name, value, appends, ...(index && { index }) }
}

/** `(a b c)`, over several lines if need be. */
function takeElements(now: Reading): readonly Word[] {
  const { cursor } = now
  cursor.at++
  const elements: Word[] = []
  for (;;) {
    skipBlankLines(now)
    if (isAtEnd(cursor)) fault({ kind: 'unfinished', quote: ')' })
    const operator = operatorAt(cursor)
    if (operator === ')') {
      cursor.at++
      return elements
    }
    if (operator !== undefined) unexpected(now)
    elements.push(takeWord(cursor, now))
  }
}

const REDIRECTION = /(\d*)(&>>|&>|<<-|<<<|<<|<&|<>|<|>>|>&|>\||>)/y

export function takeRedirection(now: Reading): Redirection | undefined {
  const { cursor } = now
  if (startsWith(cursor, '<(')) return undefined
  REDIRECTION.lastIndex = cursor.at
  const [whole, digits = '', operator = ''] = REDIRECTION.exec(cursor.text) ?? []
  if (whole === undefined || (digits !== '' && operator.startsWith('&'))) return undefined
  cursor.at += whole.length
  skipBlanks(cursor)
  if (isAtEnd(cursor)) fault({ kind: 'unexpected', token: 'newline' })
  const next = operatorAt(cursor)
  if (next === '(' && operator === '>') fault({ kind: 'not-modelled', what: '>(' })
  if (next !== undefined && !startsWith(cursor, '<(')) fault({ kind: 'unexpected', token: tokenName(next) })
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
