import type { Command } from '../command'
import { formatOne } from './format-number'

/** GNU seq. */
export const seqCommand: Command = (all, { output }) => {
  const words: string[] = []
  let separator = '\n'
  let isPadded = false
  let format: string | undefined
  for (let at = 0; at < all.length; at++) {
    const word = all[at] ?? ''
    const attached = /^-([sf])(.*)$/s.exec(word) ?? /^--(separator|format)=(.*)$/s.exec(word)
    if (attached && words.length === 0) {
      const value = attached[2] === '' ? (all[++at] ?? '') : (attached[2] ?? '')
      if (attached[1]?.startsWith('s')) separator = value
      else format = value
    } else if (word === '-w' || word === '--equal-width') isPadded = true
    else if (/^-[^\d.]/.test(word)) {
      output.err(
        `seq: ${word.startsWith('--') ? `unrecognized option '${word}'` : `invalid option -- '${word.charAt(1)}'`}\nTry 'seq --help' for more information.\n`,
      )
      return { exitCode: 1 }
    } else words.push(word)
  }
  const wrong = words.find((word) => !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word))
  if (words.length === 0 || words.length > 3 || wrong !== undefined) {
    const text =
      words.length === 0
        ? 'missing operand'
        : words.length > 3
          ? `extra operand ‘${words[3]}’`
          : `invalid floating point argument: ‘${wrong}’`
    output.err(`seq: ${text}\nTry 'seq --help' for more information.\n`)
    return { exitCode: 1 }
  }
  const [first = '1', step = '1', last = '1'] =
    words.length === 1 ? ['1', '1', words[0]] : words.length === 2 ? [words[0], '1', words[1]] : words
  if (Number(step) === 0) {
    output.err(`seq: invalid Zero increment value: ‘${step}’\nTry 'seq --help' for more information.\n`)
    return { exitCode: 1 }
  }
  const digits = Math.max(...[first, step].map((word) => (word.split('.')[1] ?? '').length))
  const [start, by, end] = [Number(first), Number(step), Number(last)]
  const count = Math.floor((end - start) / by + 1e-10) + 1
  const width = isPadded ? Math.max(start.toFixed(digits).length, end.toFixed(digits).length) : 0
  const textOf = (value: number): string => {
    const number = value.toFixed(digits)
    if (format !== undefined) return formatted(format, value)
    return number.startsWith('-') ? `-${number.slice(1).padStart(width - 1, '0')}` : number.padStart(width, '0')
  }
  // In pieces: what a line may print is limited where it is printed.
  for (let at = 0; at < count; at += PIECE) {
    const piece = Array.from({ length: Math.min(PIECE, count - at) }, (_, index) => textOf(start + (at + index) * by))
    const isLast = at + PIECE >= count
    output.out(piece.join(separator) + (isLast ? '\n' : separator))
  }
  return { exitCode: 0 }
}

const PIECE = 10_000

const formatted = (format: string, value: number): string =>
  format.replace(
    /%([-+ #0]*)(\d*)(?:\.(\d*))?([eEfFgG%])/g,
    (_, flags: string, width: string, precision: string | undefined, letter: string) =>
      letter === '%' ? '%' : formatOne({ flags, width: Number(width), precision, letter }, value),
  )
