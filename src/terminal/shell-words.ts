import { fail, ok, type Result } from '../engine/result'

/** The commands of a pipe, each its words. */
export type Pipeline = readonly (readonly string[])[]

export type ShellProblem =
  | { readonly kind: 'unterminated'; readonly quote: string }
  | { readonly kind: 'unexpected'; readonly token: string }
  /** bash does it; the lab's terminal does not. */
  | { readonly kind: 'not-modelled'; readonly what: string }

interface Reading {
  readonly pipeline: string[][]
  words: string[]
  /** Undefined between words: an empty quoted word is a word. */
  word: string | undefined
}

/** Characters that would make bash do more than run the words of the line. */
const MORE = new Set([';', '&', '<', '>', '$', '`', '(', ')'])

/** The line as bash splits it: quotes and backslashes taken off, pipes between commands. */
export function splitLine(line: string): Result<Pipeline, ShellProblem> {
  const reading: Reading = { pipeline: [], words: [], word: undefined }
  for (let at = 0; at < line.length; ) {
    const next = readAt(line, at, reading)
    if (!next.ok) return next
    at = next.value
  }
  endWord(reading)
  if (reading.words.length === 0 && reading.pipeline.length > 0) return fail({ kind: 'unexpected', token: 'newline' })
  return ok(reading.words.length > 0 ? [...reading.pipeline, reading.words] : reading.pipeline)
}

/** Reads what is at `at` and says where the next thing is. */
function readAt(line: string, at: number, reading: Reading): Result<number, ShellProblem> {
  const character = line.charAt(at)
  if (character === "'" || character === '"') return readQuoted(line, at, reading)
  if (character === '\\') {
    reading.word = `${reading.word ?? ''}${line.charAt(at + 1)}`
    return ok(at + 2)
  }
  if (character === '#' && reading.word === undefined) return ok(line.length)
  if (character === '|') return endCommand(line, at, reading)
  if (MORE.has(character)) return fail({ kind: 'not-modelled', what: character })
  if (/\s/.test(character)) endWord(reading)
  else reading.word = `${reading.word ?? ''}${character}`
  return ok(at + 1)
}

/** Single quotes keep everything; in double ones a backslash still escapes `"`, `\`, `$` and a backtick. */
function readQuoted(line: string, start: number, reading: Reading): Result<number, ShellProblem> {
  const quote = line.charAt(start)
  let text = ''
  for (let at = start + 1; at < line.length; at++) {
    const character = line.charAt(at)
    if (character === quote) {
      reading.word = `${reading.word ?? ''}${text}`
      return ok(at + 1)
    }
    const isDouble = quote === '"'
    if (isDouble && (character === '$' || character === '`')) return fail({ kind: 'not-modelled', what: character })
    if (isDouble && character === '\\' && /["\\$`]/.test(line.charAt(at + 1))) at++
    text += line.charAt(at)
  }
  return fail({ kind: 'unterminated', quote })
}

function endWord(reading: Reading): void {
  if (reading.word !== undefined) reading.words.push(reading.word)
  reading.word = undefined
}

function endCommand(line: string, at: number, reading: Reading): Result<number, ShellProblem> {
  endWord(reading)
  if (line[at + 1] === '|' || line[at + 1] === '&') return fail({ kind: 'not-modelled', what: line.slice(at, at + 2) })
  if (reading.words.length === 0) return fail({ kind: 'unexpected', token: '|' })
  reading.pipeline.push(reading.words)
  reading.words = []
  return ok(at + 1)
}
