import type { PairOutcome } from '../analysis/pairs/outcome'
import { carriedText, lossText } from './pair-text'
import type { Said } from './said'

/** What comes of one ping, with its figures. */
export function pingText(outcome: PairOutcome): Said {
  if (outcome.kind === 'lost') {
    const key = outcome.loss.reason.kind === 'unmodelled' ? 'matrix.unknown' : 'matrix.lost'
    return { key, params: { because: lossText(outcome.loss) } }
  }
  const { ttl, mtuBytes: mtu, sameWay } = outcome
  return { key: sameWay ? 'matrix.answered' : 'matrix.otherWay', params: { carried: carriedText(outcome), ttl, mtu } }
}
