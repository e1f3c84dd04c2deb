import type { Command, CommandContext, CommandEnd } from '../command'
import { type GivenOptions, gnuOptions, isEnd, type OptionSpec } from './gnu-options'
import { type Input, inputsOf } from './inputs'

const LONG = { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v' }

export const HEAD_OPTIONS: OptionSpec = {
  program: 'head',
  letters: 'n:c:qv',
  long: LONG,
  notModelled: ['z', 'zero-terminated'],
  numberIs: 'n',
}

/** GNU head: the first 10 lines, or as many as `-n` says; `-n -3` all but the last three. */
export const headCommand: Command = (words, context) => {
  const given = gnuOptions(HEAD_OPTIONS, words, context)
  if (isEnd(given)) return given
  const amount = amountOf('head', given, context)
  if ('exitCode' in amount) return amount
  const count = amount.sign === '-' ? -amount.count : amount.count
  return printParts('head', given, context, (units) => units.slice(0, count), amount.unit)
}

export const TAIL_OPTIONS: OptionSpec = {
  program: 'tail',
  letters: 'n:c:qvfF',
  long: { ...LONG, follow: 'f' },
  notModelled: ['z', 's', 'pid', 'retry', 'zero-terminated', 'sleep-interval'],
  numberIs: 'n',
}

/** GNU tail: the last 10 lines; `-n +3` everything from the third on. `-f` ends at once: nothing is written meanwhile. */
export const tailCommand: Command = (words, context) => {
  const given = gnuOptions(
    TAIL_OPTIONS,
    words.map((word, index) => (index === 0 && /^\+\d+$/.test(word) ? `-n${word}` : word)),
    context,
  )
  if (isEnd(given)) return given
  const amount = amountOf('tail', given, context)
  if ('exitCode' in amount) return amount
  const { sign, count } = amount
  const end = printParts(
    'tail',
    given,
    context,
    (units) => (sign === '+' ? units.slice(Math.max(0, count - 1)) : count === 0 ? [] : units.slice(-count)),
    amount.unit,
  )
  if (given.has('f') || given.has('F')) context.output.note({ code: 'follow-stops', params: { command: 'tail -f' } })
  return end
}

interface Amount {
  readonly unit: 'lines' | 'bytes'
  readonly sign: string
  readonly count: number
}

const SUFFIXES: Readonly<Record<string, number>> = { '': 1, b: 512, kB: 1000, K: 1024, k: 1024, M: 1_048_576 }

function amountOf(program: string, { options }: GivenOptions, { output }: CommandContext): Amount | CommandEnd {
  const option = options.findLast(({ letter }) => letter === 'n' || letter === 'c')
  const unit = option?.letter === 'c' ? 'bytes' : 'lines'
  const [, sign = '', digits = '', suffix = ''] = /^([-+]?)(\d+)(\w*)$/.exec(option?.value ?? '10') ?? []
  const factor = SUFFIXES[suffix]
  if (digits !== '' && factor !== undefined) return { unit, sign, count: Number(digits) * factor }
  output.err(`${program}: invalid number of ${unit}: ‘${option?.value}’\n`)
  return { exitCode: 1 }
}

function printParts(
  program: string,
  { has, operands }: GivenOptions,
  context: CommandContext,
  choose: (units: readonly string[]) => readonly string[],
  unit: Amount['unit'],
): CommandEnd {
  const { inputs, failed } = inputsOf(program, operands, context, (name, problem) =>
    problem === 'Is a directory'
      ? `${program}: error reading '${name}': ${problem}`
      : `${program}: cannot open '${name}' for reading: ${problem}`,
  )
  const isNamed = has('v') || (operands.length > 1 && !has('q'))
  context.output.out(
    inputs.map((input, index) => heading(input, index, isNamed) + choose(unitsOf(input, unit)).join('')).join(''),
  )
  return { exitCode: failed ? 1 : 0 }
}

const heading = ({ name }: Input, index: number, isNamed: boolean): string =>
  isNamed ? `${index > 0 ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n` : ''

const unitsOf = ({ text }: Input, unit: Amount['unit']): readonly string[] =>
  unit === 'bytes' ? [...text] : text.split(/(?<=\n)/).filter((line) => line !== '')
