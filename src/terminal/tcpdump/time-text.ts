/** How `-t`, `-tt` and so on have the time printed. */
export type TimeStyle = 'clock' | 'none' | 'unix' | 'since-last' | 'date' | 'since-first'

const SECOND_NS = 1_000_000_000n
const DAY_S = 86_400n

/** What stands before a frame. `sinceNs` is the time to count from, where the style counts. Source: tcpdump's util-print.c. */
export function timeText(style: TimeStyle, timeNs: bigint, sinceNs: bigint): string {
  switch (style) {
    case 'none':
      return ''
    case 'unix':
      return `${timeNs / SECOND_NS}.${microseconds(timeNs)} `
    case 'since-last':
    case 'since-first': {
      const delta = timeNs - sinceNs
      return ` ${clockText(delta < 0n ? -delta : delta)} `
    }
    case 'date':
      return `${dateText(timeNs)} ${clockText(timeNs)} `
    case 'clock':
      return `${clockText(timeNs)} `
  }
}

const two = (value: bigint): string => String(value).padStart(2, '0')
const microseconds = (timeNs: bigint): string => String((timeNs % SECOND_NS) / 1000n).padStart(6, '0')

function clockText(timeNs: bigint): string {
  const seconds = (timeNs / SECOND_NS) % DAY_S
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}.${microseconds(timeNs)}`
}

/** The civil date of a day, UTC: years are counted from March, so that a leap day is the last of its year. */
function dateText(timeNs: bigint): string {
  const days = Number(timeNs / SECOND_NS / DAY_S) + 719_468
  const era = Math.floor(days / 146_097)
  const day = days - era * 146_097
  const year = Math.floor((day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365)
  const ofYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const ofMonth = ofYear - Math.floor((153 * shifted + 2) / 5) + 1
  const civil = [month, ofMonth].map((value) => String(value).padStart(2, '0'))
  return [String(year + era * 400 + (month <= 2 ? 1 : 0)), ...civil].join('-')
}
