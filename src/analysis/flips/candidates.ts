import { encapsInUse, modeOf } from '../../engine/calico/resources/encap'
import type { IPPool } from '../../engine/calico/resources/ip-pool'
import type { CalicoNode } from '../../engine/calico/resources/node'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import type { Fault } from '../../engine/lab/faults/fault'
import { podNamespaceName } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix, prefixContains, prefixEquals } from '../../engine/net/prefix'
import { suspicionsIn } from '../doctor/diagnose'
import type { Fix } from '../doctor/finding'
import { editedList, underlayPatch } from '../doctor/underlay-edits'
import type { Candidate, Question } from './flip'

/** One end of the ping: a pod with its node, or a node itself. A router is neither. */
interface End {
  readonly node: CalicoNode
  readonly address: Ipv4
  readonly pool?: IPPool
}

/**
 * Single changes that could make a difference to the ping, the smallest first. Whether they do is for the network to say:
 * each is tried.
 */
export function candidatesFor(document: LabDocument, question: Question, isLost: boolean): readonly Candidate[] {
  const cluster = clusterOf(document)
  const ends = [question.from, question.to].flatMap((host) => endOf(cluster, host) ?? [])
  const both = [
    ...(isLost ? fixes(document) : []),
    ...modes(cluster, ends),
    ...switches(cluster, ends, isLost),
    ...masks(cluster, ends),
    ...(isLost ? routes(document, cluster, ends) : []),
    ...moves(cluster, ends),
    ...(isLost ? secondFixes(document) : []),
    ...(isLost ? [] : breaks(cluster, ends)),
  ]
  const byCommands = new Map<string, Candidate>()
  for (const candidate of both) {
    const key = JSON.stringify(candidate.commands)
    if (!byCommands.has(key)) byCommands.set(key, candidate)
  }
  return [...byCommands.values()]
}

function endOf({ nodes, pods, pools }: Cluster, host: string): End | undefined {
  const pod = pods.find((each) => podNamespaceName(each) === host)
  const node = nodes.find(({ name }) => name === (pod?.node ?? host))
  if (!node) return undefined
  const address = pod?.address ?? node.internalAddress
  const pool = pod && pools.find(({ cidr }) => prefixContains(cidr, address))
  return { node, address, ...(pool && { pool }) }
}

/** What the doctor would do; a fault that is lifted is among it. */
const fixes = (document: LabDocument): readonly Candidate[] =>
  suspicionsIn(document).flatMap(({ fix }) => (fix ? [asCandidate(fix)] : []))

/** What it would do if the first does not help. */
const secondFixes = (document: LabDocument): readonly Candidate[] =>
  suspicionsIn(document).flatMap(({ otherwise = [] }) => otherwise.map(asCandidate))

const asCandidate = ({ code, params, commands }: Fix): Candidate => ({ name: { kind: 'fix', code, params }, commands })

const flip = (code: string, params: Readonly<Record<string, string | number>>, ...commands: readonly Command[]) =>
  ({ name: { kind: 'flip', code, params }, commands }) as const satisfies Candidate

const MODES = ['Never', 'CrossSubnet', 'Always'] as const

/** Of the pools that the two pods' addresses are from; the other encapsulation has to go first. */
function modes(_cluster: Cluster, ends: readonly End[]): readonly Candidate[] {
  const pools = new Set(ends.flatMap(({ pool }) => pool ?? []))
  return [...pools].flatMap((pool) => {
    const { name, ipipMode, vxlanMode } = pool
    const ipip = MODES.filter((mode) => mode !== ipipMode && (mode !== 'Never' || ipipMode !== 'Never')).map((mode) =>
      flip(
        'mode',
        { field: 'ipipMode', pool: name, mode },
        ...(vxlanMode === 'Never' || mode === 'Never'
          ? []
          : [{ kind: 'set-vxlan-mode', pool: name, mode: 'Never' } as const]),
        { kind: 'set-ipip-mode', pool: name, mode },
      ),
    )
    const vxlan = MODES.filter((mode) => mode !== vxlanMode).map((mode) =>
      flip(
        'mode',
        { field: 'vxlanMode', pool: name, mode },
        ...(ipipMode === 'Never' || mode === 'Never'
          ? []
          : [{ kind: 'set-ipip-mode', pool: name, mode: 'Never' } as const]),
        { kind: 'set-vxlan-mode', pool: name, mode },
      ),
    )
    return [...ipip, ...vxlan]
  })
}

/** Turning the mesh off delivers nothing, but where other peers compete with it. */
function switches(
  { bgpConfiguration, bgpPeers }: Cluster,
  ends: readonly End[],
  isLost: boolean,
): readonly Candidate[] {
  const enabled = !bgpConfiguration.nodeToNodeMeshEnabled
  const pools = new Set(ends.flatMap(({ pool }) => pool ?? []))
  return [
    ...(isLost && !enabled && bgpPeers.length === 0
      ? []
      : [flip(enabled ? 'mesh-on' : 'mesh-off', {}, { kind: 'set-bgp-mesh', enabled })]),
    // It is asked of what leaves the pools alone.
    ...(ends.every(({ pool }) => pool)
      ? []
      : [...pools].map(({ name, natOutgoing }) =>
          flip(
            natOutgoing ? 'nat-off' : 'nat-on',
            { pool: name },
            { kind: 'set-nat-outgoing', pool: name, enabled: !natOutgoing },
          ),
        )),
  ]
}

/** A recorded mask just wide enough to hold the other's address, and the one that holds nobody's. CrossSubnet alone asks it. */
function masks({ underlay, pools }: Cluster, ends: readonly End[]): readonly Candidate[] {
  const [a, b] = ends
  if (!a || !b || a.node === b.node || !pools.some((pool) => modeOf(pool) === 'CrossSubnet')) return []
  return [
    [a.node, b.node],
    [b.node, a.node],
  ].flatMap(([node, other]): readonly Candidate[] => {
    if (!node || !other) return []
    const subnet = subnetHolding(underlay, node.internalAddress)
    const common = Math.clz32(node.internalAddress ^ other.internalAddress)
    const lengths = new Set([subnet?.cidr.length ?? 32, Math.min(common, 30), 32])
    return [...lengths]
      .filter((length) => length >= 8 && length !== node.bgpAddress.length)
      .map((length) => {
        const isRight = length === subnet?.cidr.length
        const fault: Fault = { kind: 'wrong-mask', node: node.name, length: isRight ? node.bgpAddress.length : length }
        return flip('mask', { node: node.name, length }, { kind: 'set-fault', fault, on: !isRight })
      })
  })
}

/** The blocks of both ends, or of one, on the routers beside their nodes; or the same told by BGP. */
function routes(document: LabDocument, cluster: Cluster, ends: readonly End[]): readonly Candidate[] {
  const { underlay, blockAffinities } = cluster
  const known = ends.flatMap(({ node, address }) => {
    const block = blockAffinities.find(({ cidr, node: owner }) => owner === node.name && prefixContains(cidr, address))
    const subnet = subnetHolding(underlay, node.internalAddress)
    return block && subnet
      ? [{ cidr: block.cidr, to: formatPrefix(block.cidr), via: formatIpv4(node.internalAddress), subnet: subnet.name }]
      : []
  })
  // A router that has the one block lacks only the other.
  const fabric = realize(document)
  const lacking = known.filter(({ cidr, subnet }) =>
    underlay.routers.some(({ name, interfaces }) => {
      const table = fabric.namespaces.get(name)?.routes ?? []
      const isBeside = interfaces.some((port) => port.subnet === subnet)
      return isBeside && !table.some(({ destination }) => prefixEquals(destination, cidr))
    }),
  )
  return [
    ...[lacking].flatMap((list) => {
      const routers = underlay.routers.filter(({ interfaces }) =>
        list.some(({ subnet }) => interfaces.some((port) => port.subnet === subnet)),
      )
      if (list.length === 0 || routers.length === 0) return []
      const edited = editedList(document, 'routers', (entry, name) => {
        const own = list.filter(({ subnet }) =>
          routers.some((router) => router.name === name && router.interfaces.some((port) => port.subnet === subnet)),
        )
        const before = Array.isArray(entry.routes) ? entry.routes : []
        return own.length > 0 ? { ...entry, routes: [...before, ...own.map(({ to, via }) => ({ to, via }))] } : entry
      })
      const params = { router: routers.map(({ name }) => name).join(', '), blocks: list.map(({ to }) => to).join(', ') }
      return [flip('static-route', params, underlayPatch(underlay.name, { routers: edited }))]
    }),
    ...peerings(document, cluster),
  ]
}

const AS_OF_ROUTER = 65001

/** Each of them tells the router what all have told it: in larger clusters that is no small change, nor a quick one to try. */
const MOST_PEERS = 40

/** Every node peers with the router, at each of its addresses; it learns the blocks and announces nothing itself. */
function peerings(document: LabDocument, { underlay, bgpPeers, nodes }: Cluster): readonly Candidate[] {
  if (nodes.length > MOST_PEERS) return []
  return underlay.routers.flatMap(({ name, bgp, interfaces }): readonly Candidate[] => {
    const unknown = interfaces.filter(({ address }) => !bgpPeers.some(({ peerIP }) => peerIP === address))
    if (unknown.length === 0) return []
    const asNumber = bgp?.asNumber ?? AS_OF_ROUTER
    const speaker = bgp
      ? []
      : [
          underlayPatch(underlay.name, {
            routers: editedList(document, 'routers', (entry, router) =>
              router === name ? { ...entry, bgp: { asNumber } } : entry,
            ),
          }),
        ]
    const peers = unknown.map(
      ({ address, subnet }): Command => ({
        kind: 'apply-manifest',
        manifest: {
          apiVersion: 'projectcalico.org/v3',
          kind: 'BGPPeer',
          metadata: { name: `${name}-${subnet}` },
          // Nodes tell what they have of each other too, and with their own next hop each would pass for the block's home.
          spec: { peerIP: formatIpv4(address), asNumber, keepOriginalNextHop: true },
        },
      }),
    )
    return [flip('bgp-peer', { router: name, asNumber }, ...speaker, ...peers)]
  })
}

/** Into the other's subnet; of an answered ping, into any other. */
function moves({ underlay }: Cluster, ends: readonly End[]): readonly Candidate[] {
  const nodes = new Set(ends.map(({ node }) => node))
  const at = (node: CalicoNode) => subnetHolding(underlay, node.internalAddress)?.name
  return [...nodes].flatMap((node) => {
    const others = [...nodes].flatMap((other) => at(other) ?? []).filter((subnet) => subnet !== at(node))
    const elsewhere = underlay.subnets.find(({ name, gateway }) => name !== at(node) && gateway !== undefined)?.name
    const targets = others.length > 0 ? others : elsewhere === undefined ? [] : [elsewhere]
    return targets.map((subnet) =>
      flip('move-node', { node: node.name, subnet }, { kind: 'move-node', node: node.name, subnet }),
    )
  })
}

/** What could break between the two: the smallest things, each by itself. */
function breaks(cluster: Cluster, ends: readonly End[]): readonly Candidate[] {
  const { ipip, vxlan } = encapsInUse(cluster)
  const [a, b] = ends
  const faults: Fault[] = [
    { kind: 'source-check' },
    { kind: 'dropped', what: 'bgp' },
    ...(ipip ? [{ kind: 'dropped', what: 'ipip' } as const] : []),
    ...(vxlan ? [{ kind: 'dropped', what: 'vxlan' } as const] : []),
    ...(a && b && a.node !== b.node
      ? [{ kind: 'bgp-session-down', node: a.node.name, peer: b.node.name } as const]
      : []),
    ...ends.flatMap(({ node: { name: node } }): readonly Fault[] => [
      { kind: 'bird-stopped', node },
      ...(ipip ? [{ kind: 'missing-device', node, device: 'tunl0' } as const] : []),
      ...(vxlan ? [{ kind: 'missing-device', node, device: 'vxlan.calico' } as const] : []),
    ]),
    ...cluster.underlay.routers.map(({ name }): Fault => ({ kind: 'router-down', router: name })),
  ]
  return faults.map((fault) => ({ name: { kind: 'fault', fault }, commands: [{ kind: 'set-fault', fault, on: true }] }))
}
