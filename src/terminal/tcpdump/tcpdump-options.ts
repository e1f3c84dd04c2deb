import { fail, ok, type Result } from '../../engine/result'
import { getopt, type OptionProblem } from '../getopt'
import type { TimeStyle } from './time-text'

export interface TcpdumpOptions {
  /** `any`, or a device; what tcpdump takes by itself if none is given. */
  readonly device: string | undefined
  readonly numeric: boolean
  readonly linkHeader: boolean
  readonly verbosity: number
  readonly count: number | undefined
  readonly time: TimeStyle
  readonly write: string | undefined
  readonly read: string | undefined
  readonly expression: string
  readonly action: 'capture' | 'help'
}

export type TcpdumpRefusal =
  | { readonly kind: 'usage'; readonly problem: OptionProblem }
  /** After `tcpdump: `. */
  | { readonly kind: 'says'; readonly text: string }
  | { readonly kind: 'not-modelled'; readonly option: string }

/** What tcpdump 4.99 takes (`SHORTOPTS` in tcpdump.c). */
export const TCPDUMP_LETTERS = 'aAb?B:c:C:dDeE:fF:G:hHi:IJj:KlLm:M:nNOpqQ:r:s:StT:u?UvV:w:W:xXy:Yz:Z:#'

/** Taken, and without any effect on what is printed here. */
const WITHOUT_EFFECT = new Set(['l', 'p', 'U', 'K', 'N', 's', 'B'])

const TIMES: readonly TimeStyle[] = ['clock', 'none', 'unix', 'since-last', 'date', 'since-first']

export function parseTcpdumpOptions(words: readonly string[]): Result<TcpdumpOptions, TcpdumpRefusal> {
  const parsed = getopt(words, TCPDUMP_LETTERS)
  if (!parsed.ok) return fail({ kind: 'usage', problem: parsed.error })
  const { options, operands } = parsed.value
  const letters = options.map(({ letter }) => letter)
  const lastOf = (wanted: string): string | undefined => options.findLast(({ letter }) => letter === wanted)?.value
  const count = lastOf('c')
  if (count !== undefined && !(/^\s*\+?\d+/.test(count) && Number.parseInt(count, 10) > 0)) {
    return fail({ kind: 'says', text: `invalid packet count ${count}` })
  }
  const strange = letters.find((letter) => !'ictnevwrhV'.includes(letter) && !WITHOUT_EFFECT.has(letter))
  if (strange !== undefined) return fail({ kind: 'not-modelled', option: `-${strange}` })
  const times = letters.filter((letter) => letter === 't').length
  return ok({
    device: lastOf('i'),
    numeric: letters.includes('n'),
    linkHeader: letters.includes('e'),
    verbosity: letters.filter((letter) => letter === 'v').length,
    count: count === undefined ? undefined : Number.parseInt(count, 10),
    time: TIMES[Math.min(times, TIMES.length - 1)] ?? 'clock',
    write: lastOf('w'),
    read: lastOf('r'),
    expression: operands.join(' '),
    action: letters.includes('h') ? 'help' : 'capture',
  })
}
