import type { Verdict } from '../engine/trace/trace'

/** How a ping ended for whoever looks at a list of them. `unknown`: the lab does not model what would happen. */
export type PingEnd = 'answered' | 'lost' | 'unknown'

export function pingEnd(verdict: Verdict): PingEnd {
  if (verdict.kind === 'answered') return 'answered'
  return verdict.kind === 'lost' && verdict.reason.kind === 'unmodelled' ? 'unknown' : 'lost'
}
