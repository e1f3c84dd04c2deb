import { type BirdHost, type BirdInput, type BirdTable, birdRoutes, birdTables } from '../calico/bird/bird'
import type { Ground } from '../calico/bird/peerings'
import { blockRoutes, type Host } from '../calico/felix/block-routes'
import { natOutgoing } from '../calico/felix/masquerade'
import { hostMtuBytes } from '../calico/felix/mtu'
import { tunnelLinks, vtepEntries, vtepsOf } from '../calico/felix/tunnel-devices'
import { tunnelFilters, tunnelMasquerade } from '../calico/felix/tunnel-rules'
import { workloadRoutes } from '../calico/felix/workload-routes'
import type { Era } from '../calico/resources/cluster-information'
import { routesByNode } from '../calico/resources/cluster-routes'
import { encapsInUse } from '../calico/resources/encap'
import type { FelixConfiguration } from '../calico/resources/felix-configuration'
import type { CalicoNode } from '../calico/resources/node'
import { type Pod, podsByNode } from '../calico/resources/pod'
import type { UnderlayHost } from '../calico/resources/underlay'
import type { InputFilter } from '../linux/input-filter'
import type { Link } from '../linux/link'
import { joinedTable, linesOf, type MainTable, tableOfOwn } from '../linux/main-table'
import type { FdbEntry, MasqueradeRule, Namespace, Neighbour } from '../linux/namespace'
import type { Route } from '../linux/route'
import { oncePerSetting } from '../once-per'
import type { Cluster } from './cluster'
import { hostSettings } from './underlay-hosts'

/** What Calico wants of one node, in the kernel's terms but not yet in the kernel. */
export interface NodeState {
  readonly tunnels: readonly Link[]
  /** With what was there before Calico. */
  readonly table: MainTable
  readonly neighbours: readonly Neighbour[]
  readonly fdb: readonly FdbEntry[]
  readonly masquerade: readonly MasqueradeRule[]
  readonly inputFilters: readonly InputFilter[]
}

export interface DesiredState {
  readonly nodes: ReadonlyMap<string, NodeState>
  /** The tables of the underlay's routers, with what they learned by BGP. */
  readonly routers: ReadonlyMap<string, MainTable>
}

/** Index of a node's tunnel devices: made after the uplink, before any pod's. */
const TUNNEL_INDEX = 3

/**
 * Felix's and BIRD's wishes for every node, from the datastore and the bare machines.
 * @param ground the network as BGP finds it.
 */
export function desiredState(cluster: Cluster, bare: ReadonlyMap<string, Namespace>, ground: Ground): DesiredState {
  const inUse = encapsInUse(cluster)
  const { hosts, byFelix, input } = daemons(cluster, bare, ground, inUse)
  const byBird = birdRoutes(input)
  const vteps = vtepsOf(cluster.nodes)
  const outgoing = natOutgoing(cluster)
  const inputFilters = tunnelFilters(cluster, inUse)
  const bareTable = (name: string): MainTable => tableOfOwn(bare.get(name)?.routes ?? [])
  const nodes = hosts.map((host): [string, NodeState] => {
    const { name } = host.node
    const { tunnels, toPods, toBlocks } = byFelix.get(name) ?? NOTHING_BY_FELIX
    const masquerade = masqueradeOf(host.node, outgoing, inUse.ipip, inUse.vxlan)
    const table = joinedTable([bareTable(name), tableOfOwn(toPods), toBlocks, byBird.get(name) ?? EMPTY_TABLE])
    return [name, { tunnels, table, masquerade, inputFilters, ...vtepEntries(host, vteps) }]
  })
  const routers = cluster.underlay.routers.map(
    ({ name }) => [name, joinedTable([bareTable(name), byBird.get(name) ?? EMPTY_TABLE])] as const,
  )
  return { nodes: new Map(nodes), routers: new Map(routers) }
}

const masqueradeOf = oncePerSetting(
  (node: CalicoNode, outgoing: readonly MasqueradeRule[], ipip: boolean, vxlan: boolean): readonly MasqueradeRule[] => [
    ...outgoing,
    ...tunnelMasquerade(node, { ipip, vxlan }),
  ],
)

/** Every machine's routes with `proto bird`, over that network. */
export const birdRoutesOn = (
  cluster: Cluster,
  bare: ReadonlyMap<string, Namespace>,
  ground: Ground,
): ReadonlyMap<string, MainTable> => birdRoutes(daemons(cluster, bare, ground, encapsInUse(cluster)).input)

/** What each machine's BIRD has in its table by BGP. */
export const birdTablesOf = (
  cluster: Cluster,
  bare: ReadonlyMap<string, Namespace>,
  ground: Ground,
): ReadonlyMap<string, BirdTable> => birdTables(daemons(cluster, bare, ground, encapsInUse(cluster)).input)

/** What Felix wants of every node, and what BIRD starts from. */
function daemons(
  cluster: Cluster,
  bare: ReadonlyMap<string, Namespace>,
  ground: Ground,
  inUse: ReturnType<typeof encapsInUse>,
) {
  const routesOf = routesByNode(cluster)
  const hosts = cluster.nodes.map((node) => hostIn(cluster, node, inUse))
  const byFelix = felixStates(cluster, hosts, routesOf)
  const input: BirdInput = {
    datastore: cluster,
    routesOf,
    routers: cluster.underlay.routers,
    hosts: birdHosts(cluster, hosts, bare, byFelix),
    ground,
  }
  return { hosts, byFelix, input }
}

interface FelixState {
  readonly tunnels: readonly Link[]
  readonly toPods: readonly Route[]
  readonly toBlocks: MainTable
}

const EMPTY_TABLE = tableOfOwn([])
const NOTHING_BY_FELIX: FelixState = { tunnels: [], toPods: [], toBlocks: EMPTY_TABLE }
const NO_PODS: readonly Pod[] = []

function felixStates(
  cluster: Cluster,
  hosts: readonly Host[],
  routesOf: ReturnType<typeof routesByNode>,
): ReadonlyMap<string, FelixState> {
  const toBlocks = blockRoutes(hosts, routesOf, cluster)
  const podsOf = podsByNode(cluster.pods)
  return new Map(
    hosts.map((host) => {
      const { name } = host.node
      const state: FelixState = {
        tunnels: tunnelLinks(host, TUNNEL_INDEX, cluster.felixConfiguration),
        toPods: workloadRoutes(podsOf.get(name) ?? NO_PODS, cluster),
        toBlocks: toBlocks.get(name) ?? EMPTY_TABLE,
      }
      return [name, state]
    }),
  )
}

const hostIn = (
  { underlay, felixConfiguration, information }: Cluster,
  node: CalicoNode,
  { ipip, vxlan }: ReturnType<typeof encapsInUse>,
): Host => {
  const settings = hostSettings(underlay, node.name)
  return hostOf(node, settings, underlay.mtuBytes, felixConfiguration, information.era, ipip, vxlan)
}

const hostOf = oncePerSetting(
  (
    node: CalicoNode,
    { missingDevices, interface: nic, mtuBytes }: UnderlayHost,
    underlayMtuBytes: number,
    felixConfiguration: FelixConfiguration,
    era: Era,
    ipip: boolean,
    vxlan: boolean,
  ): Host => {
    // Felix looks for the device that has the address Calico knows; a stale one is on none. [FELIX-9]
    const hasUplink = node.bgpAddress.address === node.internalAddress
    // From v3.31 on it makes tunl0 only where it finds that device, as it always did with vxlan.calico.
    const makesIpip = hasUplink || era === 'classic'
    return {
      node,
      ...(hasUplink && { uplink: nic }),
      mtuBytes: hostMtuBytes(nic, mtuBytes ?? underlayMtuBytes, felixConfiguration),
      devices: {
        ipip: ipip && makesIpip && !missingDevices.includes('tunl0'),
        // Felix waits with the device, and all that leaves by it, until the node has its own VTEP address. [FELIX-6]
        vxlan: vxlan && hasUplink && node.vxlanTunnelAddress !== undefined && !missingDevices.includes('vxlan.calico'),
      },
    }
  },
)

/** What BIRD finds in the kernels. */
function birdHosts(
  { underlay }: Cluster,
  hosts: readonly Host[],
  bare: ReadonlyMap<string, Namespace>,
  byFelix: ReadonlyMap<string, FelixState>,
): ReadonlyMap<string, BirdHost> {
  // Who alone would put a block of Felix's into a kernel, or pass it on, is a router: without one BIRD need not learn any.
  const isHeardOutside = underlay.routers.some(({ bgp }) => bgp)
  const running = hosts.filter(({ node }) => {
    const { birdStopped, down } = hostSettings(underlay, node.name)
    return !birdStopped && !down
  })
  const found = new Map<string, BirdHost>()
  for (const host of running) {
    const { name } = host.node
    const { tunnels, toPods, toBlocks } = byFelix.get(name) ?? NOTHING_BY_FELIX
    const namespace = bare.get(name)
    if (namespace)
      found.set(name, birdHost(host, namespace, tunnels, toPods, isHeardOutside ? linesOf(toBlocks) : NONE))
  }
  for (const { name } of underlay.routers) {
    const { links = [], routes = [] } = bare.get(name) ?? {}
    found.set(name, { name, links, kernelRoutes: routes, hasTunnel: false })
  }
  return found
}

const NONE: readonly Route[] = []

const birdHost = oncePerSetting(
  (
    { node: { name }, devices }: Host,
    { routes, links }: Namespace,
    tunnels: readonly Link[],
    toPods: readonly Route[],
    toBlocks: readonly Route[],
  ): BirdHost => ({
    name,
    links: [...links, ...tunnels],
    kernelRoutes: [...routes, ...toPods, ...toBlocks],
    hasTunnel: devices.ipip,
  }),
)
