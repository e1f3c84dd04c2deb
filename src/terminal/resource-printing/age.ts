const SECOND_MS = 1000
const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** How long ago, as kubectl's AGE has it: `HumanDuration` of k8s.io/apimachinery/pkg/util/duration. */
export function ageText(fromMs: number, toMs: number): string {
  const seconds = Math.floor((toMs - fromMs) / SECOND_MS)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 2 * MINUTE) return `${seconds}s`
  const minutes = Math.floor(seconds / MINUTE)
  if (minutes < 10) return both(minutes, 'm', seconds % MINUTE, 's')
  if (minutes < 3 * 60) return `${minutes}m`
  const hours = Math.floor(seconds / HOUR)
  if (hours < 8) return both(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(seconds / DAY)
  if (days < 8) return both(days, 'd', hours % 24, 'h')
  if (days < 2 * 365) return `${days}d`
  const years = Math.floor(seconds / YEAR)
  if (years < 8) return both(years, 'y', Math.floor((seconds % YEAR) / DAY), 'd')
  return `${years}y`
}

/** The smaller unit is left out where it is zero. */
const both = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  `${large}${largeUnit}${small === 0 ? '' : `${small}${smallUnit}`}`

const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})/

/** Milliseconds of the Unix clock; undefined for a text that is no time. UTC, as Kubernetes writes all of them. */
export function timestampMs(text: string): number | undefined {
  const [, ...numbers] = (TIMESTAMP.exec(text) ?? []).map(Number)
  const [year, month, day, hour = 0, minute = 0, second = 0] = numbers
  if (year === undefined || month === undefined || day === undefined) return undefined
  return (daysSince1970(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second) * SECOND_MS
}

/** Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
