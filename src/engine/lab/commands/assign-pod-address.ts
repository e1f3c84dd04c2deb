import { podAttribute } from '../../calico/ipam/allocation-attribute'
import { type AssignFailure, type Assignment, assignAddress } from '../../calico/ipam/assign'
import type { Ipam } from '../../calico/ipam/ipam'
import type { CalicoNode } from '../../calico/resources/node'
import { assertNever } from '../../invariant'
import type { Issue } from '../../issue'
import { fail, type Result } from '../../result'
import { refusal } from './outcome'

/** What the CNI plugin asks IPAM for when a pod starts. */
export function assignPodAddress(
  ipam: Ipam,
  node: CalicoNode,
  pod: { readonly namespace: string; readonly name: string },
): Result<Assignment, readonly Issue[]> {
  const attribute = podAttribute({ node: node.name, namespace: pod.namespace, name: pod.name })
  const assigned = assignAddress(ipam, { node, use: 'Workload', attribute })
  return assigned.ok ? assigned : fail([assignIssue(assigned.error, node.name, `${pod.namespace}/${pod.name}`)])
}

function assignIssue(failure: AssignFailure, node: string, pod: string): Issue {
  switch (failure.kind) {
    case 'no-pool':
      return refusal('ipam-no-pool', { node, pod })
    case 'block-limit':
      return refusal('ipam-block-limit', { node, pod, limit: failure.limit })
    case 'no-free-address':
      return refusal('ipam-no-free-address', { node, pod })
    default:
      return assertNever(failure)
  }
}
