import { encapsInUse } from '../../engine/calico/resources/encap'
import { programs, routeKindOf } from '../../engine/calico/resources/route-owner'
import type { Cluster } from '../../engine/lab/cluster'

/** Whether any pool's routes are BIRD's to program: then nothing goes between nodes without BGP. */
export const routesNeedBird = (cluster: Cluster): boolean =>
  cluster.pools.some((pool) => {
    const kind = routeKindOf(pool)
    return kind !== undefined && programs('bird', kind, cluster)
  })

/** The tunnels that packets may take. */
export function tunnelsInUse(cluster: Cluster): { readonly ipip: boolean; readonly vxlan: boolean } {
  const devices = encapsInUse(cluster)
  return {
    ipip: devices.ipip && cluster.pools.some(({ ipipMode }) => ipipMode !== 'Never'),
    vxlan: devices.vxlan && cluster.pools.some(({ vxlanMode }) => vxlanMode !== 'Never'),
  }
}
