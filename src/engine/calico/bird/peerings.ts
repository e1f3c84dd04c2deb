import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import type { BGPFilter } from '../resources/bgp-filter'
import type { BGPPeer } from '../resources/bgp-peer'
import type { Datastore } from '../resources/datastore'
import type { CalicoNode } from '../resources/node'
import { matchesSelector } from '../resources/selector'
import type { UnderlayRouter } from '../resources/underlay'
import type { Peering } from './speaker'

/**
 * Every end of a session that some configuration asks for: the mesh of all nodes without a cluster id, what BGPPeers
 * ask for, and a router's answer to whoever names it. Of two protocols to one address BIRD runs the first, and the mesh
 * stands first in confd's template.
 * Source: confd/pkg/backends/calico/client.go, `updatePeersV1`; bird.cfg.template. [BGP-1]
 */
export function peerings(datastore: Datastore, routers: readonly UnderlayRouter[]): readonly Peering[] {
  const { nodes, bgpConfiguration, bgpPeers } = datastore
  const mesh = bgpConfiguration.nodeToNodeMeshEnabled ? meshPeerings(datastore) : []
  if (bgpPeers.length === 0) return mesh
  const explicit = nodes.flatMap((node) =>
    [...configuredPeers(node, datastore).values()].flatMap((peer) => endOf(node, peer, datastore, routers)),
  )
  const ends = withoutRepetition([...mesh, ...explicit])
  return [...ends, ...ends.flatMap((end) => answerOf(end, datastore, routers))]
}

/** Of two protocols to one address BIRD lets the first have it (`proto_lock`). */
function withoutRepetition(configured: readonly Peering[]): readonly Peering[] {
  const byEnds = new Map<string, Peering>()
  for (const peering of configured) {
    const key = `${peering.speaker} ${peering.peerAddress}`
    if (!byEnds.has(key)) byEnds.set(key, peering)
  }
  return [...byEnds.values()]
}

/** What confd knows of one peer of a node (`bgpPeer`). */
interface Peer extends Pick<Peering, 'nextHopMode' | 'allowedLocalAs' | 'filters'> {
  readonly address: Ipv4
  /** Left out in the BGPPeer: as much as the global one. */
  readonly asNumber: number
  readonly clusterId?: string
  /** Of a global peering between two nodes the one with the smaller address waits, as in the mesh. */
  readonly isGlobalToNode: boolean
}

const asNumberOf = ({ asNumber }: CalicoNode, { bgpConfiguration }: Pick<Datastore, 'bgpConfiguration'>): number =>
  asNumber ?? bgpConfiguration.asNumber

/** confd compares addresses as text. */
const isLater = (a: CalicoNode, b: CalicoNode): boolean =>
  formatIpv4(a.bgpAddress.address) > formatIpv4(b.bgpAddress.address)

const BGP_PORT = 179

const PLAIN = { nextHopMode: 'Auto', allowedLocalAs: 0, filters: [], isMultihop: true } as const

/** Both ends of one speaker's sessions: of a mesh alone without looking at everybody else's. */
export function peeringsWith(
  name: string,
  datastore: Datastore,
  routers: readonly UnderlayRouter[],
): readonly Peering[] {
  const { bgpConfiguration, bgpPeers, nodes } = datastore
  const own = nodes.find((node) => node.name === name && node.routeReflectorClusterId === undefined)
  if (bgpPeers.length > 0 || !own || !bgpConfiguration.nodeToNodeMeshEnabled) {
    return peerings(datastore, routers).filter(({ speaker, peer }) => speaker === name || peer === name)
  }
  return nodes
    .filter((node) => isMeshPair(own, node))
    .flatMap((node) => [meshEnd(own, node, datastore), meshEnd(node, own, datastore)])
}

/** Two members of the mesh; of two with one address neither knows the other. */
const isMeshPair = (a: CalicoNode, b: CalicoNode): boolean =>
  b !== a && b.routeReflectorClusterId === undefined && b.bgpAddress.address !== a.bgpAddress.address

function meshPeerings(datastore: Datastore): readonly Peering[] {
  const members = datastore.nodes.filter(({ routeReflectorClusterId }) => routeReflectorClusterId === undefined)
  return members.flatMap((a) => members.filter((b) => isMeshPair(a, b)).map((b) => meshEnd(a, b, datastore)))
}

/** The end of `a` of its session with `b`. */
export const meshEnd = (a: CalicoNode, b: CalicoNode, datastore: Pick<Datastore, 'bgpConfiguration'>): Peering => ({
  speaker: a.name,
  peer: b.name,
  localAddress: a.bgpAddress.address,
  peerAddress: b.bgpAddress.address,
  peerAs: asNumberOf(b, datastore),
  peerPort: datastore.bgpConfiguration.listenPort,
  isPassive: isLater(b, a),
  isClient: false,
  addsPaths: true,
  ...PLAIN,
})

/**
 * A node's peers by address, as confd collects them: global ones, those of the node, and the far ends of what others
 * ask for; what comes first stays.
 */
function configuredPeers(node: CalicoNode, datastore: Datastore): ReadonlyMap<Ipv4, Peer> {
  const peers = new Map<Ipv4, Peer>()
  const add = (found: readonly Peer[]): void => {
    for (const peer of found) {
      if (peer.address !== node.bgpAddress.address && !peers.has(peer.address)) peers.set(peer.address, peer)
    }
  }
  const byName = datastore.bgpPeers.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const isGlobal = (peer: BGPPeer): boolean => peer.node === undefined && peer.nodeSelector === undefined
  for (const peer of byName.filter(isGlobal)) add(remoteEnds(peer, datastore, true))
  for (const peer of byName) if (!isGlobal(peer) && isLocalEnd(peer, node)) add(remoteEnds(peer, datastore, false))
  for (const peer of byName) if (isRemoteEnd(peer, node, datastore)) add(reverseEnds(peer, datastore))
  return peers
}

function isLocalEnd(peer: BGPPeer, node: CalicoNode): boolean {
  if (peer.node !== undefined) return peer.node === node.name
  return peer.nodeSelector === undefined || matchesSelector(peer.nodeSelector, node.labels)
}

/** Whether the peer names this node as the far end: by its labels, or by its address and AS. */
function isRemoteEnd({ peerSelector, peerIP, asNumber }: BGPPeer, node: CalicoNode, datastore: Datastore): boolean {
  if (peerSelector !== undefined) return matchesSelector(peerSelector, node.labels)
  const expected = asNumber ?? datastore.bgpConfiguration.asNumber
  return peerIP === node.bgpAddress.address && expected === asNumberOf(node, datastore)
}

function remoteEnds(peer: BGPPeer, datastore: Datastore, isGlobal: boolean): readonly Peer[] {
  const { peerSelector, peerIP, nextHopMode, numAllowedLocalASNumbers } = peer
  const filters = filtersOf(peer, datastore)
  if (peerSelector !== undefined) {
    const selected = datastore.nodes.filter(({ labels }) => matchesSelector(peerSelector, labels))
    return selected.map((node) => ({ ...nodeAsPeer(node, datastore), nextHopMode, filters }))
  }
  if (peerIP === undefined) return []
  const asNumber = peer.asNumber ?? datastore.bgpConfiguration.asNumber
  const isNode = datastore.nodes.some(({ bgpAddress }) => bgpAddress.address === peerIP)
  return [
    {
      address: peerIP,
      asNumber,
      nextHopMode,
      allowedLocalAs: numAllowedLocalASNumbers,
      filters,
      isGlobalToNode: isGlobal && isNode,
    },
  ]
}

function reverseEnds(peer: BGPPeer, datastore: Datastore): readonly Peer[] {
  const filters = filtersOf(peer, datastore)
  const locals = datastore.nodes.filter((node) => isLocalEnd(peer, node))
  return locals.map((node) => ({ ...nodeAsPeer(node, datastore), filters }))
}

/** In their order; one that does not exist is none. Both ends have them (`setPeerConfigFieldsFromV3Resource`). [BGP-9] */
const filtersOf = ({ filters }: BGPPeer, { bgpFilters }: Datastore): readonly BGPFilter[] =>
  filters.flatMap((name) => bgpFilters.find((filter) => filter.name === name) ?? [])

function nodeAsPeer(node: CalicoNode, datastore: Datastore): Peer {
  const { bgpAddress, routeReflectorClusterId: clusterId } = node
  return {
    address: bgpAddress.address,
    asNumber: asNumberOf(node, datastore),
    ...(clusterId !== undefined && { clusterId }),
    nextHopMode: 'Auto',
    allowedLocalAs: 0,
    filters: [],
    isGlobalToNode: false,
  }
}

/** A node's end of the session with that peer, if there is a machine with the address that speaks BGP. */
function endOf(
  node: CalicoNode,
  peer: Peer,
  datastore: Datastore,
  routers: readonly UnderlayRouter[],
): readonly Peering[] {
  const {
    address: peerAddress,
    asNumber: peerAs,
    nextHopMode,
    allowedLocalAs,
    filters,
    clusterId,
    isGlobalToNode,
  } = peer
  const remote = datastore.nodes.find(({ bgpAddress }) => bgpAddress.address === peerAddress)
  const machine =
    remote ?? routers.find(({ bgp, interfaces }) => bgp && interfaces.some(({ address }) => address === peerAddress))
  if (!machine) return []
  const reflects = node.routeReflectorClusterId
  return [
    {
      speaker: node.name,
      peer: machine.name,
      localAddress: node.bgpAddress.address,
      peerAddress,
      peerAs,
      peerPort: remote ? datastore.bgpConfiguration.listenPort : BGP_PORT,
      nextHopMode,
      allowedLocalAs,
      filters,
      isClient: reflects !== undefined && reflects !== clusterId && peerAs === asNumberOf(node, datastore),
      isPassive: isGlobalToNode && remote !== undefined && isLater(remote, node),
      addsPaths: remote !== undefined,
      isMultihop: true,
    },
  ]
}

/** A router answers the nodes that name it, as what they are. */
function answerOf(
  { speaker, peer, localAddress, peerAddress }: Peering,
  datastore: Datastore,
  routers: readonly UnderlayRouter[],
): readonly Peering[] {
  const node = datastore.nodes.find(({ name }) => name === speaker)
  if (!node || !routers.some(({ name }) => name === peer)) return []
  return [
    {
      speaker: peer,
      peer: speaker,
      localAddress: peerAddress,
      peerAddress: localAddress,
      peerAs: asNumberOf(node, datastore),
      peerPort: datastore.bgpConfiguration.listenPort,
      isClient: false,
      isPassive: false,
      addsPaths: false,
      ...PLAIN,
      isMultihop: false,
    },
  ]
}

/** Whether a packet of TCP to that port, or from it, gets from one end of a session to the other. */
export type Reaches = (from: Pick<Peering, 'speaker' | 'localAddress' | 'peerAddress'>, port: number) => boolean

/** What BIRD asks of the network under it. */
export interface Ground {
  readonly reaches: Reaches
  /** Speakers of one place, from these addresses of theirs, reach the same others and are reached by the same. */
  readonly placeOf: (speaker: string, address: Ipv4) => string
}

/** The peerings that come up: both ends are configured, each for the other's AS, and one can connect to the other. */
export function sessions(
  configured: readonly Peering[],
  asNumbers: ReadonlyMap<string, number>,
  reaches: Reaches,
): readonly Peering[] {
  const byEnds = new Map<Ipv4, Map<Ipv4, Peering>>()
  for (const peering of configured) {
    const byPeer = byEnds.get(peering.localAddress) ?? new Map<Ipv4, Peering>()
    byEnds.set(peering.localAddress, byPeer.set(peering.peerAddress, peering))
  }
  const connects = (from: Peering, to: Peering): boolean =>
    !from.isPassive && reaches(from, from.peerPort) && reaches(to, from.peerPort)
  return configured.filter((peering) => {
    const opposite = byEnds.get(peering.peerAddress)?.get(peering.localAddress)
    if (!opposite || asNumbers.get(peering.peer) !== peering.peerAs) return false
    return (
      asNumbers.get(peering.speaker) === opposite.peerAs && (connects(peering, opposite) || connects(opposite, peering))
    )
  })
}
