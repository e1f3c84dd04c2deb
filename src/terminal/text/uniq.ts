import type { Command } from '../command'
import { writeFile } from '../files'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'
import { inputsOf, linesOf } from './inputs'

export const UNIQ_OPTIONS: OptionSpec = {
  program: 'uniq',
  letters: 'cduif:s:w:D',
  long: {
    count: 'c',
    repeated: 'd',
    unique: 'u',
    'ignore-case': 'i',
    'skip-fields': 'f',
    'skip-chars': 's',
    'check-chars': 'w',
  },
  notModelled: ['z', 'group', 'all-repeated', 'zero-terminated'],
}

/** GNU uniq: lines that stand beside their equals. */
export const uniqCommand: Command = (words, context) => {
  const given = gnuOptions(UNIQ_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { has, last, operands } = given
  const { output } = context
  const [file = '-', target, extra] = operands
  if (extra !== undefined) {
    output.err(`uniq: extra operand ‘${extra}’\nTry 'uniq --help' for more information.\n`)
    return { exitCode: 1 }
  }
  for (const [letter, what] of [
    ['f', 'fields to skip'],
    ['s', 'bytes to skip'],
    ['w', 'bytes to compare'],
  ] as const) {
    const value = last(letter)
    if (value === undefined || /^\d+$/.test(value)) continue
    output.err(`uniq: ${value}: invalid number of ${what}\n`)
    return { exitCode: 1 }
  }
  const { inputs, failed } = inputsOf('uniq', [file], context)
  if (failed) return { exitCode: 1 }
  const keyOf = (line: string): string => {
    const skipped = line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]*){${Math.min(Number(last('f') ?? 0), 1000)}}`), '')
    const start = Number(last('s') ?? 0)
    const width = last('w')
    const key = skipped.slice(start, width === undefined ? undefined : start + Number(width))
    return has('i') ? key.toLowerCase() : key
  }
  const groups: { line: string; key: string; all: string[] }[] = []
  for (const line of linesOf(inputs[0]?.text ?? '')) {
    const key = keyOf(line)
    const group = groups.at(-1)
    if (group?.key === key) group.all.push(line)
    else groups.push({ line, key, all: [line] })
  }
  const shown = groups.filter(
    ({ all }) => (!has('d') && !has('D') ? true : all.length > 1) && (!has('u') || all.length === 1),
  )
  const text = shown
    .map(({ line, all }) => {
      if (has('D')) return all.map((one) => `${one}\n`).join('')
      return `${has('c') ? `${String(all.length).padStart(7)} ` : ''}${line}\n`
    })
    .join('')
  if (target === undefined) {
    output.out(text)
    return { exitCode: 0 }
  }
  const written = writeFile(context, target, text)
  if (written.ok) return { exitCode: 0, session: written.value }
  output.err(`uniq: ${target}: ${written.error}\n`)
  return { exitCode: 1 }
}
