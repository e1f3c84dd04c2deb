import type { JsonObject } from '../engine/manifest'
import { addressPlus, formatIpv4 } from '../engine/net/ipv4'
import { type Prefix, prefixSize } from '../engine/net/prefix'
import type { Chance } from './chance'
import {
  affinityManifest,
  type Block,
  drawBgp,
  drawBlocks,
  drawClusterInformation,
  drawFelix,
  drawPods,
  drawPools,
  nodeManifest,
  type Pool,
  podManifest,
  poolManifest,
} from './draw-cluster'
import { freeAddress, type Machine, network, type Subnet } from './draw-networks'
import { drawRouters, withBlockRoutes } from './draw-routers'
import { underlayManifest } from './draw-underlay'

/** A lab as its resources, and the addresses that a ping may be sent to. */
export interface Topology {
  readonly manifests: readonly JsonObject[]
  readonly hosts: readonly string[]
  /** Addresses that are somebody's or nobody's, each worth asking for. */
  readonly addresses: readonly string[]
  readonly mtuBytes: number
}

const RACKS = ['rack-a', 'rack-b', 'rack-c', 'rack-d']

/** A small cluster on a small network, drawn from what a lab can hold. The same for the same stream of chance. */
export function drawTopology(chance: Chance): Topology {
  const networks: Prefix[] = []
  const mtuBytes = chance.pick([1500, 1500, 1500, 1400, 1480, 9000])
  const subnets = RACKS.slice(0, chance.pick([1, 2, 2, 3, 3, 4])).map(
    (name): Subnet => ({ name, cidr: network(chance, chance.integer(24, 28), networks), taken: new Set() }),
  )
  const drawn = drawRouters(chance, subnets, networks)
  const machines = Array.from({ length: chance.integer(2, 6) }, (_, i): Machine => {
    const subnet = subnets[i] ?? chance.pick(subnets)
    return { name: `node-${i}`, subnet, address: freeAddress(chance, subnet.cidr, subnet.taken, 1) }
  })
  const pools = drawPools(chance, networks)
  const blocks = drawBlocks(chance, machines, pools)
  const pods = drawPods(chance, machines, blocks)
  const underlay = { ...drawn, routers: withBlockRoutes(chance, drawn.routers, machines, blocks) }
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
