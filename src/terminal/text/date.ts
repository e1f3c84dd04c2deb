import { dayText, LAB_EPOCH_S, timeOfDay, type WallClock, wallClock } from '../clock'
import type { Command } from '../command'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'

export const DATE_OPTIONS: OptionSpec = {
  program: 'date',
  letters: 'uRI::',
  long: { utc: 'u', universal: 'u', 'rfc-email': 'R', 'iso-8601': 'I' },
  notModelled: ['d', 'f', 'r', 's', 'date', 'file', 'reference', 'set', 'rfc-3339'],
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

const weekdayOf = ({ weekday }: WallClock): string => WEEKDAYS[weekday] ?? ''
const monthOf = ({ month }: WallClock): string => MONTHS[month - 1] ?? ''
const two = (number: number): string => String(number).padStart(2, '0')

/** `Fri Sep 13 08:00:00 2024`: ctime(3). */
export const ctimeText = (clock: WallClock): string =>
  `${weekdayOf(clock).slice(0, 3)} ${monthOf(clock).slice(0, 3)} ${String(clock.day).padStart(2)} ${timeOfDay(clock)} ${clock.year}`

/** Since 1970, of a moment on the lab's clock. */
const epochSeconds = (nowUs: number): number => LAB_EPOCH_S + Math.floor(nowUs / 1_000_000)

/** GNU date: the lab's time, UTC. */
export const dateCommand: Command = (words, context) => {
  const given = gnuOptions(
    DATE_OPTIONS,
    words.map((word) => (word === '-I' || word === '--iso-8601' ? '-Idate' : word)),
    context,
  )
  if (isEnd(given)) return given
  const { output, session } = context
  const [format, extra] = given.operands
  if (extra !== undefined || (format !== undefined && !format.startsWith('+'))) {
    const text =
      extra === undefined
        ? `date: invalid date ‘${format}’\n`
        : `date: extra operand ‘${extra}’\nTry 'date --help' for more information.\n`
    output.err(text)
    return { exitCode: 1 }
  }
  const clock = wallClock(session)
  const nowUs = session.memory?.nowUs ?? 0
  const iso = given.last('I')
  const asked =
    format?.slice(1) ??
    (given.has('R')
      ? '%a, %d %b %Y %H:%M:%S %z'
      : iso === undefined
        ? '%a %b %e %H:%M:%S %Z %Y'
        : { date: '%F', hours: '%FT%H%:z', minutes: '%FT%H:%M%:z', seconds: '%FT%T%:z' }[iso])
  if (asked === undefined) {
    output.err(`date: invalid argument ‘${iso}’ for ‘--iso-8601’\n`)
    return { exitCode: 1 }
  }
  output.out(`${formatted(asked, clock, nowUs)}\n`)
  return { exitCode: 0 }
}

function formatted(format: string, clock: WallClock, nowUs: number): string {
  const { year, month, day, weekday, hour, minute, second, microsecond } = clock
  const hour12 = hour % 12 || 12
  const simple: Readonly<Record<string, string>> = {
    '%': '%',
    n: '\n',
    t: '\t',
    Y: String(year),
    C: two(Math.floor(year / 100)),
    y: two(year % 100),
    m: two(month),
    d: two(day),
    e: String(day).padStart(2),
    H: two(hour),
    I: two(hour12),
    k: String(hour).padStart(2),
    l: String(hour12).padStart(2),
    M: two(minute),
    S: two(second),
    p: hour < 12 ? 'AM' : 'PM',
    F: dayText(clock),
    T: timeOfDay(clock),
    R: `${two(hour)}:${two(minute)}`,
    D: `${two(month)}/${two(day)}/${two(year % 100)}`,
    a: weekdayOf(clock).slice(0, 3),
    A: weekdayOf(clock),
    b: monthOf(clock).slice(0, 3),
    h: monthOf(clock).slice(0, 3),
    B: monthOf(clock),
    u: String(weekday || 7),
    w: String(weekday),
    s: String(epochSeconds(nowUs)),
    N: `${String(microsecond).padStart(6, '0')}000`,
    Z: 'UTC',
    z: '+0000',
    c: ctimeText(clock),
    x: `${two(month)}/${two(day)}/${two(year % 100)}`,
    X: timeOfDay(clock),
  }
  return format
    .replaceAll('%:z', '+00:00')
    .replaceAll(/%3N/g, String(Math.floor(microsecond / 1000)).padStart(3, '0'))
    .replaceAll(/%-?([%A-Za-z])/g, (text, letter: string) => {
      const value = simple[letter]
      return value === undefined ? text : text.startsWith('%-') ? value.replace(/^[0 ]+(?=.)/, '') : value
    })
}
