import type { Ground, Reaches } from '../calico/bird/peerings'
import type { CalicoNode } from '../calico/resources/node'
import { isWindows } from '../calico/resources/outside-model'
import { DEFAULT_HOST, type Underlay, type UnderlayHost } from '../calico/resources/underlay'
import { createFabric, type Fabric, type Segment } from '../fabric/fabric'
import { reaches } from '../fabric/reachability'
import { groupBy } from '../group-by'
import type { Namespace } from '../linux/namespace'
import { oncePer, oncePerSetting } from '../once-per'
import type { Cluster } from './cluster'
import { placesIn } from './places'
import { type PluggedPort, subnetLosses, subnetNetem } from './subnet-losses'
import { bareNode, bareRouter, subnetHolding } from './underlay-hosts'

/** The last fabric of each underlay, and the machines it was made for. */
const fabrics = new WeakMap<Underlay, { readonly machines: string; readonly fabric: Fabric }>()

/** The machines before Calico has touched them. What Calico is told, such as a pool's mode, makes no new one. */
export function bareFabric({ underlay, nodes }: Pick<Cluster, 'underlay' | 'nodes'>): Fabric {
  const machines = nodes
    .map(({ name, internalAddress, labels }) => `${name} ${internalAddress}${isWindows(labels) ? ' windows' : ''}`)
    .join()
  const known = fabrics.get(underlay)
  if (known?.machines === machines) return known.fabric
  const namespaces = [
    ...nodes.map((node) => bareNodeOf(node, underlay)),
    ...underlay.routers.map((router) => bareRouter(router, underlay)),
  ]
  const fabric = createFabric(namespaces, subnetSegments(underlay, nodes))
  fabrics.set(underlay, { machines, fabric })
  return fabric
}

/** A drag makes one of them anew. */
const bareNodeOf = oncePerSetting((node: CalicoNode, underlay: Underlay): Namespace => bareNode(node, underlay))

/**
 * A subnet's switch joins the uplinks of its nodes and the interfaces of its routers. A cable that is out joins nothing, nor
 * does a switch that is off: who asks there for a neighbour hears nobody. [FAULT-2]
 */
function subnetSegments(underlay: Underlay, nodes: readonly CalicoNode[]): readonly Segment[] {
  const settings = new Map(underlay.hosts.map((host) => [host.node, host]))
  const uplinks = nodes.map((node): PluggedPort => {
    const { interface: link, link: fault, netem }: Omit<UnderlayHost, 'node'> = settings.get(node.name) ?? DEFAULT_HOST
    return {
      subnet: subnetHolding(underlay, node.internalAddress)?.name,
      port: { namespace: node.name, link },
      own: node.internalAddress,
      ...(fault && { fault }),
      ...(netem && { netem }),
    }
  })
  const interfaces = underlay.routers.flatMap((router) =>
    router.interfaces.map(
      ({ subnet, link: fault, netem }, i): PluggedPort => ({
        subnet,
        port: { namespace: router.name, link: `eth${i}` },
        ...(fault && { fault }),
        ...(netem && { netem }),
      }),
    ),
  )
  const bySubnet = groupBy([...uplinks, ...interfaces], ({ subnet }) => subnet)
  return underlay.subnets.map((subnet) => {
    const plugged = subnet.down ? [] : (bySubnet.get(subnet.name) ?? []).filter(({ fault }) => fault !== 'down')
    const losses = subnetLosses(underlay, subnet, plugged)
    const netem = subnetNetem(underlay, plugged)
    const ports = plugged.map(({ port }) => port)
    return { name: subnet.name, kind: 'subnet', ports, ...(losses && { losses }), ...(netem && { netem }) }
  })
}

/** The network as BGP finds it. */
export const bgpGround = oncePer((bare: Fabric): Ground => ({ reaches: reachesByTcp(bare), placeOf: placesIn(bare) }))

const TCP = 6

/** Asked once for each pair of addresses, and port. */
function reachesByTcp(bare: Fabric): Reaches {
  const known = new Map<string, boolean>()
  return ({ speaker, localAddress: source, peerAddress: destination }, port) => {
    const key = `${source} ${destination} ${port}`
    const answer = known.get(key) ?? reaches(bare, speaker, { source, destination, protocol: TCP, ports: [port] })
    known.set(key, answer)
    return answer
  }
}
