import type { FilterLink, FilterProblem } from './filter'
import type { PlacedToken, Token } from './tokens'

/** Ends the reading of an expression; met in `parseFilter` alone. */
export class FilterFault extends Error {
  override readonly name = 'FilterFault'
  constructor(
    readonly problem: FilterProblem,
    /** Another way to read the same words may be right. */
    readonly isSyntax = false,
  ) {
    super(problem.kind)
  }
}

export const says = (text: string): FilterFault => new FilterFault({ kind: 'says', text })

const syntaxError = (): FilterFault =>
  new FilterFault({ kind: 'says', text: "can't parse filter expression: syntax error" }, true)

/** What the expression is for: not every link and not every source of packets can be asked everything. */
export interface FilterPurpose {
  readonly link: FilterLink
  /** A file does not say of a packet on Ethernet which way it went. */
  readonly source: 'live' | 'file'
}

/** The words of an expression, one after the other. */
export class FilterReader {
  private at = 0
  /** Of all the ways that were tried, the word that one got to and could not read. */
  private furthest = 0

  constructor(
    private readonly tokens: readonly PlacedToken[],
    readonly purpose: FilterPurpose,
    private readonly expression: string,
  ) {}

  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? { kind: 'end', text: '' }
  }

  next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  /** Takes the next word if it is one of these. */
  take(...texts: readonly string[]): string | undefined {
    const { kind, text } = this.peek()
    if ((kind !== 'keyword' && kind !== 'symbol') || !texts.includes(text)) return undefined
    this.at++
    return text
  }

  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return (token.kind === 'keyword' || token.kind === 'symbol') && token.text === text
  }

  expect(text: string): void {
    if (this.take(text) === undefined) throw this.unexpected()
  }

  number(): number {
    const token = this.peek()
    if (token.kind !== 'number') throw this.unexpected()
    this.at++
    return token.value
  }

  /** What is wrong with the next word: the scanner's complaint, if it has one. */
  unexpected(): FilterFault {
    const token = this.peek()
    this.furthest = Math.max(this.furthest, this.at)
    return token.kind === 'illegal' && token.says !== undefined ? says(token.says) : syntaxError()
  }

  /** What `read` reads, and the words of it. */
  spelled<T>(read: () => T): { readonly value: T; readonly text: string } {
    const start = this.tokens[this.at]?.at
    const value = read()
    return { value, text: this.expression.slice(start, this.tokens[this.at]?.at).trim() }
  }

  /** The character that a fault is about: the word that nobody could read, or the last of those that mean nothing. */
  placeOf({ isSyntax }: FilterFault): number {
    const isStuck = isSyntax || this.peek().kind === 'illegal'
    const index = isStuck ? Math.max(this.furthest, this.at) : Math.max(this.at - 1, 0)
    return this.tokens[index]?.at ?? this.expression.length
  }

  /** The first of these ways that the words can be read in. */
  firstOf<T>(...ways: readonly (() => T)[]): T {
    const start = this.at
    let fault: FilterFault | undefined
    for (const way of ways) {
      this.at = start
      try {
        return way()
      } catch (error) {
        if (!(error instanceof FilterFault) || !error.isSyntax) throw error
        fault = error
      }
    }
    throw fault ?? this.unexpected()
  }
}
