import type { NodePicture, Picture, PodPicture, RouterPicture, SubnetPicture } from '../canvas/picture'
import { hostSideName } from '../engine/calico/resources/host-side-name'
import type { CalicoNode } from '../engine/calico/resources/node'
import type { UnderlayRouter } from '../engine/calico/resources/underlay'
import type { Fabric } from '../engine/fabric/fabric'
import { groupBy } from '../engine/group-by'
import type { Cluster } from '../engine/lab/cluster'
import type { Position } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { activeFaults } from '../engine/lab/faults/active-faults'
import { elementOfFault } from '../engine/lab/faults/fault-place'
import { positionsOf } from '../engine/lab/positions'
import { subnetHolding } from '../engine/lab/underlay-hosts'
import type { Link } from '../engine/linux/link'
import { lineCount } from '../engine/linux/main-table'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix } from '../engine/net/prefix'

type Positions = ReadonlyMap<string, Position>

const positionFrom = (positions: Positions, id: string): { position?: Position } => {
  const position = positions.get(id)
  return position ? { position } : {}
}

const deviceKind = ({ type }: Link): 'uplink' | 'ipip' | 'vxlan' | undefined => {
  if (type.kind === 'ipip' || type.kind === 'vxlan') return type.kind
  return type.kind === 'ethernet' ? 'uplink' : undefined
}

/** The node's own devices: its uplink and tunnels, not the pods' ends. */
function devicesOf(cluster: Cluster, fabric: Fabric, node: CalicoNode): NodePicture['devices'] {
  const uplink = cluster.underlay.hosts.find((host) => host.node === node.name)?.interface ?? 'eth0'
  const links = fabric.namespaces.get(node.name)?.links ?? []
  const devices = links.flatMap((link) => {
    const kind = deviceKind(link)
    return kind && (kind !== 'uplink' || link.name === uplink) ? [{ name: link.name, kind }] : []
  })
  return devices.sort((a, b) => Number(b.kind === 'uplink') - Number(a.kind === 'uplink'))
}

const insideOf = (fabric: Fabric, node: string): Pick<NodePicture, 'routes' | 'hasNat'> => {
  const namespace = fabric.namespaces.get(node)
  return namespace ? { routes: lineCount(namespace), hasNat: namespace.masquerade.length > 0 } : {}
}

export const subnetOfNode = (cluster: Cluster, node: CalicoNode) =>
  subnetHolding(cluster.underlay, node.internalAddress)

/** What the canvas shows of a lab. */
export function pictureOf(document: LabDocument, cluster: Cluster, fabric: Fabric): Picture {
  const positions = positionsOf(document)
  const broken = new Set(activeFaults(cluster).map(elementOfFault))
  const brokenAt = (id: string): { broken?: true } => (broken.has(id) ? { broken: true } : {})
  const podsByNode = groupBy(cluster.pods, (pod) => pod.node)
  const blocksByNode = groupBy(cluster.blockAffinities, (affinity) => affinity.node)
  const subnets = cluster.underlay.subnets.map(
    (subnet): SubnetPicture => ({
      id: `subnet:${subnet.name}`,
      name: subnet.name,
      cidr: formatPrefix(subnet.cidr),
      ...(subnet.gateway === undefined ? {} : { gateway: formatIpv4(subnet.gateway) }),
      ...brokenAt(`subnet:${subnet.name}`),
    }),
  )
  const nodes = cluster.nodes.map(
    (node): NodePicture => ({
      id: `node:${node.name}`,
      name: node.name,
      subnet: `subnet:${subnetOfNode(cluster, node)?.name ?? ''}`,
      address: formatIpv4(node.internalAddress),
      blocks: (blocksByNode.get(node.name) ?? []).map(({ cidr }) => formatPrefix(cidr)),
      devices: devicesOf(cluster, fabric, node),
      pods: (podsByNode.get(node.name) ?? []).map(
        (pod): PodPicture => ({
          id: `pod:${pod.namespace}/${pod.name}`,
          name: pod.name,
          namespace: pod.namespace,
          address: formatIpv4(pod.address),
          hostLink: hostSideName(pod),
        }),
      ),
      ...insideOf(fabric, node.name),
      ...brokenAt(`node:${node.name}`),
      ...positionFrom(positions, `node:${node.name}`),
    }),
  )
  return {
    subnets,
    nodes,
    routers: cluster.underlay.routers.map((router) => ({
      ...routerPicture(router, positions),
      ...brokenAt(`router:${router.name}`),
    })),
  }
}

const routerPicture = (router: UnderlayRouter, positions: Positions): RouterPicture => ({
  id: `router:${router.name}`,
  name: router.name,
  interfaces: router.interfaces.map(({ subnet, address }, index) => ({
    name: `eth${index}`,
    subnet: `subnet:${subnet}`,
    address: formatIpv4(address),
  })),
  ...positionFrom(positions, `router:${router.name}`),
})
