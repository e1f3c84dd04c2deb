import type { NeighbourAnswer } from '../fabric/resolve-neighbour'
import type { Mac } from '../net/mac'
import { ARP_GIVES_UP_AFTER_US } from './memory'

// What ARP has taught a machine of one neighbour, and what becomes of that with time: the NUD_* states of
// net/core/neighbour.c, as far as they follow from when the entry was made and when it was last used. [ARP-4]

/** An entry as it was when something last happened to it. */
export type LearnedNeighbour =
  /** Nobody has answered yet. */
  | { readonly kind: 'asked'; readonly sinceUs: number }
  /** `reachable`: it answered. `stale`: it asked itself, or was used last a while ago. `delay`: used since it is stale. */
  | {
      readonly kind: 'known'
      readonly mac: Mac
      readonly state: 'reachable' | 'stale' | 'delay'
      readonly sinceUs: number
    }

export type NeighbourState = 'incomplete' | 'failed' | 'reachable' | 'stale' | 'delay'

/** The kernel draws it anew every five minutes, between half and one and a half of `base_reachable_time` (30 s). */
const REACHABLE_US = 30_000_000

/** `delay_first_probe_time`: so long an entry that is used though it is stale has for being confirmed by others. */
const DELAY_US = 5_000_000

/**
 * What an entry is at that moment, if it has been left alone since. One that was used while it was stale is asked for again
 * when its time is up, and answers. Source: `neigh_timer_handler` in net/core/neighbour.c.
 */
export function neighbourStateAt(entry: LearnedNeighbour, nowUs: number): NeighbourState {
  if (entry.kind === 'asked') return nowUs < entry.sinceUs + ARP_GIVES_UP_AFTER_US ? 'incomplete' : 'failed'
  const { state, sinceUs } = entry
  if (state === 'stale' || (state === 'delay' && nowUs < sinceUs + DELAY_US)) return state
  const confirmedUs = state === 'delay' ? sinceUs + DELAY_US : sinceUs
  return nowUs < confirmedUs + REACHABLE_US ? 'reachable' : 'stale'
}

/** The entry after a packet has used it: a stale one waits a little to be confirmed (`__neigh_event_send`). */
export const usedAt = (entry: LearnedNeighbour, nowUs: number): LearnedNeighbour =>
  entry.kind === 'known' && neighbourStateAt(entry, nowUs) === 'stale'
    ? { ...entry, state: 'delay', sinceUs: nowUs }
    : entry

/** The entry of one that answers. */
export const answered = ({ mac }: Pick<NeighbourAnswer, 'mac'>, nowUs: number): LearnedNeighbour => ({
  kind: 'known',
  mac,
  state: 'reachable',
  sinceUs: nowUs,
})

/** The entry of one that asks: what was known of it and still holds stays as it is (`neigh_update`). */
export const heardAsking = (entry: LearnedNeighbour | undefined, mac: Mac, nowUs: number): LearnedNeighbour =>
  entry?.kind === 'known' && entry.mac === mac ? entry : { kind: 'known', mac, state: 'stale', sinceUs: nowUs }
