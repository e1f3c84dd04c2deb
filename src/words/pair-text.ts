import type { BothWays, Loss, PairOutcome } from '../analysis/pairs/outcome'
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
export const lossText = ({ at, reason }: Loss): Said => ({
  key: 'changes.lostBecause',
  params: { host: hostName(at), reason: dropText(reason) },
})

/** The first loss of a pair that was asked from both ends; undefined if none is lost. */
export const outcomeLoss = ({ there, back }: BothWays): Loss | undefined =>
  [there, back].flatMap((outcome) => (outcome.kind === 'lost' ? [outcome.loss] : []))[0]
