import type { JsonObject } from '../engine/manifest'
import { addressPlus, formatIpv4, type Ipv4 } from '../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixesOverlap, prefixOf, prefixSize } from '../engine/net/prefix'
import type { Chance } from './chance'
import { freeAddress, type Machine, network } from './draw-networks'
import type { Router } from './draw-routers'

export interface Pool {
  readonly name: string
  readonly cidr: Prefix
  readonly blockSize: number
  readonly encap: 'none' | 'ipip' | 'vxlan'
  readonly mode: 'Never' | 'CrossSubnet' | 'Always'
}

export interface Block {
  readonly cidr: Prefix
  readonly pool: Pool
  readonly node: string
  readonly taken: Set<Ipv4>
}

/** One of each generation of Calico, and a cluster that does not say. */
const RELEASES = [undefined, 'v3.28.2', 'v3.31.0', 'v3.32.0', 'v3.33.0']

export function drawClusterInformation(chance: Chance): JsonObject[] {
  const release = chance.pick(RELEASES)
  return release === undefined ? [] : [calico('ClusterInformation', 'default', { calicoVersion: release })]
}

const calico = (kind: string, name: string, spec: JsonObject): JsonObject => ({
  apiVersion: kind === 'BlockAffinity' ? 'crd.projectcalico.org/v1' : 'projectcalico.org/v3',
  kind,
  metadata: { name },
  spec,
})

export function drawPools(chance: Chance, networks: Prefix[]): Pool[] {
  return Array.from({ length: chance.pick([1, 1, 1, 2, 2, 3]) }, (_, i) => {
    const encap = chance.pick(['none', 'ipip', 'ipip', 'vxlan', 'vxlan'] as const)
    return {
      name: i === 0 ? 'default-ipv4-ippool' : `pool-${i}`,
      cidr: network(chance, chance.integer(16, 20), networks),
      blockSize: chance.integer(24, 28),
      encap,
      mode: encap === 'none' ? 'Never' : chance.pick(['CrossSubnet', 'CrossSubnet', 'Always'] as const),
    }
  })
}

export function poolManifest(chance: Chance, { name, cidr, blockSize, encap, mode }: Pool): JsonObject {
  return calico('IPPool', name, {
    cidr: formatPrefix(cidr),
    blockSize,
    ipipMode: encap === 'ipip' ? mode : 'Never',
    vxlanMode: encap === 'vxlan' ? mode : 'Never',
    natOutgoing: chance.happens(0.4),
    nodeSelector: 'all()',
    ...(chance.happens(0.08) && { disableBGPExport: true }),
    ...(chance.happens(0.05) && { disabled: true }),
  })
}

/** One or two blocks of a pool for each node; now and then a node has none. */
export function drawBlocks(chance: Chance, machines: readonly Machine[], pools: readonly Pool[]): Block[] {
  const networks: Prefix[] = []
  return machines.flatMap(({ name }, i) =>
    Array.from({ length: i > 0 && chance.happens(0.1) ? 0 : chance.pick([1, 1, 2]) }, (): Block => {
      const pool = chance.pick(pools)
      return { cidr: blockIn(chance, pool, networks), pool, node: name, taken: new Set() }
    }),
  )
}

function blockIn(chance: Chance, { cidr, blockSize }: Pool, others: Prefix[]): Prefix {
  for (;;) {
    const drawn = prefixOf(addressPlus(cidr.address, chance.integer(0, prefixSize(cidr) - 1)), blockSize)
    if (others.some((other) => prefixesOverlap(other, drawn))) continue
    others.push(drawn)
    return drawn
  }
}

export interface Pod {
  readonly name: string
  readonly node: string
  readonly address: Ipv4
}

/** A pod or two on each node; some have borrowed their address from another node's block. */
export function drawPods(chance: Chance, machines: readonly Machine[], blocks: readonly Block[]): Pod[] {
  const nodes = machines.flatMap(({ name }) => Array.from({ length: chance.pick([1, 1, 1, 2]) }, () => name))
  return nodes.map((node, i) => {
    const own = blocks.filter((block) => block.node === node)
    const block = chance.pick(own.length === 0 || chance.happens(0.12) ? blocks : own)
    return { name: `pod-${i}`, node, address: freeAddress(chance, block.cidr, block.taken) }
  })
}

/** The mesh; or reflectors; or nobody; and a router that speaks BGP has its peers. */
export function drawBgp(chance: Chance, machines: readonly Machine[], routers: readonly Router[]): JsonObject[] {
  const kind = chance.pick(['mesh', 'mesh', 'mesh', 'mesh', 'none', 'peers'])
  const speakers = routers.filter(({ bgp }) => bgp)
  const peers = speakers.flatMap(({ interfaces }) =>
    machines.flatMap(({ name, subnet }) => {
      const leg = interfaces.find((candidate) => candidate.subnet === subnet.name)
      if (!leg || chance.happens(0.1)) return []
      return [calico('BGPPeer', `${name}-router`, { node: name, peerIP: leg.address, asNumber: 65001 })]
    }),
  )
  const between =
    kind === 'peers'
      ? machines.slice(1).map(({ name, address }) =>
          calico('BGPPeer', `first-${name}`, {
            node: machines[0]?.name ?? '',
            peerIP: formatIpv4(address),
            asNumber: 64512,
          }),
        )
      : []
  return [
    calico('BGPConfiguration', 'default', { asNumber: 64512, nodeToNodeMeshEnabled: kind === 'mesh' }),
    ...peers,
    ...between,
  ]
}

export function drawFelix(chance: Chance): JsonObject[] {
  if (!chance.happens(0.25)) return []
  const setting = chance.pick<JsonObject>([
    { ipipMTU: chance.pick([1300, 1440, 1480]) },
    { vxlanMTU: chance.pick([1280, 1410, 1450]) },
    { natOutgoingExclusions: 'IPPoolsAndHostIPs' },
    { vxlanVNI: 5000 },
  ])
  return [calico('FelixConfiguration', 'default', setting)]
}

/** The mask in Calico's address need not be the interface's: CrossSubnet looks at the former. */
export function nodeManifest(chance: Chance, { name, address, subnet }: Machine, blocks: readonly Block[]): JsonObject {
  const length = chance.happens(0.15) ? chance.integer(20, 30) : subnet.cidr.length
  const tunnel = (encap: Pool['encap'], annotation: string): JsonObject => {
    const block = blocks.find((candidate) => candidate.node === name && candidate.pool.encap === encap)
    if (!block || chance.happens(0.1)) return {}
    return { [annotation]: formatIpv4(freeAddress(chance, block.cidr, block.taken)) }
  }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name },
      annotations: {
        'projectcalico.org/IPv4Address': `${formatIpv4(address)}/${length}`,
        ...tunnel('ipip', 'projectcalico.org/IPv4IPIPTunnelAddr'),
        ...tunnel('vxlan', 'projectcalico.org/IPv4VXLANTunnelAddr'),
      },
    },
    status: { addresses: [{ type: 'InternalIP', address: formatIpv4(address) }] },
  }
}

export const affinityManifest = ({ cidr, node }: Block): JsonObject =>
  calico('BlockAffinity', `${node}-${formatPrefix(cidr).replace(/[./]/g, '-')}`, {
    cidr: formatPrefix(cidr),
    node,
    state: 'confirmed',
    deleted: 'false',
  })

export const podManifest = ({ name, node, address }: Pod): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: node, containers: [{ name, image: 'nicolaka/netshoot' }] },
  status: { phase: 'Running', podIP: formatIpv4(address) },
})
