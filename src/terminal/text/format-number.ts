export interface NumberFormat {
  readonly flags: string
  readonly width: number
  readonly precision: string | undefined
  readonly letter: string
}

const MAX_WIDTH = 10_000

/** One number as C's printf writes it. */
export function formatOne({ flags, width, precision, letter }: NumberFormat, given: number): string {
  const number = Number.isNaN(given) && 'diouxX'.includes(letter) ? 0 : given
  const isNegative = number < 0 || Object.is(number, -0)
  const digits = precision === undefined ? undefined : Math.min(Number(precision === '' ? 0 : precision), 300)
  const body = 'diouxX'.includes(letter)
    ? wholeDigits(number, letter, flags)
    : realDigits(Math.abs(number), letter, digits)
  const padded = 'diouxX'.includes(letter) && digits !== undefined ? body.padStart(digits, '0') : body
  const signed = 'ouxX'.includes(letter) ? false : isNegative && number !== 0
  const sign = signed ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const size = Math.min(width, MAX_WIDTH)
  if (flags.includes('-')) return (sign + padded).padEnd(size)
  const hasZeros = flags.includes('0') && !('diouxX'.includes(letter) && digits !== undefined)
  return hasZeros ? sign + padded.padStart(size - sign.length, '0') : (sign + padded).padStart(size)
}

function wholeDigits(number: number, letter: string, flags: string): string {
  const whole = BigInt(Number.isFinite(number) ? Math.trunc(number) : 0)
  if (letter === 'd' || letter === 'i') return String(whole < 0n ? -whole : whole)
  const unsigned = BigInt.asUintN(64, whole)
  if (letter === 'u') return String(unsigned)
  if (letter === 'o') return (flags.includes('#') ? '0' : '') + unsigned.toString(8)
  const text = (flags.includes('#') && unsigned !== 0n ? '0x' : '') + unsigned.toString(16)
  return letter === 'X' ? text.toUpperCase() : text
}

function realDigits(number: number, letter: string, precision: number | undefined): string {
  if (Number.isNaN(number)) return '-nan'
  if (!Number.isFinite(number)) return 'inf'
  const kind = letter.toLowerCase()
  const text =
    kind === 'f'
      ? number.toFixed(Math.min(precision ?? 6, 100))
      : kind === 'e'
        ? exponent(number, precision ?? 6)
        : general(number, precision ?? 6)
  return letter === kind ? text : text.toUpperCase()
}

const exponent = (number: number, digits: number): string =>
  number.toExponential(Math.min(digits, 100)).replace(/e([-+])(\d)$/, 'e$10$2')

/** `%g`: the shorter of the two, without zeros at the end. */
export function general(number: number, precision: number): string {
  const digits = Math.max(1, Math.min(precision, 100))
  if (number === 0) return '0'
  const [, power = '0'] = /e([-+]\d+)$/.exec(number.toExponential(digits - 1)) ?? []
  const isSmall = Number(power) < -4 || Number(power) >= digits
  const text = isSmall
    ? exponent(number, digits - 1)
    : number.toFixed(Math.max(0, Math.min(100, digits - 1 - Number(power))))
  return text.includes('.') ? text.replace(/\.?0+(e|$)/, '$1') : text
}
