/** What the two halves of awk's parser share. */
import type { Token } from './lex-awk'

export type AwkProblem =
  | { readonly kind: 'syntax'; readonly near: string }
  | { readonly kind: 'regex'; readonly text: string; readonly source: string }
  | { readonly kind: 'misplaced'; readonly what: string }
  | { readonly kind: 'not-modelled'; readonly what: string }

export class AwkFault extends Error {
  override readonly name = 'AwkFault'
  constructor(readonly problem: AwkProblem) {
    super(problem.kind)
  }
}

export interface Reading {
  readonly tokens: readonly Token[]
  at: number
  /** `>` in a print statement is a redirection, outside brackets. */
  inPrint: boolean
  /** Blocks that are open. */
  inBlock: number
  depth: number
  /** In `BEGIN` or `END`, where there is no next record. */
  isOutside: boolean
}

/** What is computed for one: awk's functions, those of POSIX. */
export const FUNCTIONS = [
  'length',
  'substr',
  'index',
  'split',
  'sub',
  'gsub',
  'match',
  'toupper',
  'tolower',
  'sprintf',
  'int',
  'sqrt',
]

export const NOT_MODELLED = [
  'getline',
  'function',
  'func',
  'system',
  'close',
  'fflush',
  'rand',
  'srand',
  'return',
  'nextfile',
  'strftime',
  'systime',
]

export const MAX_DEPTH = 200

const END: Token = { kind: 'end', text: '' }

export const peek = (now: Reading): Token => now.tokens[now.at] ?? END

export const isOperator = (now: Reading, ...texts: readonly string[]): boolean => {
  const token = peek(now)
  return token.kind === 'operator' && texts.includes(token.text)
}

export const isWord = (now: Reading, text: string): boolean => {
  const token = peek(now)
  return (token.kind === 'name' || token.kind === 'function') && token.text === text
}

export function unexpected(now: Reading): never {
  const { text } = peek(now)
  if (NOT_MODELLED.includes(text)) throw new AwkFault({ kind: 'not-modelled', what: text })
  throw new AwkFault({ kind: 'syntax', near: peek(now).kind === 'end' && now.inBlock > 0 ? '' : text })
}

export function expect(now: Reading, text: string): void {
  if (!isOperator(now, text)) unexpected(now)
  now.at++
}

export function skipLines(now: Reading): void {
  while (peek(now).kind === 'newline' || isOperator(now, ';')) now.at++
}

export function skipNewlines(now: Reading): void {
  while (peek(now).kind === 'newline') now.at++
}
