import type { Command, CommandContext, CommandEnd } from '../command'
import { readText } from '../files'
import { type GivenOptions, gnuOptions, isEnd, type OptionSpec } from './gnu-options'
import { type Input, inputsOf, linesOf } from './inputs'
import { compileRegex, type Match, type Regex } from './regex/regex'

const USAGE = `Usage: grep [OPTION]... PATTERNS [FILE]...
Try 'grep --help' for more information.
`

const LETTERS = 'EFGivcnowxqshHlLm:e:f:A:B:C:yrR'

const LONG = {
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'basic-regexp': 'G',
  'ignore-case': 'i',
  'invert-match': 'v',
  count: 'c',
  'line-number': 'n',
  'only-matching': 'o',
  'word-regexp': 'w',
  'line-regexp': 'x',
  quiet: 'q',
  silent: 'q',
  'no-messages': 's',
  'no-filename': 'h',
  'with-filename': 'H',
  'files-with-matches': 'l',
  'files-without-match': 'L',
  'max-count': 'm',
  regexp: 'e',
  file: 'f',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
  recursive: 'r',
}

const NOT_MODELLED = [...'PZzabTuUdDI', 'perl-regexp', 'null', 'color', 'colour', 'include', 'exclude', 'byte-offset']

export const GREP_OPTIONS: OptionSpec = {
  program: 'grep',
  letters: LETTERS,
  long: LONG,
  notModelled: NOT_MODELLED,
  usageExit: 2,
  usage: USAGE,
  numberIs: 'C',
}

/** GNU grep 3.8. */
export const grepCommand: Command = (all, context) => {
  const { output } = context
  // Output is never in colour: what comes after `--color` is taken and makes no difference.
  const words = all.filter((word) => !/^--colou?r(=\w+)?$/.test(word))
  const given = gnuOptions(GREP_OPTIONS, words, context)
  if (isEnd(given)) return given
  const patterns = patternsOf(given, context)
  if ('exitCode' in patterns) return patterns
  const { has } = given
  const matcher = compileAll(patterns.texts, {
    dialect: has('F') ? 'fixed' : has('E') ? 'extended' : 'basic',
    ignoresCase: has('i') || has('y'),
    edges: has('x') ? 'line' : has('w') ? 'word' : 'none',
  })
  if (typeof matcher === 'string') {
    output.err(`grep: ${matcher}\n`)
    return { exitCode: 2 }
  }
  const numbers = lineCounts(given, context)
  if ('exitCode' in numbers) return numbers
  if (has('r') || has('R')) {
    output.note({ code: 'option-not-modelled', params: { command: 'grep', option: '-r' } })
    return { exitCode: 2 }
  }
  const quiet: CommandContext = has('s') ? { ...context, output: { ...output, err: () => undefined } } : context
  const { inputs, failed } = inputsOf('grep', patterns.files, quiet)
  const showsName = has('H') || (patterns.files.length > 1 && !has('h'))
  let found = false
  // Files are set apart like what lies apart in one.
  const hasContext = (numbers.before > 0 || numbers.after > 0) && !['c', 'l', 'L', 'o'].some(has)
  let isFirst = true
  for (const input of inputs) {
    const search: Search = { given, matcher, ...numbers, showsName }
    const hits = searchIn(input, search)
    found ||= has('L') ? hits.count === 0 : hits.count > 0
    if (!has('q')) output.out((hasContext && !isFirst && hits.text !== '' ? '--\n' : '') + hits.text)
    if (hits.text !== '') isFirst = false
    if (has('q') && found) return { exitCode: 0 }
  }
  return { exitCode: failed ? 2 : found ? 0 : 1 }
}

function patternsOf(
  { options, operands }: GivenOptions,
  context: CommandContext,
): { readonly texts: readonly string[]; readonly files: readonly string[] } | CommandEnd {
  const texts: string[] = []
  for (const { letter, value } of options) {
    if (letter === 'e') texts.push(...value.split('\n'))
    if (letter !== 'f') continue
    const file = value === '-' ? undefined : readText(context, value)
    if (file?.ok === false) {
      context.output.err(`grep: ${value}: ${file.error}\n`)
      return { exitCode: 2 }
    }
    texts.push(...linesOf(file?.value ?? context.stdin ?? ''))
  }
  if (options.some(({ letter }) => letter === 'e' || letter === 'f')) return { texts, files: operands }
  const [pattern, ...files] = operands
  if (pattern !== undefined) return { texts: pattern.split('\n'), files }
  context.output.err(USAGE)
  return { exitCode: 2 }
}

interface Numbers {
  readonly before: number
  readonly after: number
  readonly most: number
}

function lineCounts({ last }: GivenOptions, { output }: CommandContext): Numbers | CommandEnd {
  const context = last('C')
  const numbers = { before: last('B') ?? context ?? '0', after: last('A') ?? context ?? '0' }
  for (const text of Object.values(numbers)) {
    if (/^\d+$/.test(text)) continue
    output.err(`grep: ${text}: invalid context length argument\n`)
    return { exitCode: 2 }
  }
  const most = last('m')
  if (most !== undefined && !/^-?\d+$/.test(most)) {
    output.err('grep: invalid max count\n')
    return { exitCode: 2 }
  }
  const limit = most === undefined || most.startsWith('-') ? Number.POSITIVE_INFINITY : Number(most)
  return { before: Number(numbers.before), after: Number(numbers.after), most: limit }
}

interface Matcher {
  /** Of all patterns together, from `from` on: the leftmost, and of those the longest. */
  readonly find: (line: string, from: number) => readonly [start: number, end: number] | undefined
}

interface Dialects {
  readonly dialect: 'basic' | 'extended' | 'fixed'
  readonly ignoresCase: boolean
  readonly edges: 'none' | 'word' | 'line'
}

function compileAll(texts: readonly string[], { dialect, ignoresCase, edges }: Dialects): Matcher | string {
  const regexes: Regex[] = []
  for (const text of texts) {
    const escaped = dialect === 'fixed' ? text.replace(/[\\^$.*[\]]/g, '\\$&') : text
    const compiled = compileRegex(escaped, dialect === 'extended' ? 'extended' : 'basic', {
      ignoresCase,
      strayClose: 'literal',
    })
    if (!compiled.ok) return compiled.error
    regexes.push(compiled.value)
  }
  const fits = edges === 'none' ? () => true : edges === 'line' ? isWholeLine : areWords
  const find: Matcher['find'] = (line, from) => {
    let best: readonly [number, number] | undefined
    for (const { match } of regexes) {
      for (let at = from; at <= line.length; ) {
        const bounds: Match[number] = match(line, at)?.[0]
        if (!bounds) break
        const shorter = fits(line, bounds) ? bounds : shorterMatch(match, line, bounds, fits)
        if (shorter) {
          if (!best || shorter[0] < best[0] || (shorter[0] === best[0] && shorter[1] > best[1])) best = shorter
          break
        }
        at = bounds[0] + 1
      }
    }
    return best
  }
  return { find }
}

type Bounds = readonly [start: number, end: number]

const isWholeLine = (line: string, [start, end]: Bounds): boolean => start === 0 && end === line.length

const isWordAt = (line: string, at: number): boolean => /\w/.test(line.charAt(at))

const areWords = (line: string, [start, end]: Bounds): boolean => !isWordAt(line, start - 1) && !isWordAt(line, end)

/** `-w` is content with a shorter match that starts at the same place. Source: `EGexecute` in dfasearch.c. */
function shorterMatch(
  match: Regex['match'],
  line: string,
  [start, end]: Bounds,
  fits: (line: string, bounds: Bounds) => boolean,
): Bounds | undefined {
  for (let length = end - 1; length > start; length--) {
    const bounds = match(line.slice(0, length), start)?.[0]
    if (!bounds || bounds[0] !== start) return undefined
    if (fits(line, bounds)) return bounds
    length = bounds[1]
  }
  return undefined
}

interface Search extends Numbers {
  readonly given: GivenOptions
  readonly matcher: Matcher
  readonly showsName: boolean
}

function searchIn(input: Input, search: Search): { readonly text: string; readonly count: number } {
  const { given, matcher, most, showsName } = search
  const { has } = given
  const lines = linesOf(input.text)
  const name = input.name === '-' ? '(standard input)' : input.name
  const hits: number[] = []
  for (const [index, line] of lines.entries()) {
    if (hits.length >= most) break
    if ((matcher.find(line, 0) !== undefined) !== has('v')) hits.push(index)
  }
  const count = hits.length
  if (has('l') || has('L')) return { text: count > 0 === has('l') ? `${name}\n` : '', count }
  if (has('c')) return { text: `${showsName ? `${name}:` : ''}${count}\n`, count }
  const prefix = (index: number, mark: string): string =>
    `${showsName ? `${name}${mark}` : ''}${has('n') ? `${index + 1}${mark}` : ''}`
  if (has('o')) {
    const shown = has('v')
      ? []
      : hits.flatMap((index) => partsOf(lines[index] ?? '', matcher).map((part) => `${prefix(index, ':')}${part}\n`))
    return { text: shown.join(''), count }
  }
  const parts: string[] = []
  let last = -1
  const isHit = new Set(hits)
  for (const [order, hit] of hits.entries()) {
    const from = Math.max(hit - search.before, last + 1)
    const isLast = order === hits.length - 1 && hits.length >= most
    const until = Math.min(hit + search.after, lines.length - 1)
    if (last >= 0 && from > last + 1 && (search.before > 0 || search.after > 0)) parts.push('--\n')
    for (let index = from; index <= until; index++) {
      if (index > hit && isHit.has(index) && !isLast) break
      parts.push(`${prefix(index, isHit.has(index) ? ':' : '-')}${lines[index]}\n`)
      last = index
    }
  }
  return { text: parts.join(''), count }
}

function partsOf(line: string, { find }: Matcher): readonly string[] {
  const parts: string[] = []
  for (let at = 0; at <= line.length; ) {
    const bounds = find(line, at)
    if (!bounds) break
    if (bounds[1] > bounds[0]) parts.push(line.slice(...bounds))
    at = bounds[1] > bounds[0] ? bounds[1] : bounds[1] + 1
  }
  return parts
}
