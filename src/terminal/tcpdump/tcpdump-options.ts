import { fail, ok, type Result } from '../../engine/result'
import { MAX_SNAPSHOT_BYTES } from '../../engine/wire/capture-file'
import { getopt, type OptionProblem } from '../getopt'
import { type LongProblem, withoutLongOptions } from './long-options'
import type { BytesShown } from './print/print-bytes'
import type { TimeStyle } from './time-text'

export interface TcpdumpOptions {
  /** `any`, or a device; what tcpdump takes by itself if none is given. */
  readonly device: string | undefined
  readonly numeric: boolean
  readonly linkHeader: boolean
  readonly quick: boolean
  readonly verbosity: number
  readonly count: number | undefined
  readonly time: TimeStyle
  /** `-#` */
  readonly numbered: boolean
  readonly bytesShown: BytesShown
  /** `-Q` */
  readonly direction: 'in' | 'out' | undefined
  /** `-s`: how much is captured of a frame. */
  readonly snapshotBytes: number
  readonly write: string | undefined
  readonly read: string | undefined
  /** `--count` */
  readonly countOnly: boolean
  readonly expression: string
  readonly action: 'capture' | 'help' | 'version'
}

export type TcpdumpRefusal =
  | {
      readonly kind: 'usage'
      readonly problem: OptionProblem | LongProblem
    }
  /** After `tcpdump: `. */
  | { readonly kind: 'says'; readonly text: string }
  | { readonly kind: 'not-modelled'; readonly option: string }

/** What tcpdump 4.99 takes (`SHORTOPTS` in tcpdump.c). */
export const TCPDUMP_LETTERS = 'aAb?B:c:C:dDeE:fF:G:hHi:IJj:KlLm:M:nNOpqQ:r:s:StT:u?UvV:w:W:xXy:Yz:Z:#'

/** Modelled, or taken and without any effect on what is printed here. */
const MODELLED = 'AcehinqQrstvwxX#'
const WITHOUT_EFFECT = 'lpUKNBSO'

const TIMES: readonly TimeStyle[] = ['clock', 'none', 'unix', 'since-last', 'date', 'since-first']

type Option = { readonly letter: string; readonly value?: string }

export function parseTcpdumpOptions(words: readonly string[]): Result<TcpdumpOptions, TcpdumpRefusal> {
  const long = withoutLongOptions(words)
  if (!long.ok) return fail({ kind: 'usage', problem: long.error })
  const { flags } = long.value
  const parsed = getopt(long.value.words, TCPDUMP_LETTERS)
  if (!parsed.ok) return fail({ kind: 'usage', problem: parsed.error })
  const { options, operands } = parsed.value
  const isHelp = flags.includes('help') || options.some(({ letter }) => letter === 'h')
  const fault = options.map(faultOf).find((found) => found !== undefined)
  if (fault && !isHelp && !flags.includes('version')) return fail(fault)
  const strange = flags.find((flag) => !['help', 'version', 'count', 'print', 'immediate-mode', 'micro'].includes(flag))
  if (strange !== undefined) return fail({ kind: 'not-modelled', option: `--${strange}` })
  const times = (wanted: string): number => options.filter(({ letter }) => letter === wanted).length
  const lastOf = (wanted: string): string | undefined => options.findLast(({ letter }) => letter === wanted)?.value
  const direction = lastOf('Q')
  const count = lastOf('c')
  return ok({
    device: lastOf('i'),
    numeric: times('n') > 0,
    linkHeader: times('e') > 0,
    quick: times('q') > 0,
    verbosity: times('v'),
    count: count === undefined ? undefined : Number.parseInt(count, 10),
    time: TIMES[Math.min(times('t'), TIMES.length - 1)] ?? 'clock',
    numbered: times('#') > 0,
    bytesShown: bytesShown(times),
    direction: direction === 'in' || direction === 'out' ? direction : undefined,
    snapshotBytes: Number(lastOf('s') ?? 0) || MAX_SNAPSHOT_BYTES,
    write: lastOf('w'),
    read: lastOf('r'),
    countOnly: flags.includes('count'),
    expression: operands.join(' '),
    action: isHelp ? 'help' : flags.includes('version') ? 'version' : 'capture',
  })
}

/** Of `-X`, `-x` and `-A` the first of these that was given; twice: with the link header. */
function bytesShown(times: (letter: string) => number): BytesShown {
  for (const letter of ['X', 'x', 'A'] as const) {
    if (times(letter) > 0) return { letter, withLinkHeader: times(letter) > 1 }
  }
  return undefined
}

function faultOf({ letter, value = '' }: Option): TcpdumpRefusal | undefined {
  const says = (text: string): TcpdumpRefusal => ({ kind: 'says', text })
  switch (letter) {
    case 'c':
      return /^\s*\+?\d+/.test(value) && Number.parseInt(value, 10) > 0
        ? undefined
        : says(`invalid packet count ${value}`)
    case 's':
      return /^\s*\+?\d+$/.test(value) && Number(value) <= MAX_SNAPSHOT_BYTES
        ? undefined
        : says(`invalid snaplen ${value} (must be >= 0 and <= ${MAX_SNAPSHOT_BYTES})`)
    case 'B':
      return Number.parseInt(value, 10) > 0 ? undefined : says(`invalid packet buffer size ${value}`)
    case 'Q':
      return ['in', 'out', 'inout'].includes(value) ? undefined : says(`unknown capture direction \`${value}'`)
    default:
      return MODELLED.includes(letter) || WITHOUT_EFFECT.includes(letter)
        ? undefined
        : { kind: 'not-modelled', option: `-${letter}` }
  }
}
