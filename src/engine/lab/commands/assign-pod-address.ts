import { podAttribute } from '../../calico/ipam/allocation-attribute'
import { type AssignFailure, type Assignment, assignAddress, assignGivenAddress } from '../../calico/ipam/assign'
import type { Ipam } from '../../calico/ipam/ipam'
import type { AddressWish } from '../../calico/resources/address-wish'
import type { CalicoNode } from '../../calico/resources/node'
import { assertNever } from '../../invariant'
import type { Issue } from '../../issue'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix } from '../../net/prefix'
import { fail, type Result } from '../../result'
import { refusal } from './outcome'

/** What the CNI plugin asks IPAM for when a pod starts: the address it wants, one of the pools it names, or any. [CNI-3] */
export function assignPodAddress(
  ipam: Ipam,
  node: CalicoNode,
  pod: { readonly namespace: string; readonly name: string; readonly wish?: AddressWish },
): Result<Assignment, readonly Issue[]> {
  const { namespace, name, wish } = pod
  const request = { node, attribute: podAttribute({ node: node.name, namespace, name }) }
  const assigned =
    wish?.address === undefined
      ? assignAddress(ipam, {
          ...request,
          namespace,
          use: 'Workload',
          ...(wish?.pools && { pools: wish.pools.map((pool) => poolName(ipam, pool)) }),
        })
      : assignGivenAddress(ipam, { ...request, address: wish.address })
  return assigned.ok ? assigned : fail([assignIssue(assigned.error, node.name, `${namespace}/${name}`)])
}

/** A pool may be asked for by its CIDR too. */
const poolName = ({ pools }: Ipam, nameOrCidr: string): string =>
  pools.find(({ cidr }) => formatPrefix(cidr) === nameOrCidr)?.name ?? nameOrCidr

function assignIssue(failure: AssignFailure, node: string, pod: string): Issue {
  switch (failure.kind) {
    case 'no-pool':
      return refusal('ipam-no-pool', { node, pod })
    case 'pool-not-enabled':
      return refusal('ipam-pool-not-enabled', { pool: failure.pool, pod })
    case 'block-limit':
      return refusal('ipam-block-limit', { node, pod, limit: failure.limit })
    case 'no-free-address':
      return refusal('ipam-no-free-address', { node, pod })
    case 'address-outside-pools':
    case 'address-taken':
    case 'address-of-another-node':
      return refusal(`ipam-${failure.kind}`, { node, pod, address: formatIpv4(failure.address) })
    default:
      return assertNever(failure)
  }
}
