import type { Command, CommandContext } from '../command'
import { wordTest } from '../shell/file-tests'

/** bash's `test` and `[`. */
export const testCommand: Command = (words, context) => evaluate('test', words, context)

export const bracketCommand: Command = (words, context) => {
  if (words.at(-1) === ']') return evaluate('[', words.slice(0, -1), context)
  context.output.err("bash: [: missing `]'\n")
  return { exitCode: 2 }
}

class TestFault extends Error {
  override readonly name = 'TestFault'
}

interface Reading {
  readonly words: readonly string[]
  at: number
  readonly context: CommandContext
}

function evaluate(name: string, words: readonly string[], context: CommandContext): { readonly exitCode: number } {
  if (words.length === 0) return { exitCode: 1 }
  try {
    const now: Reading = { words, at: 0, context }
    const value = or(now)
    if (now.at < words.length)
      throw new TestFault(words.length <= 4 ? `${words[now.at]}: unexpected operator` : 'too many arguments')
    return { exitCode: value ? 0 : 1 }
  } catch (error) {
    if (!(error instanceof TestFault)) throw error
    context.output.err(`bash: ${name}: ${error.message}\n`)
    return { exitCode: 2 }
  }
}

function or(now: Reading): boolean {
  let value = and(now)
  while (now.words[now.at] === '-o' && now.at + 1 < now.words.length) {
    now.at++
    value = and(now) || value
  }
  return value
}

function and(now: Reading): boolean {
  let value = primary(now)
  while (now.words[now.at] === '-a' && now.at + 1 < now.words.length) {
    now.at++
    value = primary(now) && value
  }
  return value
}

const NUMBERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
}

const TEXTS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
}

function numberOf(text: string): number {
  if (/^\s*[-+]?\d+\s*$/.test(text)) return Number(text)
  throw new TestFault(`${text}: integer expression expected`)
}

function primary(now: Reading): boolean {
  const { words, context } = now
  const [first, second, third] = words.slice(now.at, now.at + 3)
  if (first === undefined) throw new TestFault('argument expected')
  const left = words.length - now.at
  if (left >= 3 && second !== undefined && third !== undefined) {
    const byNumber = Object.hasOwn(NUMBERS, second) ? NUMBERS[second] : undefined
    const byText = Object.hasOwn(TEXTS, second) ? TEXTS[second] : undefined
    if (byNumber || byText) now.at += 3
    if (byNumber) return byNumber(numberOf(first), numberOf(third))
    if (byText) return byText(first, third)
  }
  if (first === '!' && left > 1) {
    now.at++
    return !primary(now)
  }
  if (first === '(' && left > 1) {
    now.at++
    const value = or(now)
    if (words[now.at++] !== ')') throw new TestFault("`)' expected")
    return value
  }
  if (/^-[a-zA-Z]$/.test(first) && second !== undefined) {
    const value = wordTest(first, second, context)
    if (value !== undefined) {
      now.at += 2
      return value
    }
    if (left === 2) throw new TestFault(`${first}: unary operator expected`)
  }
  if (left === 2) throw new TestFault(`${first}: unary operator expected`)
  if (left === 3) throw new TestFault(`${second}: binary operator expected`)
  now.at++
  return first !== ''
}
