import type { Route } from '../../linux/route'
import { formatIpv4 } from '../../net/ipv4'
import { hostPrefix } from '../../net/prefix'
import { clusterRoute } from '../resources/cluster-route'
import type { Datastore } from '../resources/datastore'
import { hostSideName } from '../resources/host-side-name'
import type { Pod } from '../resources/pod'
import { hasRoutePriority } from '../resources/route-priority'

/** `<pod> dev cali… scope link` for a node's own pods; from v3.32 on with a metric. [FELIX-1] */
export function workloadRoutes(pods: readonly Pod[], { information, bgpConfiguration }: Datastore): readonly Route[] {
  const metric = hasRoutePriority({ information }) ? bgpConfiguration.ipv4NormalRoutePriority : 0
  return pods.map((pod) =>
    clusterRoute({
      destination: hostPrefix(pod.address),
      nextHops: [{ dev: hostSideName(pod) }],
      protocol: 'boot',
      scope: 'link',
      metric,
      provenance: {
        programmer: 'felix',
        because: 'felix-workload',
        details: { pod: pod.name, address: formatIpv4(pod.address) },
        from: [{ kind: 'Pod', name: pod.name, namespace: pod.namespace }],
      },
    }),
  )
}
