import type { UnmodelledPolicy } from '../../linux/unmodelled-policy'
import type { Pod } from '../resources/pod'
import type { HostEndpoint, Policy } from '../resources/policy'

const known = new WeakMap<Pod, { readonly policies: readonly Policy[]; readonly result: readonly UnmodelledPolicy[] }>()

const asUnmodelled = ({ ref: resource, ingress, egress }: Policy): UnmodelledPolicy => ({ resource, ingress, egress })

/** The policies that look at a pod's packets, at its end of the cable (`cali-tw-…` and `cali-fw-…`). [POLICY-1] */
export function podPolicies(pod: Pod, policies: readonly Policy[]): readonly UnmodelledPolicy[] {
  const before = known.get(pod)
  if (before?.policies === policies) return before.result
  const result = policies.filter(({ selectsPod }) => selectsPod(pod)).map(asUnmodelled)
  known.set(pod, { policies, result })
  return result
}

/**
 * What looks at a node's own packets: the policies that select one of its host endpoints, or the endpoint itself, which
 * refuses what none of them lets through. [POLICY-2]
 */
export const hostPolicies = (
  node: string,
  endpoints: readonly HostEndpoint[],
  policies: readonly Policy[],
): readonly UnmodelledPolicy[] =>
  endpoints
    .filter((endpoint) => endpoint.node === node)
    .flatMap(({ ref: resource, labels, isOpen }) => {
      const selecting = policies.filter(({ selectsHost }) => selectsHost(labels)).map(asUnmodelled)
      return isOpen || selecting.length > 0 ? selecting : [{ resource, ingress: true, egress: true }]
    })
