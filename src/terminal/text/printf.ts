import type { Command } from '../command'
import { backslashes } from './backslashes'
import { formatOne } from './format-number'

/** bash's printf: the format again and again, while arguments are left. */
export const printfCommand: Command = (words, { output }) => {
  const [format, ...given] = words[0] === '--' ? words.slice(1) : words
  if (format === undefined) {
    output.err('bash: printf: usage: printf [-v var] format [arguments]\n')
    return { exitCode: 2 }
  }
  if (format === '-v' || (format.startsWith('-') && format.length > 1)) {
    output.err(
      `bash: printf: ${format.slice(0, 2)}: invalid option\nprintf: usage: printf [-v var] format [arguments]\n`,
    )
    if (format === '-v') output.note({ code: 'option-not-modelled', params: { command: 'printf', option: '-v' } })
    return { exitCode: 2 }
  }
  const run: Run = { arguments: [...given], exitCode: 0, stops: false, err: output.err }
  let result = ''
  do {
    const before = run.arguments.length
    result += once(format, run)
    if (run.arguments.length === before) break
  } while (run.arguments.length > 0 && !run.stops)
  output.out(result)
  return { exitCode: run.exitCode }
}

interface Run {
  readonly arguments: string[]
  exitCode: number
  stops: boolean
  readonly err: (text: string) => void
}

const DIRECTIVE = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z%])?/y

function once(format: string, run: Run): string {
  let result = ''
  let at = 0
  while (at < format.length && !run.stops) {
    const percent = format.indexOf('%', at)
    const end = percent < 0 ? format.length : percent
    const text = backslashes(format.slice(at, end), 'printf')
    result += text.text
    run.stops ||= text.stops
    if (percent < 0 || run.stops) break
    DIRECTIVE.lastIndex = percent
    const [whole = '%', flags = '', width, precision, letter] = DIRECTIVE.exec(format) ?? []
    at = percent + whole.length
    const size = width === '*' ? run.arguments.shift() : width
    const digits = precision === '*' ? run.arguments.shift() : precision
    result += directive(run, { flags, width: Number(size ?? 0), precision: digits, letter })
  }
  return result
}

interface Directive {
  readonly flags: string
  readonly width: number
  readonly precision: string | undefined
  readonly letter: string | undefined
}

function directive(run: Run, { flags, width, precision, letter }: Directive): string {
  if (letter === '%') return '%'
  const isLeft = flags.includes('-') || width < 0
  const pad = (text: string): string =>
    isLeft ? text.padEnd(Math.abs(width)) : text.padStart(Math.min(Math.abs(width), 100_000))
  if (letter === undefined || !'sbcqdiouxXeEfFgG'.includes(letter)) {
    run.err(`bash: printf: \`${letter ?? ''}': invalid format character\n`)
    run.exitCode = 1
    run.stops = true
    return ''
  }
  const value = run.arguments.shift()
  if (letter === 'c') return pad((value ?? '').slice(0, 1))
  if (letter === 'q') return pad(/^[\w@%+=:,./-]+$/.test(value ?? '') ? (value ?? '') : `'${value ?? ''}'`)
  if (letter === 's' || letter === 'b') {
    const text = letter === 'b' ? backslashes(value ?? '', 'echo') : { text: value ?? '', stops: false }
    run.stops ||= text.stops
    return pad(precision === undefined ? text.text : text.text.slice(0, Number(precision)))
  }
  const number = numberOf(value ?? '')
  if (number === undefined) {
    run.err(`bash: printf: ${value}: invalid number\n`)
    run.exitCode = 1
  }
  return formatOne(
    { flags: isLeft ? `${flags}-` : flags, width: Math.abs(width), precision, letter },
    number ?? Number.parseFloat(value ?? '') ?? 0,
  )
}

/** As strtol reads it, or `'c` for a character's code. */
function numberOf(text: string): number | undefined {
  if (text === '') return 0
  if (/^['"]./.test(text)) return text.codePointAt(1) ?? 0
  if (/^[-+]?0[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  return /^\s*[-+]?(0x[\da-f]+|\d+\.?\d*(e[-+]?\d+)?|\.\d+)$/i.test(text) ? Number(text) : undefined
}
