import type { Command } from '../command'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'
import { inputsOf, utf8Length } from './inputs'

interface Counts {
  readonly lines: number
  readonly words: number
  readonly characters: number
  readonly bytes: number
  readonly longest: number
}

export const WC_OPTIONS: OptionSpec = {
  program: 'wc',
  letters: 'lwcmL',
  long: { lines: 'l', words: 'w', bytes: 'c', chars: 'm', 'max-line-length': 'L' },
  notModelled: ['files0-from'],
}

/** GNU wc. */
export const wcCommand: Command = (words, context) => {
  const given = gnuOptions(WC_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { has, operands, options } = given
  const none = options.length === 0
  const columns: (keyof Counts)[] = []
  if (none || has('l')) columns.push('lines')
  if (none || has('w')) columns.push('words')
  if (has('m')) columns.push('characters')
  if (none || has('c')) columns.push('bytes')
  if (has('L')) columns.push('longest')
  const { inputs, failed } = inputsOf('wc', operands, context)
  const counted = inputs.map(({ name, text }) => ({ name, counts: countsOf(text) }))
  if (operands.length > 1) counted.push({ name: 'total', counts: total(counted.map(({ counts }) => counts)) })
  // Columns are as wide as the sum of the files' sizes; what comes from a pipe has no size, and 7 is taken.
  const size = counted.reduce((sum, { name, counts }) => (name === 'total' ? sum : sum + counts.bytes), 0)
  const isAlone = columns.length === 1 && operands.length <= 1
  const fromPipe = operands.length === 0 || operands.includes('-')
  const width = isAlone ? 1 : fromPipe ? 7 : String(size).length
  for (const { name, counts } of counted) {
    const numbers = columns.map((column) => String(counts[column]).padStart(width)).join(' ')
    context.output.out(`${numbers}${operands.length === 0 ? '' : ` ${name}`}\n`)
  }
  return { exitCode: failed ? 1 : 0 }
}

function countsOf(text: string): Counts {
  const lines = text.split('\n')
  return {
    lines: lines.length - 1,
    words: text.split(/\s+/).filter((word) => word !== '').length,
    characters: [...text].length,
    bytes: utf8Length(text),
    longest: lines.reduce((most, line) => Math.max(most, line.length), 0),
  }
}

const total = (all: readonly Counts[]): Counts => ({
  lines: all.reduce((sum, { lines }) => sum + lines, 0),
  words: all.reduce((sum, { words }) => sum + words, 0),
  characters: all.reduce((sum, { characters }) => sum + characters, 0),
  bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  longest: all.reduce((most, { longest }) => Math.max(most, longest), 0),
})
