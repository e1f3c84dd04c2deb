/** Values of awk, and what they are as a text, a number and a truth. */
import { formatOne, general } from '../format-number'

/** A field or `-v` value that looks like a number is compared as one. */
export type Value = string | number | { readonly text: string }

export function textOf(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return value.text
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value === 0 ? 0 : value)
  // The hardware's own NaN has the sign bit set.
  if (Number.isNaN(value)) return '-nan'
  return Number.isFinite(value) ? (value < 0 ? '-' : '') + general(Math.abs(value), 6) : value > 0 ? 'inf' : '-inf'
}

const LEADING_NUMBER = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/

export function numberOf(value: Value): number {
  if (typeof value === 'number') return value
  return Number(LEADING_NUMBER.exec(typeof value === 'string' ? value : value.text)?.[1] ?? 0)
}

const looksNumeric = (text: string): boolean => /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(text)

export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'string') return value !== ''
  return looksNumeric(value.text) ? numberOf(value) !== 0 : value.text !== ''
}

/** As numbers if both are, or look like it; an unset variable is both. */
export function compare(left: Value, right: Value): number {
  const isNumber = (value: Value): boolean =>
    typeof value === 'number' || (typeof value === 'object' && (value.text === '' || looksNumeric(value.text)))
  const isEmptyField = (value: Value): boolean => typeof value === 'object' && value.text === ''
  if (isNumber(left) && isNumber(right) && !(isEmptyField(left) && isEmptyField(right)))
    return numberOf(left) - numberOf(right)
  const [a, b] = [textOf(left), textOf(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

export function formatted(format: string, values: readonly Value[]): string {
  let next = 0
  const take = (): Value => values[next++] ?? { text: '' }
  return format.replace(
    /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z%])/g,
    (whole, flags: string, width?: string, precision?: string, letter = '') => {
      if (letter === '%') return '%'
      if (!'sdicouxXeEfFgG'.includes(letter)) return whole
      const size = Math.min(10_000, Number(width === '*' ? numberOf(take()) : (width ?? 0)))
      const digits = precision === '*' ? String(numberOf(take())) : precision
      const value = take()
      if (letter === 's' || letter === 'c') {
        const text =
          letter === 'c'
            ? character(value)
            : digits === undefined
              ? textOf(value)
              : textOf(value).slice(0, Number(digits))
        return flags.includes('-') ? text.padEnd(size) : text.padStart(size)
      }
      return formatOne({ flags, width: size, precision: digits, letter }, numberOf(value))
    },
  )
}

const character = (value: Value): string =>
  typeof value === 'number' ? String.fromCharCode(value & 0xffff) : textOf(value).slice(0, 1)
