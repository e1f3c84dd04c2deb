import type { Command } from '../command'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'
import { inputsOf, linesOf } from './inputs'

type Range = readonly [first: number, last: number]

export const CUT_OPTIONS: OptionSpec = {
  program: 'cut',
  letters: 'f:c:b:d:sn',
  long: {
    fields: 'f',
    characters: 'c',
    bytes: 'b',
    delimiter: 'd',
    'only-delimited': 's',
    'output-delimiter': 'O',
    complement: 'C',
  },
  notModelled: ['z', 'complement', 'output-delimiter', 'zero-terminated'],
}

/** GNU cut. */
export const cutCommand: Command = (words, context) => {
  const given = gnuOptions(CUT_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { options, operands, has, last } = given
  const { output } = context
  const refuse = (text: string): { readonly exitCode: number } => {
    output.err(`cut: ${text}\nTry 'cut --help' for more information.\n`)
    return { exitCode: 1 }
  }
  const lists = options.filter(({ letter }) => 'fcb'.includes(letter))
  const [list] = lists
  if (!list) return refuse('you must specify a list of bytes, characters, or fields')
  if (lists.length > 1) return refuse('only one list may be specified')
  const delimiter = last('d')
  if (delimiter !== undefined && list.letter !== 'f') {
    return refuse('an input delimiter may be specified only when operating on fields')
  }
  if (delimiter !== undefined && delimiter.length > 1) return refuse('the delimiter must be a single character')
  const ranges = parseRanges(list.value, list.letter === 'f' ? 'field' : 'byte/character')
  if (typeof ranges === 'string') return refuse(ranges)
  const { inputs, failed } = inputsOf('cut', operands, context)
  const separator = delimiter ?? '\t'
  const text = inputs
    .flatMap((input) => linesOf(input.text))
    .flatMap((line) => {
      if (list.letter !== 'f') return [`${chosen([...line], ranges).join('')}\n`]
      if (!line.includes(separator)) return has('s') ? [] : [`${line}\n`]
      return [`${chosen(line.split(separator), ranges).join(separator)}\n`]
    })
    .join('')
  output.out(text)
  return { exitCode: failed ? 1 : 0 }
}

const chosen = (parts: readonly string[], ranges: readonly Range[]): readonly string[] =>
  parts.filter((_, index) => ranges.some(([first, last]) => index + 1 >= first && index + 1 <= last))

function parseRanges(text: string, what: string): readonly Range[] | string {
  const ranges: Range[] = []
  for (const part of text.split(/[, ]/)) {
    const [whole, first = '', dash, last = ''] = /^(\d*)(-?)(\d*)$/.exec(part) ?? []
    if (whole === undefined)
      return what === 'field' ? `invalid field value ‘${part}’` : `invalid byte/character position ‘${part}’`
    if (whole === '-') return 'invalid range with no endpoint: -'
    if (first === '0' || whole === '' || (dash === '' && Number(first) === 0)) {
      return what === 'field' ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1'
    }
    const start = first === '' ? 1 : Number(first)
    const end = dash === '' ? start : last === '' ? Number.POSITIVE_INFINITY : Number(last)
    if (end < start) return 'invalid decreasing range'
    ranges.push([start, end])
  }
  return ranges
}
