import type { CableToll, PairOutcome } from '../analysis/pairs/outcome'
import { carriedText, lossText } from './pair-text'
import type { Said } from './said'

/** What comes of one ping, with its figures. */
export function pingText(outcome: PairOutcome): Said {
  if (outcome.kind === 'lost') {
    const key = outcome.loss.reason.kind === 'unmodelled' ? 'matrix.unknown' : 'matrix.lost'
    return { key, params: { because: lossText(outcome.loss) } }
  }
  const { ttl, mtuBytes: mtu, sameWay } = outcome
  const said = {
    key: sameWay ? 'matrix.answered' : 'matrix.otherWay',
    params: { carried: carriedText(outcome), ttl, mtu },
  }
  return outcome.cables ? { key: 'matrix.withToll', params: { said, ...tollOf(outcome.cables) } } : said
}

/** What the cables add, in words. */
const tollOf = ({ lossPercent, delayMs }: CableToll) => ({
  toll: {
    key: lossPercent === 0 ? 'matrix.slow' : delayMs === 0 ? 'matrix.lossy' : 'matrix.lossyAndSlow',
    params: { loss: lossPercent, delay: delayMs },
  },
})
