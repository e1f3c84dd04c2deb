import { isPod } from './pace'
import type { LayerSummary, Leg, Look } from './timeline'

/**
 * The colour of a packet with these headers, whose life from here on is `rest`: one without a tunnel's header is on its
 * way direct only if it leaves this machine for another like that; else it is in the hands of its node.
 */
export function lookOf([outer, inner]: readonly LayerSummary[], rest: readonly Leg[]): Look {
  if (inner && (outer?.protocol === 'ipip' || outer?.protocol === 'vxlan')) return outer.protocol
  const next = rest.find(({ action, from, to }) => action === 'wrap' || from.namespace !== to.namespace)
  return next && next.action !== 'wrap' && !isPod(next.from.namespace) && !isPod(next.to.namespace) ? 'direct' : 'local'
}
