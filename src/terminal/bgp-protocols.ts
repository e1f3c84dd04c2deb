/** A node's BGP protocols as its BIRD has them: what confd has configured, and how far each has come. */
import { peeringsWith, sessions } from '../engine/calico/bird/peerings'
import type { Peering } from '../engine/calico/bird/speaker'
import type { BGPPeer } from '../engine/calico/resources/bgp-peer'
import type { CalicoNode } from '../engine/calico/resources/node'
import { matchesSelector } from '../engine/calico/resources/selector'
import { bgpNetwork } from '../engine/lab/bgp-network'
import type { Cluster } from '../engine/lab/cluster'
import type { LabDocument } from '../engine/lab/document'
import { clusterOf } from '../engine/lab/read-cluster'
import { hostSettings } from '../engine/lab/underlay-hosts'
import { formatIpv4, type Ipv4 } from '../engine/net/ipv4'

export interface BgpProtocol {
  /** `Mesh_192_168_10_10`. */
  readonly name: string
  readonly type: 'Mesh' | 'Global' | 'Node'
  readonly peerAddress: Ipv4
  readonly state: 'up' | 'start'
  /** BGP state, then the last error, if there is one. */
  readonly info: readonly [string] | readonly [string, string]
  /** Its end of the session; absent where nobody has the peer's address. */
  readonly peering?: Peering
}

export function isBirdRunning({ underlay }: Cluster, node: string): boolean {
  const { birdStopped, down } = hostSettings(underlay, node)
  return !birdStopped && !down
}

/** Whom a machine's sessions are with that come and go: a table shows them up, which they are for a while. [BGP-10] */
export const restlessPeers = (cluster: Cluster, name: string): readonly string[] => [
  ...new Set(
    bgpNetwork(cluster).restless.flatMap(({ speaker, peer, peerAddress }) =>
      speaker === name ? [`${peer} (${formatIpv4(peerAddress)})`] : [],
    ),
  ),
]

/** In BIRD's order: the mesh (by node, in the newest generation by address as text), global peers, the node's own. */
export function bgpProtocols(document: LabDocument, name: string): readonly BgpProtocol[] {
  const cluster = clusterOf(document)
  const node = cluster.nodes.find((candidate) => candidate.name === name)
  if (!node || !isBirdRunning(cluster, name)) return []
  const { own, established } = sessionsOf(cluster, name)
  const known = own.map((peering): BgpProtocol => {
    const isUp = established.some(({ speaker, peerAddress }) => speaker === name && peerAddress === peering.peerAddress)
    const type = typeOf(cluster, node, peering.peerAddress)
    const info = isUp ? (['Established'] as const) : reasonOf(peering, cluster)
    return { ...protocol(type, peering.peerAddress, info, isUp), peering }
  })
  const silent = unknownPeers(cluster, node, own).map(({ type, address }) =>
    protocol(type, address, isMachine(cluster, address) ? REFUSED : ['Connect'], false),
  )
  const order = ['Mesh', 'Global', 'Node']
  const place = (address: Ipv4): string => meshPlace(cluster, address)
  return [...known, ...silent].sort(
    (a, b) => order.indexOf(a.type) - order.indexOf(b.type) || (place(a.peerAddress) < place(b.peerAddress) ? -1 : 1),
  )
}

const protocol = (type: BgpProtocol['type'], peerAddress: Ipv4, info: BgpProtocol['info'], isUp: boolean) => ({
  name: `${type}_${formatIpv4(peerAddress).replaceAll('.', '_')}`,
  type,
  peerAddress,
  state: isUp ? ('up' as const) : ('start' as const),
  info,
})

const meshPlace = ({ nodes, information }: Cluster, address: Ipv4): string => {
  const node = nodes.find(({ bgpAddress }) => bgpAddress.address === address)
  return information.era === 'current' || !node ? formatIpv4(address) : node.name
}

/** The ends of a node's sessions, and of those the ones that are up. */
function sessionsOf(cluster: Cluster, name: string): Record<'own' | 'established', readonly Peering[]> {
  const { nodes, underlay, bgpConfiguration } = cluster
  const speaks = new Set([
    ...nodes.filter((node) => isBirdRunning(cluster, node.name)).map((node) => node.name),
    ...underlay.routers.filter(({ bgp }) => bgp).map((router) => router.name),
  ])
  const asNumbers = new Map<string, number>([
    ...nodes.map((node) => [node.name, node.asNumber ?? bgpConfiguration.asNumber] as const),
    ...underlay.routers.flatMap((router) => (router.bgp ? [[router.name, router.bgp.asNumber] as const] : [])),
  ])
  const involved = peeringsWith(name, cluster, underlay.routers)
  const running = involved.filter(({ speaker, peer }) => speaks.has(speaker) && speaks.has(peer))
  const established = sessions(running, asNumbers, bgpNetwork(cluster).ground.reaches)
  return { own: involved.filter(({ speaker }) => speaker === name), established }
}

const REFUSED = ['Active', 'Socket: Connection refused'] as const

/** What BIRD says of a session that does not come up. The end that waits to be called knows no reason. */
function reasonOf(peering: Peering, cluster: Cluster): BgpProtocol['info'] {
  if (peering.isPassive) return ['Passive']
  const remote = cluster.nodes.find(({ name }) => name === peering.peer)
  if (remote && !isBirdRunning(cluster, remote.name)) return REFUSED
  const asNumber = remote
    ? (remote.asNumber ?? cluster.bgpConfiguration.asNumber)
    : cluster.underlay.routers.find(({ name }) => name === peering.peer)?.bgp?.asNumber
  if (asNumber !== undefined && asNumber !== peering.peerAs) return ['Idle', 'BGP Error: Bad peer AS']
  return ['Connect']
}

const isGlobal = ({ node, nodeSelector }: BGPPeer): boolean => node === undefined && nodeSelector === undefined

function typeOf(cluster: Cluster, node: CalicoNode, address: Ipv4): BgpProtocol['type'] {
  const remote = cluster.nodes.find(({ bgpAddress }) => bgpAddress.address === address)
  const isMember = (member: CalicoNode | undefined): boolean =>
    member !== undefined && member.routeReflectorClusterId === undefined
  if (cluster.bgpConfiguration.nodeToNodeMeshEnabled && isMember(node) && isMember(remote)) return 'Mesh'
  const names = (peer: BGPPeer): boolean =>
    peer.peerIP === address ||
    (peer.peerSelector !== undefined && remote !== undefined && matchesSelector(peer.peerSelector, remote.labels))
  return cluster.bgpPeers.some((peer) => isGlobal(peer) && names(peer)) ? 'Global' : 'Node'
}

/** Peers whose address is nobody's that speaks BGP. */
function unknownPeers({ bgpPeers }: Cluster, node: CalicoNode, own: readonly Peering[]) {
  const known = new Set<Ipv4>([node.bgpAddress.address, ...own.map(({ peerAddress }) => peerAddress)])
  return bgpPeers.flatMap((peer) => {
    const isMeant =
      peer.node === undefined ? matchesSelector(peer.nodeSelector ?? 'all()', node.labels) : peer.node === node.name
    const address = peer.peerIP
    if (!isMeant || address === undefined || known.has(address)) return []
    known.add(address)
    return [{ type: isGlobal(peer) ? ('Global' as const) : ('Node' as const), address }]
  })
}

/** A machine is there, but nobody listens on its port 179. */
const isMachine = ({ underlay, nodes }: Cluster, address: Ipv4): boolean =>
  underlay.routers.some(({ interfaces }) => interfaces.some((port) => port.address === address)) ||
  nodes.some(({ internalAddress }) => internalAddress === address)
