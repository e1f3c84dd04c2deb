import { fail, ok, type Result } from '../../../engine/result'
import { parseBracket, type SetTest } from './parse-bracket'
import type { Anchor, Dialect, RegexNode, RegexProblem } from './syntax'

export interface ParsedRegex {
  readonly root: RegexNode
  readonly groups: number
  readonly hasBack: boolean
}

class RegexFault extends Error {
  override readonly name = 'RegexFault'
  constructor(readonly problem: RegexProblem) {
    super(problem)
  }
}

export interface RegexOptions {
  readonly ignoresCase?: boolean
  /** `)` that closes nothing in an extended expression: grep takes it for itself, sed and awk do not. */
  readonly strayClose?: 'refused' | 'literal'
}

interface Reading {
  readonly strayClose: 'refused' | 'literal'
  readonly text: string
  readonly isExtended: boolean
  readonly ignoresCase: boolean
  at: number
  groups: number
  readonly closed: Set<number>
  hasBack: boolean
  depth: number
}

/** RE_DUP_MAX of regex.h. */
const MAX_REPEAT = 32_767
const MAX_DEPTH = 200

/** Source: POSIX XBD 9, and glibc's regcomp.c where POSIX leaves it open. */
export function parseRegex(
  text: string,
  dialect: Dialect,
  { ignoresCase = false, strayClose = 'refused' }: RegexOptions,
): Result<ParsedRegex, RegexProblem> {
  const isExtended = dialect === 'extended'
  const now: Reading = {
    text,
    isExtended,
    ignoresCase,
    strayClose,
    at: 0,
    groups: 0,
    closed: new Set(),
    hasBack: false,
    depth: 0,
  }
  try {
    const root = parseChoice(now)
    // A closing bracket of an extended expression that closes nothing is an error for glibc's callers here.
    if (now.at < text.length) throw new RegexFault('Unmatched ) or \\)')
    return ok({ root, groups: now.groups, hasBack: now.hasBack })
  } catch (error) {
    if (error instanceof RegexFault) return fail(error.problem)
    throw error
  }
}

/** The operator at the cursor: `+` in an extended expression, `\+` in a basic one. */
function operatorAt({ text, at, isExtended }: Reading, character: string): number {
  if (isExtended) return text[at] === character ? 1 : 0
  return text[at] === '\\' && text[at + 1] === character ? 2 : 0
}

function parseChoice(now: Reading): RegexNode {
  if (++now.depth > MAX_DEPTH) throw new RegexFault('Regular expression too big')
  const items = [parseSequence(now)]
  for (let length = operatorAt(now, '|'); length > 0; length = operatorAt(now, '|')) {
    now.at += length
    items.push(parseSequence(now))
  }
  now.depth--
  return items.length === 1 && items[0] ? items[0] : { kind: 'choice', items }
}

function parseSequence(now: Reading): RegexNode {
  const items: RegexNode[] = []
  const start = now.at
  while (now.at < now.text.length) {
    if (operatorAt(now, '|') > 0 || (operatorAt(now, ')') > 0 && now.depth > 1)) break
    const isFirst = now.at === start
    const atom = parseAtom(now, isFirst || (items.length === 1 && items[0]?.kind === 'anchor'))
    items.push(parseRepeats(now, atom))
  }
  if (items.length === 0) return { kind: 'empty' }
  return items.length === 1 && items[0] ? items[0] : { kind: 'sequence', items }
}

function parseRepeats(now: Reading, atom: RegexNode): RegexNode {
  let item = atom
  if (item.kind === 'anchor' && !now.isExtended) return item
  for (;;) {
    const { text, at } = now
    if (text[at] === '*') {
      now.at++
      item = { kind: 'repeat', item, least: 0, most: undefined }
    } else if (operatorAt(now, '+') > 0) {
      now.at += operatorAt(now, '+')
      item = { kind: 'repeat', item, least: 1, most: undefined }
    } else if (operatorAt(now, '?') > 0) {
      now.at += operatorAt(now, '?')
      item = { kind: 'repeat', item, least: 0, most: 1 }
    } else if (operatorAt(now, '{') > 0) {
      const bounds = parseBounds(now)
      if (!bounds) return item
      item = { kind: 'repeat', item, ...bounds }
    } else return item
  }
}

/** `{2}`, `{2,}`, `{,3}`, `{2,3}`; what else begins with a brace is itself in an extended expression. */
function parseBounds(now: Reading): { least: number; most: number | undefined } | undefined {
  const start = now.at + operatorAt(now, '{')
  const close = now.isExtended ? '}' : '\\}'
  const end = now.text.indexOf(close, start)
  const inside = end < 0 ? undefined : now.text.slice(start, end)
  const [whole, low = '', comma, high = ''] = /^(\d*)(,?)(\d*)$/.exec(inside ?? 'x') ?? []
  if (whole === undefined || whole === '' || (low === '' && comma === '')) {
    if (now.isExtended) return undefined
    throw new RegexFault(inside === undefined ? 'Unmatched \\{' : 'Invalid content of \\{\\}')
  }
  const least = low === '' ? 0 : Number(low)
  const most = comma === '' ? least : high === '' ? undefined : Number(high)
  if (most !== undefined && most < least) throw new RegexFault('Invalid content of \\{\\}')
  if (least > MAX_REPEAT || (most ?? 0) > MAX_REPEAT) throw new RegexFault('Regular expression too big')
  now.at = end + close.length
  return { least, most }
}

function parseAtom(now: Reading, isFirst: boolean): RegexNode {
  const { text, isExtended } = now
  const character = text.charAt(now.at)
  const group = operatorAt(now, '(')
  if (group > 0) return parseGroup(now, group)
  if (!isExtended && operatorAt(now, ')') > 0) throw new RegexFault('Unmatched ) or \\)')
  if (isExtended && character === ')' && now.strayClose === 'refused') throw new RegexFault('Unmatched ) or \\)')
  const isOperator = character === '*' || (isExtended ? '+?{'.includes(character) : false)
  if (isOperator && isFirst) {
    // An operator with nothing before it: in GNU's extended expressions it repeats nothing, in basic ones it is itself.
    if (isExtended && character !== '{') {
      now.at++
      return { kind: 'empty' }
    }
  }
  if (!isExtended && operatorAt(now, '{') > 0) throw new RegexFault('Invalid preceding regular expression')
  now.at++
  if (character === '\\') return parseEscape(now)
  if (character === '.') return { kind: 'set', has: () => true }
  if (character === '[') return bracket(now)
  if (character === '^' && (isExtended || isFirst)) return anchor('line-start')
  if (character === '$' && (isExtended || isLast(now))) return anchor('line-end')
  return literal(now, character)
}

const anchor = (name: Anchor): RegexNode => ({ kind: 'anchor', anchor: name })

/** Whether a basic expression's `$` stands at its end, or before `\)` or `\|`. */
const isLast = ({ text, at }: Reading): boolean => at === text.length || /^\\[)|]/.test(text.slice(at, at + 2))

function parseGroup(now: Reading, length: number): RegexNode {
  now.at += length
  const number = ++now.groups
  const item = parseChoice(now)
  const close = operatorAt(now, ')')
  if (close === 0) throw new RegexFault('Unmatched ( or \\(')
  now.at += close
  now.closed.add(number)
  return { kind: 'group', item, number }
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

function parseEscape(now: Reading): RegexNode {
  const character = now.text.charAt(now.at)
  if (character === '') throw new RegexFault('Trailing backslash')
  now.at++
  switch (character) {
    case 'w':
      return { kind: 'set', has: isWord }
    case 'W':
      return { kind: 'set', has: (code) => !isWord(code) }
    case 's':
      return { kind: 'set', has: isSpace }
    case 'S':
      return { kind: 'set', has: (code) => !isSpace(code) }
    case 'b':
      return anchor('word-edge')
    case 'B':
      return anchor('no-word-edge')
    case '<':
      return anchor('word-start')
    case '>':
      return anchor('word-end')
    case '`':
      return anchor('line-start')
    case "'":
      return anchor('line-end')
    default:
      if (!/[1-9]/.test(character)) return literal(now, character)
      if (!now.closed.has(Number(character))) throw new RegexFault('Invalid back reference')
      now.hasBack = true
      return { kind: 'back', number: Number(character) }
  }
}

const foldsTo = (code: number): readonly number[] => {
  const text = String.fromCharCode(code)
  return [text.toLowerCase().charCodeAt(0), text.toUpperCase().charCodeAt(0)]
}

function literal({ ignoresCase }: Reading, character: string): RegexNode {
  const code = character.charCodeAt(0)
  const [lower, upper] = foldsTo(code)
  if (!ignoresCase || lower === upper) return { kind: 'set', has: (other) => other === code, literal: character }
  return { kind: 'set', has: (other) => other === lower || other === upper }
}

function bracket(now: Reading): RegexNode {
  const parsed = parseBracket(now.text, now.at)
  if (!parsed.ok) throw new RegexFault(parsed.error)
  now.at = parsed.value.end
  const has: SetTest = parsed.value.has
  if (!now.ignoresCase) return { kind: 'set', has }
  const { isNegated, inside } = parsed.value
  return { kind: 'set', has: (code) => foldsTo(code).some(inside) !== isNegated }
}
