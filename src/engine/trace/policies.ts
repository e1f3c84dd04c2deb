import { segmentAt } from '../fabric/fabric'
import type { LinkName } from '../linux/link'
import { findLink } from '../linux/source-address'
import { decidersOf, type PolicyDirection, type UnmodelledPolicy } from '../linux/unmodelled-policy'
import type { Cursor, Run } from './run'
import type { DropReason } from './trace'

/**
 * Policies are asked about the first packet of a connection; what answers it, or is an error about it, passes (`ctstate
 * RELATED,ESTABLISHED`). The lab does not model what they say, so that first packet goes no further. [POLICY-1]
 */
function undecided(
  run: Run,
  { packet }: Pick<Cursor, 'packet'>,
  policies: readonly UnmodelledPolicy[] | undefined,
  direction: PolicyDirection,
): DropReason | undefined {
  if (policies === undefined || run.packets[packet]?.kind !== 'request') return undefined
  const deciders = decidersOf(policies, direction)
  return deciders.length > 0 ? { kind: 'unmodelled', what: 'policy', policies: deciders, direction } : undefined
}

/** Of what is forwarded: first what the pod may send, then what the other may be sent. */
export const policyBetween = (run: Run, cursor: Cursor, from: LinkName, to: LinkName): DropReason | undefined =>
  undecided(run, cursor, findLink(cursor.namespace, from)?.policies, 'egress') ??
  undecided(run, cursor, findLink(cursor.namespace, to)?.policies, 'ingress')

/** Of what is for the machine itself: what the pod may send, or the machine be sent. What goes by `lo` nobody asks. */
export function policyInto(run: Run, cursor: Cursor, from: LinkName): DropReason | undefined {
  const link = findLink(cursor.namespace, from)
  if (link?.type.kind === 'loopback') return undefined
  return (
    undecided(run, cursor, link?.policies, 'egress') ?? undecided(run, cursor, cursor.namespace.policies, 'ingress')
  )
}

/** Of what the machine itself sends to others. Its own pods it always reaches. */
export function policyOutOf(run: Run, cursor: Cursor, to: LinkName): DropReason | undefined {
  const { policies, name } = cursor.namespace
  if (policies === undefined || segmentAt(run.fabric, { namespace: name, link: to })?.kind === 'veth') return undefined
  return undecided(run, cursor, policies, 'egress')
}
