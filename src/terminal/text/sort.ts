import type { Command, CommandContext, CommandEnd } from '../command'
import { writeFile } from '../files'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'
import { inputsOf, linesOf } from './inputs'

interface Key {
  readonly field: number
  readonly character: number
  readonly endField: number | undefined
  readonly endCharacter: number
  readonly flags: string
}

export const SORT_OPTIONS: OptionSpec = {
  program: 'sort',
  letters: 'nrufbdisVhk:t:o:cC',
  long: {
    'numeric-sort': 'n',
    reverse: 'r',
    unique: 'u',
    'ignore-case': 'f',
    'ignore-leading-blanks': 'b',
    'dictionary-order': 'd',
    stable: 's',
    'version-sort': 'V',
    'human-numeric-sort': 'h',
    key: 'k',
    'field-separator': 't',
    output: 'o',
    check: 'c',
  },
  notModelled: [...'gMRmSTz', 'general-numeric-sort', 'month-sort', 'random-sort', 'merge', 'parallel'],
  usageExit: 2,
}

/** GNU sort in the C locale: by bytes, as scripts want it. */
export const sortCommand: Command = (words, context) => {
  const given = gnuOptions(SORT_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { options, operands, has, last } = given
  const { output } = context
  const separator = last('t') === '\\0' ? '\0' : last('t')
  if (separator !== undefined && separator.length !== 1) {
    output.err(separator === '' ? 'sort: empty tab\n' : `sort: multi-character tab ‘${separator}’\n`)
    return { exitCode: 2 }
  }
  const flags = ['n', 'r', 'f', 'b', 'd', 'i', 'V', 'h'].filter(has).join('')
  const keys: Key[] = []
  for (const { letter, value } of options) {
    if (letter !== 'k') continue
    const key = parseKey(value, flags)
    if (typeof key === 'string') {
      output.err(`sort: ${key}\n`)
      return { exitCode: 2 }
    }
    keys.push(key)
  }
  const { inputs, failed } = inputsOf(
    'sort',
    operands,
    context,
    (name, problem) => `sort: cannot read: ${name}: ${problem}`,
  )
  if (failed) return { exitCode: 2 }
  const lines = inputs.flatMap(({ text }) => linesOf(text))
  const compareKeys = comparison(keys.length > 0 ? keys : [{ ...WHOLE, flags }], separator)
  const lastResort = has('s') || has('u') ? () => 0 : (a: string, b: string) => byText(a, b) * (has('r') ? -1 : 1)
  const compare = (a: string, b: string): number => compareKeys(a, b) || lastResort(a, b)
  if (has('c') || has('C'))
    return checkOrder(lines, { compare, isUnique: has('u'), isQuiet: has('C'), name: operands[0] ?? '-' }, context)
  const sorted = lines.toSorted(compare)
  const kept = has('u')
    ? sorted.filter((line, index) => index === 0 || compareKeys(sorted[index - 1] ?? '', line) !== 0)
    : sorted
  const text = kept.map((line) => `${line}\n`).join('')
  const file = last('o')
  if (file === undefined) {
    output.out(text)
    return { exitCode: 0 }
  }
  const written = writeFile(context, file, text)
  if (written.ok) return { exitCode: 0, session: written.value }
  output.err(`sort: open failed: ${file}: ${written.error}\n`)
  return { exitCode: 2 }
}

const WHOLE = { field: 1, character: 1, endField: undefined, endCharacter: 0 }

/** `2`, `2,2`, `2.3,4n`; a key without letters of its own has those of the command. */
function parseKey(text: string, flags: string): Key | string {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text)
  if (!match) return `invalid number at field start: invalid count at start of ‘${text}’`
  const [, field = '1', character = '1', flags1 = '', endField, endCharacter = '0', flags2 = ''] = match
  if (field === '0') return `field number is zero: invalid field specification ‘${text}’`
  const own = flags1 + flags2
  if (/[^bdfginrVhMR]/.test(own)) return `stray character in field spec: invalid field specification ‘${text}’`
  return {
    field: Number(field),
    character: Number(character),
    endField: endField === undefined ? undefined : Number(endField),
    endCharacter: Number(endCharacter),
    flags: own === '' ? flags : own,
  }
}

type Compare = (a: string, b: string) => number

/** By UTF-16 code unit, which for what terminals hold is by byte. */
const byText: Compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

function comparison(keys: readonly Key[], separator: string | undefined): Compare {
  return (a, b) => {
    for (const key of keys) {
      const order = compareBy(key.flags, keyText(a, key, separator), keyText(b, key, separator))
      if (order !== 0) return key.flags.includes('r') ? -order : order
    }
    return 0
  }
}

/** Starts and ends of the fields; without a separator a field has the blanks before it. */
function fieldsOf(line: string, separator: string | undefined): readonly (readonly [start: number, end: number])[] {
  const fields: [number, number][] = []
  if (separator !== undefined) {
    let start = 0
    for (const part of line.split(separator)) {
      fields.push([start, start + part.length])
      start += part.length + 1
    }
    return fields
  }
  for (const match of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g)) fields.push([match.index, match.index + match[0].length])
  return fields
}

function keyText(line: string, key: Key, separator: string | undefined): string {
  const { field, character, endField, endCharacter, flags } = key
  if (field === 1 && character === 1 && endField === undefined) return flags.includes('b') ? line.trimStart() : line
  const fields = fieldsOf(line, separator)
  const withoutBlanks = (start: number): number =>
    flags.includes('b') ? start + (/^[ \t]*/.exec(line.slice(start))?.[0].length ?? 0) : start
  const start = withoutBlanks(fields[field - 1]?.[0] ?? line.length) + character - 1
  if (endField === undefined) return line.slice(start)
  const bounds = fields[endField - 1]
  const end = !bounds ? line.length : endCharacter === 0 ? bounds[1] : withoutBlanks(bounds[0]) + endCharacter
  return line.slice(start, Math.max(start, end))
}

function compareBy(flags: string, a: string, b: string): number {
  if (flags.includes('n')) return numberOf(a) - numberOf(b)
  if (flags.includes('h')) return humanNumber(a) - humanNumber(b)
  if (flags.includes('V')) return byVersion(a, b)
  const folded = (text: string): string => {
    const kept = flags.includes('d') ? text.replace(/[^A-Za-z0-9 \t]/g, '') : text
    return flags.includes('f') ? kept.toUpperCase() : kept
  }
  return byText(folded(a), folded(b))
}

const numberOf = (text: string): number => Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0

function humanNumber(text: string): number {
  const [, digits = '0', unit = ''] = /^\s*(-?\d*\.?\d*)([KMGTPE]?)/i.exec(text) ?? []
  return (Number(digits) || 0) * 1024 ** (unit === '' ? 0 : 'KMGTPE'.indexOf(unit.toUpperCase()) + 1)
}

/** Digits as numbers, the rest as text. */
function byVersion(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => text.match(/\d+|\D+/g) ?? [])
  for (let index = 0; index < Math.max(first?.length ?? 0, second?.length ?? 0); index++) {
    const [left = '', right = ''] = [first?.[index], second?.[index]]
    const order = /^\d/.test(left) && /^\d/.test(right) ? Number(left) - Number(right) : byText(left, right)
    if (order !== 0) return order
  }
  return 0
}

interface Check {
  readonly compare: Compare
  readonly isUnique: boolean
  readonly isQuiet: boolean
  readonly name: string
}

function checkOrder(lines: readonly string[], check: Check, { output }: CommandContext): CommandEnd {
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    const order = check.compare(lines[index - 1] ?? '', line)
    if (order < 0 || (order === 0 && !check.isUnique)) continue
    if (!check.isQuiet) output.err(`sort: ${check.name}:${index + 1}: disorder: ${line}\n`)
    return { exitCode: 1 }
  }
  return { exitCode: 0 }
}
