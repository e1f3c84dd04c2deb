import type { Ground, Reaches } from '../calico/bird/peerings'
import type { CalicoNode } from '../calico/resources/node'
import type { Underlay } from '../calico/resources/underlay'
import { createFabric, type Fabric, type Segment } from '../fabric/fabric'
import { reaches } from '../fabric/reachability'
import { oncePer } from '../once-per'
import type { Cluster } from './cluster'
import { placesIn } from './places'
import { bareNode, bareRouter, hostSettings, subnetHolding } from './underlay-hosts'

/** The last fabric of each underlay, and the machines it was made for. */
const fabrics = new WeakMap<Underlay, { readonly machines: string; readonly fabric: Fabric }>()

/** The machines before Calico has touched them. What Calico is told, such as a pool's mode, makes no new one. */
export function bareFabric({ underlay, nodes }: Pick<Cluster, 'underlay' | 'nodes'>): Fabric {
  const machines = nodes.map(({ name, internalAddress }) => `${name} ${internalAddress}`).join()
  const known = fabrics.get(underlay)
  if (known?.machines === machines) return known.fabric
  const namespaces = [
    ...nodes.map((node) => bareNode(node, underlay)),
    ...underlay.routers.map((router) => bareRouter(router, underlay)),
  ]
  const fabric = createFabric(namespaces, subnetSegments(underlay, nodes))
  fabrics.set(underlay, { machines, fabric })
  return fabric
}

/** A subnet's switch joins the uplinks of its nodes and the interfaces of its routers. */
function subnetSegments(underlay: Underlay, nodes: readonly CalicoNode[]): readonly Segment[] {
  const uplinks = nodes.map((node) => ({
    subnet: subnetHolding(underlay, node.internalAddress)?.name,
    port: { namespace: node.name, link: hostSettings(underlay, node.name).interface },
  }))
  const interfaces = underlay.routers.flatMap((router) =>
    router.interfaces.map(({ subnet }, i) => ({ subnet, port: { namespace: router.name, link: `eth${i}` } })),
  )
  const plugged = [...uplinks, ...interfaces]
  return underlay.subnets.map(({ name }) => ({
    name,
    kind: 'subnet',
    ports: plugged.filter(({ subnet }) => subnet === name).map(({ port }) => port),
  }))
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
