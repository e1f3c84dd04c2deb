import type { BothWays, PairOutcome } from '../analysis/pairs/outcome'
import { hostName } from './host-name'
import type { Said } from './said'
import { dropText } from './steps'

/** How a ping is carried, in a word or two. */
export function carriedText(outcome: PairOutcome): Said {
  if (outcome.kind === 'lost') {
    return { key: outcome.loss.reason.kind === 'unmodelled' ? 'carried.unknown' : 'carried.lost' }
  }
  const { kind, there, back } = outcome
  if (kind !== 'asymmetric') return { key: `carried.${kind}` }
  const params = { there: { key: `carried.${there.carriage}` }, back: { key: `carried.${back.carriage}` } }
  return { key: 'carried.asymmetric', params }
}

/** How a pair is, asked from both ends. */
export function pairText({ kind, there, back }: BothWays): Said {
  const shows = (outcome: PairOutcome): boolean => outcome.kind === (kind === 'unknown' ? 'lost' : kind)
  return carriedText(shows(there) ? there : shows(back) ? back : there)
}

/** Where and why a ping is lost. */
export const lossText = ({ at, reason }: Extract<PairOutcome, { readonly kind: 'lost' }>['loss']): Said => ({
  key: 'changes.lostBecause',
  params: { host: hostName(at), reason: dropText(reason) },
})
