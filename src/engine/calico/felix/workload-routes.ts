import type { Route, RouteProtocol } from '../../linux/route'
import { compareRoutes } from '../../linux/route-order'
import { formatIpv4 } from '../../net/ipv4'
import { hostPrefix } from '../../net/prefix'
import { oncePerSetting } from '../../once-per'
import { clusterRoute } from '../resources/cluster-route'
import type { Datastore } from '../resources/datastore'
import { hostSideName } from '../resources/host-side-name'
import type { Pod } from '../resources/pod'
import { hasRoutePriority } from '../resources/route-priority'
import { routeProtocols } from './route-protocol'

/** `<pod> dev cali… scope link` for a node's own pods; from v3.32 on with a metric. [FELIX-1] */
export function workloadRoutes(pods: readonly Pod[], { information, felixConfiguration }: Datastore): readonly Route[] {
  const metric = hasRoutePriority({ information }) ? felixConfiguration.ipv4NormalRoutePriority : 0
  const { byDevice } = routeProtocols(felixConfiguration)
  return linesOf(pods, metric, byDevice)
}

/** In the order of the table; a node whose pods stay keeps its list. */
const linesOf = oncePerSetting((pods: readonly Pod[], metric: number, byDevice: RouteProtocol): readonly Route[] => {
  const routes = pods.map((pod) => workloadRoute(pod, metric)).sort(compareRoutes)
  return byDevice === USUAL_PROTOCOL ? routes : routes.map((route) => ({ ...route, protocol: byDevice }))
})

const USUAL_PROTOCOL: RouteProtocol = 'boot'

const workloadRoute = oncePerSetting(
  (pod: Pod, metric: number): Route =>
    clusterRoute({
      destination: hostPrefix(pod.address),
      nextHops: [{ dev: hostSideName(pod) }],
      protocol: USUAL_PROTOCOL,
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
