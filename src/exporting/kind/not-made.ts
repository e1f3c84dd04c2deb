import type { Cluster } from '../../engine/lab/cluster'
import { formatPrefix } from '../../engine/net/prefix'
import { canBeMade } from './docker-network'

/** What of this lab the script leaves out, a line each; what no kind cluster has stands in its head anyway. */
export function notMade({ underlay }: Cluster): readonly string[] {
  const { subnets, routers, hosts, cloud, sourceCheck, drops } = underlay
  const small = subnets.filter((subnet) => !canBeMade(subnet))
  const speakers = routers.filter(({ bgp }) => bgp).map(({ name }) => name)
  const faulty = [
    ...subnets.filter(({ down }) => down).map(({ name }) => name),
    ...routers.filter(({ down, interfaces }) => down || interfaces.some(({ link }) => link)).map(({ name }) => name),
    ...hosts
      .filter(({ birdStopped, down, link, mtuBytes, missingDevices }) => {
        return birdStopped || down || link || mtuBytes !== undefined || missingDevices.length > 0
      })
      .map(({ node }) => node),
  ]
  const isCloud = cloud !== undefined || sourceCheck || (drops ?? []).length > 0
  return [
    ...small.map(({ name, cidr }) => `subnet ${name}: Docker makes no network as small as ${formatPrefix(cidr)}`),
    ...(speakers.length > 0 ? [`BGP of ${speakers.join(', ')}: no daemon runs there; the rest of it is made`] : []),
    ...(faulty.length > 0 ? [`what is broken in the lab: ${faulty.join(', ')}`] : []),
    ...(isCloud ? ['what the cloud’s network refuses between machines of one subnet'] : []),
  ]
}
