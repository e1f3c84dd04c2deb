import type { JsonObject } from '../engine/manifest'
import { addressPlus, formatIpv4, type Ipv4, ip } from '../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixesOverlap, prefixOf, prefixSize } from '../engine/net/prefix'
import type { Chance } from './chance'

/** A lab as its resources, and the addresses that a ping may be sent to. */
export interface Topology {
  readonly manifests: readonly JsonObject[]
  readonly hosts: readonly string[]
  /** Addresses that are somebody's or nobody's, each worth asking for. */
  readonly addresses: readonly string[]
  readonly mtuBytes: number
}

interface Subnet {
  readonly name: string
  readonly cidr: Prefix
  readonly taken: Set<Ipv4>
}

interface Pool {
  readonly name: string
  readonly cidr: Prefix
  readonly blockSize: number
  readonly encap: 'none' | 'ipip' | 'vxlan'
  readonly mode: 'Never' | 'CrossSubnet' | 'Always'
}

interface Block {
  readonly cidr: Prefix
  readonly pool: Pool
  readonly node: string
  readonly taken: Set<Ipv4>
}

interface Machine {
  readonly name: string
  readonly address: Ipv4
  readonly subnet: Subnet
}

const PRIVATE: readonly Prefix[] = [
  prefixOf(ip('10.0.0.0'), 8),
  prefixOf(ip('172.16.0.0'), 12),
  prefixOf(ip('192.168.0.0'), 16),
]

/** A network of that length somewhere in the private ranges, beside all the others; it joins them. */
function network(chance: Chance, length: number, others: Prefix[]): Prefix {
  for (;;) {
    const range = chance.pick(PRIVATE.filter((candidate) => candidate.length <= length))
    const drawn = prefixOf(addressPlus(range.address, chance.integer(0, prefixSize(range) - 1)), length)
    if (others.some((other) => prefixesOverlap(other, drawn))) continue
    others.push(drawn)
    return drawn
  }
}

/** An address that nobody has yet. A subnet's first and last are no machine's (`reserved`); a block has no such. */
function freeAddress(chance: Chance, cidr: Prefix, taken: Set<Ipv4>, reserved = 0): Ipv4 {
  for (;;) {
    const address = addressPlus(cidr.address, chance.integer(reserved, prefixSize(cidr) - 1 - reserved))
    if (taken.has(address)) continue
    taken.add(address)
    return address
  }
}

const RACKS = ['rack-a', 'rack-b', 'rack-c', 'rack-d']

/** A small cluster on a small network, drawn from what a lab can hold. The same for the same stream of chance. */
export function drawTopology(chance: Chance): Topology {
  const networks: Prefix[] = []
  const mtuBytes = chance.pick([1500, 1500, 1500, 1400, 1480, 9000])
  const subnets = RACKS.slice(0, chance.pick([1, 2, 2, 3, 3, 4])).map(
    (name): Subnet => ({ name, cidr: network(chance, chance.integer(24, 28), networks), taken: new Set() }),
  )
  const underlay = drawRouters(chance, subnets, networks)
  const machines = Array.from({ length: chance.integer(2, 5) }, (_, i): Machine => {
    const subnet = subnets[i] ?? chance.pick(subnets)
    return { name: `node-${i}`, subnet, address: freeAddress(chance, subnet.cidr, subnet.taken, 1) }
  })
  const pools = drawPools(chance, networks)
  const blocks = drawBlocks(chance, machines, pools)
  const pods = drawPods(chance, machines, blocks)
  const manifests = [
    underlayManifest(chance, { mtuBytes, subnets, machines, ...underlay }),
    ...drawClusterInformation(chance),
    ...pools.map((pool) => poolManifest(chance, pool)),
    ...drawBgp(chance, machines, underlay.routers),
    ...drawFelix(chance),
    ...machines.map((machine) => nodeManifest(chance, machine, blocks)),
    ...blocks.map(affinityManifest),
    ...pods.map(podManifest),
  ]
  const routers = underlay.routers.flatMap(({ interfaces }) => interfaces.map(({ address }) => address))
  return {
    manifests,
    hosts: [...machines, ...underlay.routers, ...pods].map(({ name }) => name),
    addresses: drawAddresses(chance, subnets, blocks, pools, [...routers, ...tunnelAddresses(manifests)]),
    mtuBytes,
  }
}

interface Router {
  readonly name: string
  readonly interfaces: readonly { readonly subnet: string; readonly address: string }[]
  readonly routes: readonly JsonObject[]
  readonly bgp: boolean
}

interface Routers {
  readonly routers: readonly Router[]
  /** Of every subnet that has one. */
  readonly gateways: ReadonlyMap<string, Ipv4>
  readonly transits: readonly { readonly name: string; readonly cidr: Prefix }[]
}

/** One router with a leg in every subnet; or a chain, each subnet behind its own; or none. */
function drawRouters(chance: Chance, subnets: readonly Subnet[], networks: Prefix[]): Routers {
  const kind = chance.pick(['one', 'one', 'one', 'chain', 'chain', 'none'])
  if (kind === 'none') return { routers: [], gateways: new Map(), transits: [] }
  const gateways = new Map(subnets.map((subnet) => [subnet.name, gatewayOf(chance, subnet)]))
  const given = new Map([...gateways].filter(() => !chance.happens(0.06)))
  const leg = (subnet: Subnet) => ({ subnet: subnet.name, address: formatIpv4(gateways.get(subnet.name) as Ipv4) })
  if (kind === 'one' || subnets.length === 1) {
    const router = { name: 'router', interfaces: subnets.map(leg), routes: [], bgp: chance.happens(0.3) }
    return { routers: [router], gateways: given, transits: [] }
  }
  const transits = subnets.slice(1).map((_, i) => ({
    name: `transit-${i}`,
    cidr: network(chance, chance.integer(28, 30), networks),
  }))
  const [low, high] = [1, 2]
  const routers = subnets.map((subnet, i): Router => {
    const before = transits[i - 1]
    const after = transits[i]
    const end = (transit: { name: string; cidr: Prefix } | undefined, count: number) =>
      transit ? [{ subnet: transit.name, address: formatIpv4(addressPlus(transit.cidr.address, count)) }] : []
    const way = (others: readonly { cidr: Prefix }[], transit: { cidr: Prefix } | undefined, count: number) =>
      transit
        ? others.map(({ cidr }) => ({
            to: formatPrefix(cidr),
            via: formatIpv4(addressPlus(transit.cidr.address, count)),
          }))
        : []
    const routes = [
      ...way([...subnets.slice(0, i), ...transits.slice(0, Math.max(0, i - 1))], before, low),
      ...way([...subnets.slice(i + 1), ...transits.slice(i + 1)], after, high),
    ]
    return {
      name: `router-${i}`,
      interfaces: [leg(subnet), ...end(before, high), ...end(after, low)],
      // Now and then somebody has forgotten one.
      routes: routes.filter(() => !chance.happens(0.05)),
      bgp: false,
    }
  })
  return { routers, gateways: given, transits }
}

function gatewayOf(chance: Chance, { cidr, taken }: Subnet): Ipv4 {
  const address = addressPlus(cidr.address, chance.happens(0.5) ? 1 : prefixSize(cidr) - 2)
  taken.add(address)
  return address
}

interface UnderlayParts extends Routers {
  readonly mtuBytes: number
  readonly subnets: readonly Subnet[]
  readonly machines: readonly Machine[]
}

function underlayManifest(chance: Chance, parts: UnderlayParts): JsonObject {
  const { mtuBytes, subnets, machines, routers, gateways, transits } = parts
  const subnetOf = ({ name, cidr }: { name: string; cidr: Prefix }): JsonObject => {
    const gateway = gateways.get(name)
    return { name, cidr: formatPrefix(cidr), ...(gateway !== undefined && { gateway: formatIpv4(gateway) }) }
  }
  return {
    apiVersion: 'podpath.dev/v1',
    kind: 'Underlay',
    metadata: { name: 'drawn' },
    spec: {
      mtu: mtuBytes,
      subnets: [...subnets, ...transits].map(subnetOf),
      routers: routers.map(({ name, interfaces, routes, bgp }) => ({
        name,
        interfaces: interfaces.map((leg) => ({ ...leg })),
        routes: [...routes],
        ...(bgp && { bgp: { asNumber: 65001, advertise: chance.pick(['none', 'connected']) } }),
        drops: chance.happens(0.3) ? [drawDrop(chance, parts)] : [],
        rpFilter: drawRpFilter(chance),
      })),
      hosts: machines.map((machine) => drawHost(chance, machine, parts)),
    },
  }
}

function drawDrop(chance: Chance, { subnets, machines }: UnderlayParts): JsonObject {
  return chance.pick<JsonObject>([
    { protocol: 'ipip' },
    { protocol: 4 },
    { protocol: 'udp', port: 4789 },
    { protocol: 'tcp', port: 179 },
    { protocol: 'icmp' },
    { port: 4789 },
    { source: formatPrefix(chance.pick(subnets).cidr) },
    { source: `${formatIpv4(chance.pick(machines).address)}/32` },
    { source: chance.pick(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']) },
    { protocol: 'icmp', source: '10.0.0.0/8' },
  ])
}

function drawHost(chance: Chance, { name, subnet }: Machine, { machines, gateways }: UnderlayParts): JsonObject {
  const gateway = gateways.get(subnet.name)
  const other = chance.pick(machines)
  const via = gateway !== undefined && chance.happens(0.5) ? gateway : chance.pick(machines).address
  return {
    node: name,
    interface: chance.pick(['eth0', 'ens5', 'enp0s3']),
    gatewayMetric: chance.pick([0, 0, 100]),
    routes: chance.happens(0.15)
      ? [{ to: `${formatIpv4(other.address)}/32`, via: formatIpv4(via), metric: chance.pick([0, 50]) }]
      : [],
    missingDevices: chance.happens(0.06) ? [chance.pick(['tunl0', 'vxlan.calico'])] : [],
    bird: chance.happens(0.07) ? 'stopped' : 'running',
    rpFilter: drawRpFilter(chance),
  }
}

const drawRpFilter = (chance: Chance): string => (chance.happens(0.2) ? chance.pick(['strict', 'loose']) : 'off')

/** One of each generation of Calico, and a cluster that does not say. */
const RELEASES = [undefined, 'v3.28.2', 'v3.31.0', 'v3.32.0', 'v3.33.0']

function drawClusterInformation(chance: Chance): JsonObject[] {
  const release = chance.pick(RELEASES)
  return release === undefined ? [] : [calico('ClusterInformation', 'default', { calicoVersion: release })]
}

const calico = (kind: string, name: string, spec: JsonObject): JsonObject => ({
  apiVersion: kind === 'BlockAffinity' ? 'crd.projectcalico.org/v1' : 'projectcalico.org/v3',
  kind,
  metadata: { name },
  spec,
})

function drawPools(chance: Chance, networks: Prefix[]): Pool[] {
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

function poolManifest(chance: Chance, { name, cidr, blockSize, encap, mode }: Pool): JsonObject {
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

/** One or two blocks of a pool for each node. */
function drawBlocks(chance: Chance, machines: readonly Machine[], pools: readonly Pool[]): Block[] {
  const networks: Prefix[] = []
  return machines.flatMap(({ name }) =>
    Array.from({ length: chance.pick([1, 1, 2]) }, (): Block => {
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

interface Pod {
  readonly name: string
  readonly node: string
  readonly address: Ipv4
}

/** A pod or two on each node; some have borrowed their address from another node's block. */
function drawPods(chance: Chance, machines: readonly Machine[], blocks: readonly Block[]): Pod[] {
  const nodes = machines.flatMap(({ name }) => Array.from({ length: chance.pick([1, 1, 1, 2]) }, () => name))
  return nodes.map((node, i) => {
    const own = blocks.filter((block) => block.node === node)
    const block = chance.pick(chance.happens(0.12) ? blocks : own)
    return { name: `pod-${i}`, node, address: freeAddress(chance, block.cidr, block.taken) }
  })
}

/** The mesh; or reflectors; or nobody; and a router that speaks BGP has its peers. */
function drawBgp(chance: Chance, machines: readonly Machine[], routers: readonly Router[]): JsonObject[] {
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

function drawFelix(chance: Chance): JsonObject[] {
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
function nodeManifest(chance: Chance, { name, address, subnet }: Machine, blocks: readonly Block[]): JsonObject {
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

const affinityManifest = ({ cidr, node }: Block): JsonObject =>
  calico('BlockAffinity', `${node}-${formatPrefix(cidr).replace(/[./]/g, '-')}`, {
    cidr: formatPrefix(cidr),
    node,
    state: 'confirmed',
    deleted: 'false',
  })

const podManifest = ({ name, node, address }: Pod): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: node, containers: [{ name, image: 'nicolaka/netshoot' }] },
  status: { phase: 'Running', podIP: formatIpv4(address) },
})

const TUNNEL = /"projectcalico\.org\/IPv4(?:IPIP|VXLAN)TunnelAddr":"([\d.]+)"/g

const tunnelAddresses = (manifests: readonly JsonObject[]): string[] =>
  [...JSON.stringify(manifests).matchAll(TUNNEL)].map(([, address = '']) => address)

/** Of routers and tunnels, and of nobody: in a subnet, in a node's block, elsewhere in a pool, outside of everything. */
function drawAddresses(
  chance: Chance,
  subnets: readonly Subnet[],
  blocks: readonly Block[],
  pools: readonly Pool[],
  somebodys: readonly string[],
): string[] {
  const subnet = chance.pick(subnets)
  const block = chance.pick(blocks)
  const pool = chance.pick(pools)
  return [
    ...somebodys,
    formatIpv4(freeAddress(chance, subnet.cidr, subnet.taken, 1)),
    formatIpv4(freeAddress(chance, block.cidr, block.taken)),
    formatIpv4(addressPlus(pool.cidr.address, chance.integer(1, prefixSize(pool.cidr) - 2))),
    '203.0.113.7',
  ]
}
