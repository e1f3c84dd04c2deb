import type { Session } from './command'

/**
 * When the network came up, in seconds of the Unix clock: 2024-09-13T08:00:00Z. The lab has no clock but the one its
 * packets make, so that the same lab says the same.
 */
export const LAB_EPOCH_S = 1_726_214_400

export interface WallClock {
  readonly year: number
  readonly month: number
  readonly day: number
  /** 0 is Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
}

/** The time of day on every host, UTC: what `date` would print. */
export const wallClock = ({ memory }: Session): WallClock => clockAt(memory?.nowUs ?? 0)

/** The same for a moment of `TraceMemory.nowUs`. */
export function clockAt(timeUs: number): WallClock {
  const whole = Math.floor(timeUs / 1_000_000)
  const seconds = LAB_EPOCH_S + whole
  const days = Math.floor(seconds / 86_400)
  const ofDay = seconds - days * 86_400
  return {
    ...civilDate(days),
    weekday: (days + 4) % 7,
    hour: Math.floor(ofDay / 3600),
    minute: Math.floor(ofDay / 60) % 60,
    second: ofDay % 60,
    microsecond: Math.floor(timeUs - whole * 1_000_000),
  }
}

/** The Gregorian date of a day since 1970-01-01. Source: Howard Hinnant, "chrono-compatible low-level date algorithms". */
function civilDate(days: number): Pick<WallClock, 'year' | 'month' | 'day'> {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** `08:00:00` */
export const timeOfDay = ({ hour, minute, second }: WallClock): string => `${two(hour)}:${two(minute)}:${two(second)}`

/** `2024-09-13` */
export const dayText = ({ year, month, day }: WallClock): string => `${year}-${two(month)}-${two(day)}`

/** As Kubernetes writes a time: `2024-09-13T08:00:00Z`. */
export const isoTime = (clock: WallClock): string => `${dayText(clock)}T${timeOfDay(clock)}Z`
