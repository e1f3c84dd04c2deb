import type { Ipv4 } from '../../net/ipv4'
import type { BGPPeer } from '../resources/bgp-peer'
import type { Datastore } from '../resources/datastore'
import type { CalicoNode } from '../resources/node'
import { matchesSelector } from '../resources/selector'
import type { UnderlayRouter } from '../resources/underlay'
import type { Peering } from './speaker'

/**
 * Every end of a session that some configuration asks for. Node mesh: all pairs of nodes without a cluster id. Peers: of
 * a BGPPeer; with `peerSelector` the other end is made too, and a router answers whoever names it.
 * Source: confd/pkg/backends/calico/client.go, `updatePeersV1`. [BGP-1]
 */
export function peerings(datastore: Datastore, routers: readonly UnderlayRouter[]): readonly Peering[] {
  const { nodes, bgpConfiguration, bgpPeers } = datastore
  const mesh = bgpConfiguration.nodeToNodeMeshEnabled ? meshPeerings(nodes) : []
  const explicit = bgpPeers.flatMap((peer) => peeringsOf(peer, nodes, routers))
  return explicit.length === 0 ? mesh : withoutRepetition([...mesh, ...explicit])
}

/** Two configurations of one session are one session; the first counts. */
function withoutRepetition(configured: readonly Peering[]): readonly Peering[] {
  const byEnds = new Map<string, Peering>()
  for (const peering of configured) {
    const key = `${peering.speaker} ${peering.peerAddress}`
    if (!byEnds.has(key)) byEnds.set(key, peering)
  }
  return [...byEnds.values()]
}

const AUTO = { nextHopMode: 'Auto', allowedLocalAs: 0 } as const

const between = (a: CalicoNode, b: CalicoNode): Peering => ({
  speaker: a.name,
  peer: b.name,
  localAddress: a.bgpAddress.address,
  peerAddress: b.bgpAddress.address,
  ...AUTO,
})

function meshPeerings(nodes: readonly CalicoNode[]): readonly Peering[] {
  const members = nodes.filter(({ routeReflectorClusterId }) => routeReflectorClusterId === undefined)
  return members.flatMap((a) => members.filter((b) => b !== a).map((b) => between(a, b)))
}

function peeringsOf(
  peer: BGPPeer,
  nodes: readonly CalicoNode[],
  routers: readonly UnderlayRouter[],
): readonly Peering[] {
  const settings = { nextHopMode: peer.nextHopMode, allowedLocalAs: peer.numAllowedLocalASNumbers }
  const locals = nodes.filter((node) => isLocalEnd(peer, node))
  if (peer.peerSelector !== undefined) {
    const remotes = nodes.filter((node) => matchesSelector(peer.peerSelector ?? '', node.labels))
    const pairs = locals.flatMap((a) => remotes.filter((b) => b !== a).map((b) => [a, b] as const))
    return pairs.flatMap(([a, b]) => [{ ...between(a, b), ...settings }, between(b, a)])
  }
  const { peerIP } = peer
  if (peerIP === undefined) return []
  return locals.flatMap((node) => {
    if (node.bgpAddress.address === peerIP) return []
    const remote = nodes.find(({ bgpAddress }) => bgpAddress.address === peerIP)
    if (remote) return [{ ...between(node, remote), ...settings }]
    const router = routers.find(({ bgp, interfaces }) => bgp && interfaces.some(({ address }) => address === peerIP))
    return router ? bothEnds(node, router.name, peerIP, settings) : []
  })
}

function isLocalEnd(peer: BGPPeer, node: CalicoNode): boolean {
  if (peer.node !== undefined) return peer.node === node.name
  return peer.nodeSelector === undefined || matchesSelector(peer.nodeSelector, node.labels)
}

function bothEnds(
  node: CalicoNode,
  router: string,
  peerAddress: Ipv4,
  settings: Pick<Peering, 'nextHopMode' | 'allowedLocalAs'>,
): readonly Peering[] {
  const { address } = node.bgpAddress
  return [
    { speaker: node.name, peer: router, localAddress: address, peerAddress, ...settings },
    { speaker: router, peer: node.name, localAddress: peerAddress, peerAddress: address, ...AUTO },
  ]
}

/** The peerings whose other end is configured too, and that TCP can join both ways. */
export function sessions(configured: readonly Peering[], reaches: (from: Peering) => boolean): readonly Peering[] {
  const byEnds = new Map<Ipv4, Map<Ipv4, Peering>>()
  for (const peering of configured) {
    const byPeer = byEnds.get(peering.localAddress) ?? new Map<Ipv4, Peering>()
    byEnds.set(peering.localAddress, byPeer.set(peering.peerAddress, peering))
  }
  return configured.filter((peering) => {
    const opposite = byEnds.get(peering.peerAddress)?.get(peering.localAddress)
    return opposite !== undefined && reaches(peering) && reaches(opposite)
  })
}
