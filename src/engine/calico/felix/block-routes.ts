import type { LinkName } from '../../linux/link'
import type { MainTable } from '../../linux/main-table'
import type { Route, RouteProtocol } from '../../linux/route'
import { compareDestinations } from '../../linux/route-order'
import { formatPrefix, type Prefix } from '../../net/prefix'
import { oncePer, oncePerSetting } from '../../once-per'
import { sameList } from '../../same-list'
import type { ClusterInformation } from '../resources/cluster-information'
import { clusterRoute } from '../resources/cluster-route'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { encapsInUse, encapToward, ownNetwork, tunnelOf } from '../resources/encap'
import type { FelixConfiguration } from '../resources/felix-configuration'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { RemoteProvenance } from '../resources/remote-provenance'
import { programs, routeKindOf } from '../resources/route-owner'
import { tunnelMtuBytes } from './mtu'
import { routeProtocols } from './route-protocol'

/** What Felix needs to know of the machine it runs on. */
export interface Host {
  readonly node: CalicoNode
  /** The device that carries the node's own address, which Felix calls the parent; absent: none has it. */
  readonly uplink?: LinkName
  readonly mtuBytes: number
  readonly devices: { readonly ipip: boolean; readonly vxlan: boolean }
}

/**
 * Felix's routes to blocks, a node's own as blackholes; by node. They follow from the datastore alone, never from BGP.
 * [FELIX-2] Hosts of one vantage write the same line to a block, and share it.
 * Source: felix/dataplane/linux/{vxlan,ipip,noencap,route}_mgr.go.
 */
export function blockRoutes(
  hosts: readonly Host[],
  routesOf: ReadonlyMap<CalicoNode, readonly NodeRoute[]>,
  datastore: Datastore,
): ReadonlyMap<string, MainTable> {
  const owned = ownedPools(datastore)
  const written = [...routesOf.values()]
    .flat()
    .filter(({ pool }) => owned.has(pool))
    .sort((a, b) => compareDestinations(a.cidr, b.cidr))
  const { own } = routeProtocols(datastore.felixConfiguration)
  const byVantage = new Map<string, RemoteLines>()
  return new Map(
    hosts.map((host) => {
      const vantage = vantageOf(host)
      const remote = byVantage.get(vantage) ?? remoteLines(host, written, datastore)
      byVantage.set(vantage, remote)
      const routes = ownedIn(routesOf.get(host.node) ?? [], owned)
      const table: MainTable = {
        shared: remote.lines,
        without: sameList(routes.flatMap((route) => remote.lineOf.get(route) ?? [])),
        own: sameList(routes.flatMap((route) => ownBlock(route, own) ?? [])),
      }
      return [host.node.name, table]
    }),
  )
}

const ownedIn = (routes: readonly NodeRoute[], owned: ReadonlySet<IPPool>): readonly NodeRoute[] =>
  routes.filter(({ pool }) => owned.has(pool)).sort((a, b) => compareDestinations(a.cidr, b.cidr))

interface RemoteLines {
  readonly lines: readonly Route[]
  readonly lineOf: ReadonlyMap<NodeRoute, Route>
}

/** The lines to every other node's blocks and addresses; nodes that see all others alike share them. */
function remoteLines(host: Host, routes: readonly NodeRoute[], datastore: Datastore): RemoteLines {
  const lineTo = writerOf(host, datastore.felixConfiguration, datastore.information)
  const lineOf = new Map<NodeRoute, Route>()
  for (const route of routes) {
    const line = lineTo(route)
    if (line) lineOf.set(route, line)
  }
  return { lines: [...lineOf.values()], lineOf }
}

/** A host that stays as it is writes the same line to a block that stays where it is. */
const writerOf = oncePerSetting((host: Host, felix: FelixConfiguration, information: ClusterInformation) =>
  oncePer((route: NodeRoute) => remoteBlock(host, route, felix, information)),
)

/** A tunnel that is switched off in the FelixConfiguration has nobody who would write its lines. */
function ownedPools(datastore: Datastore): ReadonlySet<IPPool> {
  const inUse = encapsInUse(datastore)
  const owned = datastore.pools.filter((pool) => {
    const tunnel = tunnelOf(pool)
    const kind = routeKindOf(pool)
    return (tunnel === 'none' || inUse[tunnel]) && (kind === undefined || programs('felix', kind, datastore))
  })
  return new Set(owned)
}

/** All that a line to another node's block depends on of the host that writes it. */
const vantageOf = ({ node, uplink, mtuBytes, devices }: Host): string =>
  [formatPrefix(ownNetwork(node)), uplink, mtuBytes, devices.ipip, devices.vxlan].join()

/** Blocks of one address have no blackhole: the workload's own route would be the same line. */
const ownBlock = ({ cidr, pool, kind }: NodeRoute, protocol: RouteProtocol): Route | undefined =>
  kind === 'borrowed' || cidr.length === 32 ? undefined : blackhole(cidr, pool.name, protocol)

/** The same line whatever the pool's mode is. */
const blackhole = oncePerSetting(
  (cidr: Prefix, pool: string, protocol: RouteProtocol): Route =>
    clusterRoute({
      type: 'blackhole',
      destination: cidr,
      nextHops: [],
      protocol,
      provenance: {
        programmer: 'felix',
        because: 'felix-blackhole',
        details: { block: formatPrefix(cidr), pool },
        from: [{ kind: 'IPPool', name: pool }],
      },
    }),
)

function remoteBlock(
  host: Host,
  route: NodeRoute,
  felixConfiguration: FelixConfiguration,
  information: ClusterInformation,
): Route | undefined {
  const { node, pool, cidr: destination } = route
  const { own, byDevice } = routeProtocols(felixConfiguration)
  const tunnel = tunnelOf(pool)
  const encap = encapToward(pool, host.node, node.bgpAddress.address)
  // A host without the device has no line of the pool, the same subnet's neither. [FELIX-3]
  if (tunnel !== 'none' && !host.devices[tunnel]) return undefined
  if (encap === 'none') {
    if (host.uplink === undefined) return undefined
    const because = tunnel === 'none' ? 'felix-no-encap' : (`felix-${tunnel}-same-subnet` as const)
    return clusterRoute({
      destination,
      nextHops: [{ gateway: node.bgpAddress.address, dev: host.uplink, onlink: true }],
      protocol: own,
      provenance: new RemoteProvenance('felix', because, host.node, route),
    })
  }
  // The line to a node that has no VTEP address yet is missing.
  if (encap === 'vxlan' && node.vxlanTunnelAddress === undefined) return undefined
  return clusterRoute({
    destination,
    ...(encap === 'vxlan' ? towardVtep(node, destination) : throughTunl0(node)),
    protocol: encap === 'vxlan' ? byDevice : own,
    // Felix writes the tunnel's MTU on its routes from v3.31 on.
    ...(information.era !== 'classic' && { mtuBytes: tunnelMtuBytes(encap, host.mtuBytes, felixConfiguration) }),
    provenance: new RemoteProvenance('felix', `felix-${encap}-tunnel`, host.node, route),
  })
}

const throughTunl0 = ({ bgpAddress }: CalicoNode): Pick<Route, 'nextHops'> => ({
  nextHops: [{ gateway: bgpAddress.address, dev: 'tunl0', onlink: true }],
})

/** A VTEP whose address lies in another node's block is on the device itself: it has no VTEP before it. [FELIX-7] */
function towardVtep(node: CalicoNode, destination: Prefix): Pick<Route, 'nextHops'> & Partial<Pick<Route, 'scope'>> {
  const dev = 'vxlan.calico'
  const { vxlanTunnelAddress: gateway } = node
  const isVtep = destination.length === 32 && destination.address === gateway
  if (isVtep || gateway === undefined) return { nextHops: [{ dev }], scope: 'link' }
  return { nextHops: [{ gateway, dev, onlink: true }] }
}
