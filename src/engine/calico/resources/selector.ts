import { fail, ok, type Result } from '../../result'

/** Labels, and whether they satisfy a selector (libcalico-go `lib/selector`). */
export type Selector = (labels: Readonly<Record<string, string>>) => boolean

export interface SelectorFault {
  /** What stands where the parser gave up; empty at the end of the text. */
  readonly found: string
  readonly offset: number
  readonly expected: string
}

const TOKEN = /\s*(?:(&&|\|\||==|!=|[!(){},])|"([^"]*)"|'([^']*)'|([A-Za-z0-9_./-]+))/y

type Token =
  | { readonly kind: 'mark'; readonly text: string; readonly offset: number }
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'word'; readonly text: string; readonly offset: number }

/** Thrown inside this module only; `parseSelector` turns it into its result. */
class SelectorError extends Error {
  constructor(readonly fault: SelectorFault) {
    super(fault.expected)
  }
}

const cache = new Map<string, Result<Selector, SelectorFault>>()
const CACHE_SIZE = 1000

/** The predicate `text` spells. Empty text selects everything, as `all()`. */
export function parseSelector(text: string): Result<Selector, SelectorFault> {
  const known = cache.get(text)
  if (known) return known
  const parsed = parseFresh(text)
  if (cache.size >= CACHE_SIZE) cache.clear()
  cache.set(text, parsed)
  return parsed
}

function parseFresh(text: string): Result<Selector, SelectorFault> {
  if (text.trim() === '') return ok(() => true)
  try {
    const tokens = new Tokens(tokenize(text), text.length)
    const selector = parseOr(tokens, 0)
    tokens.end()
    return ok(selector)
  } catch (error) {
    if (error instanceof SelectorError) return fail(error.fault)
    throw error
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let offset = 0
  while (text.slice(offset).trim() !== '') {
    TOKEN.lastIndex = offset
    const match = TOKEN.exec(text)
    if (!match)
      throw new SelectorError({ found: text.slice(offset).trim().slice(0, 20), offset, expected: 'an expression' })
    const [whole, mark, double, single, word] = match
    const string = double ?? single
    offset = TOKEN.lastIndex
    const at = offset - whole.trimStart().length
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, offset: at })
    else if (string !== undefined) tokens.push({ kind: 'text', text: string, offset: at })
    else tokens.push({ kind: 'word', text: word ?? '', offset: at })
  }
  return tokens
}

class Tokens {
  private position = 0
  constructor(
    private readonly tokens: readonly Token[],
    private readonly length: number,
  ) {}

  /** Steps over the mark or word `text` if it comes next. */
  accept(text: string): boolean {
    const token = this.tokens[this.position]
    if (!token || token.kind === 'text' || token.text !== text) return false
    this.position += 1
    return true
  }

  expect(text: string): void {
    if (!this.accept(text)) this.refuse(`"${text}"`)
  }

  take(kind: 'text' | 'word', expected: string): string {
    const token = this.tokens[this.position]
    if (token?.kind !== kind) return this.refuse(expected)
    this.position += 1
    return token.text
  }

  end(): void {
    if (this.position < this.tokens.length) this.refuse('"&&", "||" or the end')
  }

  refuse(expected: string): never {
    const token = this.tokens[this.position]
    throw new SelectorError({ found: token?.text ?? '', offset: token?.offset ?? this.length, expected })
  }
}

const DEEPEST = 50

function parseOr(tokens: Tokens, depth: number): Selector {
  const terms = [parseAnd(tokens, depth)]
  while (tokens.accept('||')) terms.push(parseAnd(tokens, depth))
  return (labels) => terms.some((term) => term(labels))
}

function parseAnd(tokens: Tokens, depth: number): Selector {
  const terms = [parseTerm(tokens, depth)]
  while (tokens.accept('&&')) terms.push(parseTerm(tokens, depth))
  return (labels) => terms.every((term) => term(labels))
}

function parseTerm(tokens: Tokens, depth: number): Selector {
  if (depth > DEEPEST) return tokens.refuse('fewer parentheses')
  if (tokens.accept('!')) {
    const term = parseTerm(tokens, depth + 1)
    return (labels) => !term(labels)
  }
  if (tokens.accept('(')) {
    const inner = parseOr(tokens, depth + 1)
    tokens.expect(')')
    return inner
  }
  const word = tokens.take('word', 'a label, has(label) or all()')
  if ((word === 'all' || word === 'global') && tokens.accept('(')) {
    tokens.expect(')')
    return word === 'all' ? () => true : () => false
  }
  if (word === 'has' && tokens.accept('(')) {
    const label = tokens.take('word', 'a label')
    tokens.expect(')')
    return (labels) => labelOf(labels, label) !== undefined
  }
  return parseComparison(tokens, word)
}

/** A missing label equals nothing: `!=` and `not in` hold for it, every other comparison fails. */
function parseComparison(tokens: Tokens, label: string): Selector {
  if (tokens.accept('==')) return onValue(label, tokens.take('text', 'a quoted value'), (a, b) => a === b)
  if (tokens.accept('!=')) {
    const value = tokens.take('text', 'a quoted value')
    return (labels) => labelOf(labels, label) !== value
  }
  if (tokens.accept('contains')) return onValue(label, tokens.take('text', 'a quoted value'), (a, b) => a.includes(b))
  if (tokens.accept('starts')) {
    tokens.expect('with')
    return onValue(label, tokens.take('text', 'a quoted value'), (a, b) => a.startsWith(b))
  }
  if (tokens.accept('ends')) {
    tokens.expect('with')
    return onValue(label, tokens.take('text', 'a quoted value'), (a, b) => a.endsWith(b))
  }
  const negated = tokens.accept('not')
  if (tokens.accept('in')) {
    const values = parseValues(tokens)
    return (labels) => values.has(labelOf(labels, label) ?? '\0') !== negated
  }
  return tokens.refuse('"==", "!=", "in", "not in", "contains", "starts with" or "ends with"')
}

function parseValues(tokens: Tokens): Set<string> {
  tokens.expect('{')
  const values = new Set<string>()
  if (tokens.accept('}')) return values
  do {
    values.add(tokens.take('text', 'a quoted value'))
  } while (tokens.accept(','))
  tokens.expect('}')
  return values
}

const labelOf = (labels: Readonly<Record<string, string>>, label: string): string | undefined =>
  Object.hasOwn(labels, label) ? labels[label] : undefined

const onValue =
  (label: string, expected: string, holds: (value: string, expected: string) => boolean): Selector =>
  (labels) => {
    const value = labelOf(labels, label)
    return value !== undefined && holds(value, expected)
  }

/** Whether the labels satisfy `text`; one that does not parse selects nothing (validation has refused it). */
export function matchesSelector(text: string, labels: Readonly<Record<string, string>>): boolean {
  const parsed = parseSelector(text)
  return parsed.ok && parsed.value(labels)
}
