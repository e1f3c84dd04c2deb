import type { JsonObject } from '../../engine/manifest'
import { addressPlus, formatIpv4, type Ipv4, ip } from '../../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixOf, prefixSize } from '../../engine/net/prefix'
import type { Chance } from '../chance'

interface Subnet {
  readonly name: string
  readonly cidr: Prefix
}

interface Router {
  readonly name: string
  /** Subnets in which it has a leg, and its address there. */
  readonly legs: readonly { readonly subnet: Subnet; readonly address: Ipv4 }[]
  readonly asNumber?: number
  readonly routes: JsonObject[]
}

interface Machine {
  readonly name: string
  readonly subnet: Subnet
  readonly address: Ipv4
  readonly asNumber?: number
  readonly clusterId?: string
}

interface Pool {
  readonly name: string
  readonly cidr: Prefix
  readonly encap: 'none' | 'ipip' | 'vxlan'
}

interface Block {
  readonly cidr: Prefix
  readonly pool: Pool
  readonly node: string
}

const GLOBAL_AS = 64512

const calico = (kind: string, name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'projectcalico.org/v3',
  kind,
  metadata: { name },
  spec,
})

/** A small cluster whose nodes and routers talk BGP in some way that Calico can be told to. */
export function drawBgpTopology(chance: Chance): JsonObject[] {
  // Without a release named, or of the generations in which routes are written differently.
  const release = chance.pick([undefined, undefined, 'v3.28.2', 'v3.32.0', 'v3.33.0'])
  const subnets = Array.from(
    { length: chance.pick([1, 2, 2, 3]) },
    (_, i): Subnet => ({
      name: `rack-${i}`,
      cidr: prefixOf(ip(`192.168.${i}.0`), chance.pick([24, 25])),
    }),
  )
  const routers = drawRouters(chance, subnets, release)
  const hasAsNumbers = chance.happens(0.3)
  const machines = Array.from({ length: chance.integer(2, 5) }, (_, i): Machine => {
    const subnet = chance.pick(subnets)
    return {
      name: `node-${i}`,
      subnet,
      address: addressPlus(subnet.cidr.address, 10 + i * 7 + chance.integer(0, 6)),
      ...(hasAsNumbers && chance.happens(0.6) && { asNumber: GLOBAL_AS + chance.integer(1, 2) }),
      ...(chance.happens(0.25) && { clusterId: `244.0.0.${chance.integer(1, 2)}` }),
    }
  })
  const pools = drawPools(chance, release)
  const blocks = drawBlocks(chance, machines, pools)
  const isMesh = chance.happens(0.55)
  return [
    underlayOf(chance, subnets, routers, machines, pools),
    ...(release === undefined ? [] : [calico('ClusterInformation', 'default', { calicoVersion: release })]),
    ...pools.map((pool) => poolOf(chance, pool)),
    calico('BGPConfiguration', 'default', {
      asNumber: GLOBAL_AS,
      nodeToNodeMeshEnabled: isMesh,
      ...(chance.happens(0.1) && { listenPort: 1179 }),
    }),
    ...FILTERS.map((name) => filterOf(chance, name, [...pools, ...blocks, ...subnets])),
    ...drawPeers(chance, machines, routers, isMesh),
    ...machines.map((machine) => nodeOf(machine, blocks)),
    ...blocks.map(affinityOf),
    ...drawPods(chance, machines, blocks),
  ]
}

/**
 * One with a leg everywhere, two side by side, or a chain with a leg in each of two neighbouring racks. Not in the nodes'
 * AS where Felix programs blocks: there `add paths` tells a node's block twice, once as Felix's blackhole with metric 0,
 * which the lab does not follow.
 */
function drawRouters(chance: Chance, subnets: readonly Subnet[], release: string | undefined): Router[] {
  const speaks = chance.happens(0.65)
  const asNumbers = release === 'v3.33.0' ? [65001, 65001, 65002] : [65001, 65001, 65002, GLOBAL_AS]
  const asNumber = (): { asNumber?: number } => (speaks ? { asNumber: chance.pick(asNumbers) } : {})
  const leg = (subnet: Subnet, number: number) => ({ subnet, address: addressPlus(subnet.cidr.address, number) })
  const kind = chance.pick(['one', 'one', 'two', 'chain'])
  if (kind !== 'chain' || subnets.length < 3) {
    return (kind === 'two' ? [1, 2] : [1]).map((number) => ({
      name: `router-${number}`,
      legs: subnets.map((subnet) => leg(subnet, number)),
      routes: [],
      ...asNumber(),
    }))
  }
  return subnets.slice(1).map((subnet, i): Router => {
    const before = subnets[i] as Subnet
    const beyond = [
      ...subnets.slice(0, i).map((far) => ({ far, via: leg(before, 2) })),
      ...subnets.slice(i + 2).map((far) => ({ far, via: leg(subnet, 1) })),
    ]
    return {
      name: `router-${i + 1}`,
      legs: [leg(before, 1), leg(subnet, 2)],
      routes: beyond.map(({ far, via }) => ({ to: formatPrefix(far.cidr), via: formatIpv4(via.address) })),
      ...asNumber(),
    }
  })
}

/** What a rack's machines have for a gateway: a router's leg, or nothing. */
const gatewayOf = (subnet: Subnet, routers: readonly Router[]): Ipv4 | undefined =>
  routers.flatMap(({ legs }) => legs.filter((leg) => leg.subnet === subnet))[0]?.address

function underlayOf(
  chance: Chance,
  subnets: readonly Subnet[],
  routers: readonly Router[],
  machines: readonly Machine[],
  pools: readonly Pool[],
): JsonObject {
  const advertise = chance.pick(['connected', 'connected', 'none'])
  return {
    apiVersion: 'podpath.dev/v1',
    kind: 'Underlay',
    metadata: { name: 'drawn' },
    spec: {
      subnets: subnets.map((subnet): JsonObject => {
        const gateway = gatewayOf(subnet, routers)
        // Without a gateway nodes reach beyond their rack only what speakers tell them of. [BGP-10]
        const isKnown = gateway !== undefined && !chance.happens(0.2)
        return { name: subnet.name, cidr: formatPrefix(subnet.cidr), ...(isKnown && { gateway: formatIpv4(gateway) }) }
      }),
      routers: routers.map(
        ({ name, legs, asNumber, routes }): JsonObject => ({
          name,
          interfaces: legs.map(({ subnet, address }) => ({ subnet: subnet.name, address: formatIpv4(address) })),
          routes: [...routes],
          ...(asNumber !== undefined && { bgp: { asNumber, advertise } }),
          drops: chance.happens(0.12)
            ? [
                {
                  protocol: 'tcp',
                  port: 179,
                  ...(chance.happens(0.5) && { source: formatPrefix(chance.pick(subnets).cidr) }),
                },
              ]
            : [],
        }),
      ),
      hosts: machines.map((machine) => hostOf(chance, machine, machines, pools)),
    },
  }
}

/** Now and then with a route that somebody has added: to a neighbour's address, or into a pool. */
function hostOf(
  chance: Chance,
  { name, subnet }: Machine,
  machines: readonly Machine[],
  pools: readonly Pool[],
): JsonObject {
  const neighbours = machines.filter((other) => other.subnet === subnet && other.name !== name)
  const via = neighbours.length > 0 ? chance.pick(neighbours).address : undefined
  const pool = chance.pick(pools)
  const to = chance.pick([
    formatPrefix(prefixOf(addressPlus(pool.cidr.address, prefixSize(pool.cidr) / 2), 26)),
    `${formatIpv4(chance.pick(machines).address)}/32`,
    '10.99.0.0/16',
  ])
  return {
    node: name,
    interface: chance.pick(['eth0', 'ens5']),
    gatewayMetric: chance.pick([0, 100]),
    routes:
      via !== undefined && chance.happens(0.2) ? [{ to, via: formatIpv4(via), metric: chance.pick([0, 50]) }] : [],
    bird: chance.happens(0.05) ? 'stopped' : 'running',
  }
}

/** IPIP only where Felix programs it. */
function drawPools(chance: Chance, release: string | undefined): Pool[] {
  const encaps: Pool['encap'][] =
    release === 'v3.33.0' ? ['none', 'none', 'ipip', 'vxlan'] : ['none', 'none', 'none', 'vxlan']
  return Array.from({ length: chance.pick([1, 1, 2]) }, (_, i) => ({
    name: `pool-${i}`,
    cidr: prefixOf(ip(`172.${16 + i}.0.0`), 16),
    encap: chance.pick(encaps),
  }))
}

function poolOf(chance: Chance, { name, cidr, encap }: Pool): JsonObject {
  const mode = chance.pick(['CrossSubnet', 'Always'])
  return calico('IPPool', name, {
    cidr: formatPrefix(cidr),
    blockSize: 26,
    ipipMode: encap === 'ipip' ? mode : 'Never',
    vxlanMode: encap === 'vxlan' ? mode : 'Never',
    nodeSelector: 'all()',
    ...(chance.happens(0.12) && { disableBGPExport: true }),
  })
}

/** Now and then one that two nodes take for theirs. */
function drawBlocks(chance: Chance, machines: readonly Machine[], pools: readonly Pool[]): Block[] {
  let count = 0
  const blocks = machines.flatMap(({ name }) =>
    Array.from({ length: chance.pick([0, 1, 1, 1, 2]) }, (): Block => {
      const pool = chance.pick(pools)
      count += 1
      return { cidr: prefixOf(addressPlus(pool.cidr.address, count * 256), 26), pool, node: name }
    }),
  )
  const [first] = blocks
  if (!first || !chance.happens(0.08)) return blocks
  const other = chance.pick(machines)
  return other.name === first.node ? blocks : [...blocks, { ...first, node: other.name }]
}

const FILTERS = ['first-filter', 'second']

/** A few rules about networks that there are, some with lengths, and now and then about everything. */
function filterOf(chance: Chance, name: string, networks: readonly { readonly cidr: Prefix }[]): JsonObject {
  const rule = (): JsonObject => {
    const { cidr } = chance.pick(networks)
    const operator = chance.pick(['Equal', 'NotEqual', 'In', 'In', 'In', 'NotIn'])
    const hasLength = operator.endsWith('In') && chance.happens(0.3)
    return {
      action: chance.pick(['Accept', 'Reject']),
      ...(chance.happens(0.85) && {
        cidr: formatPrefix(cidr),
        matchOperator: operator,
        ...(hasLength && { prefixLength: { min: cidr.length, max: chance.integer(cidr.length, 32) } }),
      }),
      ...(chance.happens(0.15) && { source: 'RemotePeers' }),
      ...(chance.happens(0.15) && { peerType: chance.pick(['eBGP', 'iBGP']) }),
    }
  }
  const rules = (): JsonObject[] => Array.from({ length: chance.pick([0, 1, 1, 2]) }, rule)
  return calico('BGPFilter', name, { importV4: rules(), exportV4: rules() })
}

/**
 * Peerings of all kinds: reflectors by label, a router by its address for those beside it or for all, single nodes, and
 * all of one node.
 */
function drawPeers(
  chance: Chance,
  machines: readonly Machine[],
  routers: readonly Router[],
  isMesh: boolean,
): JsonObject[] {
  const settings = (): JsonObject => ({
    ...(chance.happens(0.25) && { nextHopMode: chance.pick(['Self', 'Keep', 'Auto']) }),
    ...(chance.happens(0.1) && { keepOriginalNextHop: true }),
    ...(chance.happens(0.35) && {
      filters: chance.pick([['first-filter'], ['second'], FILTERS, FILTERS.toReversed()]),
    }),
  })
  // Racks without a leg of the router speak to the first there is: across other routers.
  const far = chance.happens(0.3)
  const heardAt = (subnet: Subnet, legs: Router['legs']): string => {
    const racks = machines.map((machine) => machine.subnet).filter((rack) => !legs.some((leg) => leg.subnet === rack))
    const isFirst = legs[0]?.subnet === subnet
    return [subnet, ...(far && isFirst ? racks : [])].map(({ name }) => `rack == '${name}'`).join(' || ')
  }
  const reflectors = machines.filter(({ clusterId }) => clusterId !== undefined)
  const toReflectors =
    reflectors.length > 0 && chance.happens(0.85)
      ? [
          calico('BGPPeer', 'to-reflectors', {
            ...(chance.happens(0.7) ? { nodeSelector: '!has(reflector)' } : {}),
            peerSelector: 'has(reflector)',
            ...settings(),
          }),
        ]
      : []
  const toRouters = routers.flatMap(({ name, asNumber, legs }) =>
    asNumber === undefined || chance.happens(0.15)
      ? []
      : legs
          .filter(() => !chance.happens(0.15))
          .map(({ subnet, address }) =>
            calico('BGPPeer', `${name}-${subnet.name}`, {
              nodeSelector: heardAt(subnet, legs),
              peerIP: formatIpv4(address),
              asNumber: chance.happens(0.05) ? 65099 : asNumber,
              ...(chance.happens(0.5) && { numAllowedLocalASNumbers: chance.integer(1, 2) }),
              ...settings(),
            }),
          ),
  )
  const [one, other] = chance.shuffled(machines)
  const single =
    one && other && chance.happens(isMesh ? 0.2 : 0.5)
      ? [
          calico('BGPPeer', 'single', {
            ...(chance.happens(0.6) ? { node: one.name } : {}),
            peerIP: formatIpv4(other.address),
            asNumber: other.asNumber ?? GLOBAL_AS,
            ...(chance.happens(0.4) && { numAllowedLocalASNumbers: 1 }),
            ...settings(),
          }),
        ]
      : []
  const star =
    one && !isMesh && chance.happens(0.3)
      ? [
          calico('BGPPeer', 'star', {
            nodeSelector: 'all()',
            peerSelector: `kubernetes.io/hostname == '${one.name}'`,
            ...settings(),
          }),
        ]
      : []
  return [...toReflectors, ...toRouters, ...single, ...star]
}

function nodeOf({ name, subnet, address, asNumber, clusterId }: Machine, blocks: readonly Block[]): JsonObject {
  const tunnel = (encap: Pool['encap'], annotation: string): JsonObject => {
    const block = blocks.find((candidate) => candidate.node === name && candidate.pool.encap === encap)
    return block ? { [annotation]: formatIpv4(block.cidr.address) } : {}
  }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        rack: subnet.name,
        ...(clusterId !== undefined && { reflector: 'yes' }),
      },
      annotations: {
        'projectcalico.org/IPv4Address': `${formatIpv4(address)}/${subnet.cidr.length}`,
        ...(asNumber !== undefined && { 'projectcalico.org/ASNumber': `${asNumber}` }),
        ...(clusterId !== undefined && { 'projectcalico.org/RouteReflectorClusterID': clusterId }),
        ...tunnel('ipip', 'projectcalico.org/IPv4IPIPTunnelAddr'),
        ...tunnel('vxlan', 'projectcalico.org/IPv4VXLANTunnelAddr'),
      },
    },
    status: { addresses: [{ type: 'InternalIP', address: formatIpv4(address) }] },
  }
}

const affinityOf = ({ cidr, node }: Block): JsonObject =>
  calico('BlockAffinity', `${node}-${formatPrefix(cidr).replaceAll(/[./]/g, '-')}`, {
    cidr: formatPrefix(cidr),
    node,
    state: 'confirmed',
    deleted: 'false',
  })

/** Most in a block of their node's, some in another's. */
function drawPods(chance: Chance, machines: readonly Machine[], blocks: readonly Block[]): JsonObject[] {
  if (blocks.length === 0) return []
  return Array.from({ length: chance.integer(0, 4) }, (_, i): JsonObject => {
    const node = chance.pick(machines).name
    const own = blocks.filter((block) => block.node === node)
    const { cidr } = own.length > 0 && !chance.happens(0.3) ? chance.pick(own) : chance.pick(blocks)
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `pod-${i}`, namespace: 'default' },
      spec: { nodeName: node, containers: [{ name: `pod-${i}`, image: 'nicolaka/netshoot' }] },
      status: { phase: 'Running', podIP: formatIpv4(addressPlus(cidr.address, 5 + i)) },
    }
  })
}
