/** What the files that read the shell's grammar share. */
import { type Cursor, fault, isAtEnd, operatorAt, skipBlanks, takeNewline } from './cursor'
import type { Nested } from './parse-word'
import type { Script, ShellCommand } from './syntax'

export type Aliases = Readonly<Record<string, string>>

export interface Reading extends Nested {
  readonly cursor: Cursor
  readonly aliases: Aliases
  /** Ends of the text of aliases that are being read: an alias is not expanded inside itself. */
  readonly expanding: Map<string, number>
  /** Given in, as lists hold commands that hold lists. */
  readonly list: (now: Reading, ends: readonly string[], untilWords?: readonly string[]) => Script
  readonly command: (now: Reading) => ShellCommand
}

export const tokenName = (operator: string): string => (operator === '\n' ? 'newline' : operator)

export function skipBlankLines({ cursor }: Pick<Reading, 'cursor'>): void {
  skipBlanks(cursor)
  while (cursor.text[cursor.at] === '\n') {
    takeNewline(cursor)
    skipBlanks(cursor)
  }
}

/** The plain word at the cursor, not taken. */
export function bareWordAt({ text, at }: Cursor): string | undefined {
  const word = /[^\s;&|<>()'"\\$`]+/y
  word.lastIndex = at
  const found = word.exec(text)?.[0]
  const next = text.charAt(at + (found?.length ?? 0))
  return found !== undefined && (next === '' || /[\s;&|<>()]/.test(next)) ? found : undefined
}

/** Says what stands at the cursor, where bash wants something else. */
export function unexpected({ cursor }: Reading): never {
  if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
  const token = operatorAt(cursor)
  return fault({
    kind: 'unexpected',
    token: token === undefined ? (bareWordAt(cursor) ?? cursor.text.charAt(cursor.at)) : tokenName(token),
  })
}

/** Where a command must follow: a line may end before it. */
export function expectCommand(now: Reading): void {
  skipBlankLines(now)
  const { cursor } = now
  if (isAtEnd(cursor)) fault({ kind: 'unfinished' })
  const operator = operatorAt(cursor)
  if (operator !== undefined && /^[;&|)]/.test(operator) && !operator.startsWith('&>')) unexpected(now)
}

/** Takes a reserved word, or says what stands there instead. */
export function expectWord(now: Reading, ...words: readonly string[]): string {
  const { cursor } = now
  skipBlankLines(now)
  const word = bareWordAt(cursor)
  if (word !== undefined && words.includes(word)) {
    cursor.at += word.length
    return word
  }
  return unexpected(now)
}
