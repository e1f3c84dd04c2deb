import type { LinkName } from '../../linux/link'
import type { Route, RouteProtocol } from '../../linux/route'
import { compareDestinations } from '../../linux/route-order'
import { formatPrefix } from '../../net/prefix'
import { clusterRoute } from '../resources/cluster-route'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { ENCAP_OVERHEAD_BYTES, type Encap, encapToward, ownNetwork, tunnelOf } from '../resources/encap'
import type { CalicoNode } from '../resources/node'
import { RemoteProvenance } from '../resources/remote-provenance'
import { programs } from '../resources/route-owner'

/** Felix's own protocol number, which iproute2 has no name for (felix/config: `RouteProtocol`). */
const FELIX_PROTOCOL: RouteProtocol = '80'

/** What Felix needs to know of the machine it runs on. */
export interface Host {
  readonly node: CalicoNode
  /** The device that carries the node's own address; Felix calls it the parent. */
  readonly uplink: LinkName
  readonly mtuBytes: number
  readonly devices: { readonly ipip: boolean; readonly vxlan: boolean }
}

/**
 * Felix's routes to blocks, a node's own as blackholes; by node, each table in the kernel's order. They follow from the
 * datastore alone, never from BGP. [FELIX-2] Hosts of one vantage write the same line to a block, and share it.
 * Source: felix/dataplane/linux/{vxlan,ipip,noencap,route}_mgr.go.
 */
export function blockRoutes(
  hosts: readonly Host[],
  routes: readonly NodeRoute[],
  datastore: Datastore,
): ReadonlyMap<string, readonly Route[]> {
  const owns = (tunnel: Encap): boolean =>
    tunnel === 'vxlan' || programs('felix', tunnel === 'ipip' ? 'ipip' : 'no-encap', datastore)
  const written = routes.filter(({ pool }) => owns(tunnelOf(pool))).sort((a, b) => compareDestinations(a.cidr, b.cidr))
  const remoteLines = new Map<string, readonly (Route | undefined)[]>()
  return new Map(
    hosts.map((host) => {
      const vantage = vantageOf(host)
      const lines = remoteLines.get(vantage) ?? written.map((route) => remoteBlock(host, route, datastore))
      remoteLines.set(vantage, lines)
      return [host.node.name, tableOf(host, written, lines)]
    }),
  )
}

/** All that a line to another node's block depends on of the host that writes it. */
const vantageOf = ({ node, uplink, mtuBytes, devices }: Host): string =>
  [formatPrefix(ownNetwork(node)), uplink, mtuBytes, devices.ipip, devices.vxlan].join()

/** The lines with the host's own blocks in their places. */
function tableOf(host: Host, routes: readonly NodeRoute[], remoteLines: readonly (Route | undefined)[]): Route[] {
  const table: Route[] = []
  for (const [i, route] of routes.entries()) {
    const line = route.node === host.node ? ownBlock(route) : remoteLines[i]
    if (line) table.push(line)
  }
  return table
}

/** Blocks of one address have no blackhole: the workload's own route would be the same line. */
function ownBlock({ cidr, pool, kind }: NodeRoute): Route | undefined {
  if (kind === 'borrowed' || cidr.length === 32) return undefined
  return clusterRoute({
    type: 'blackhole',
    destination: cidr,
    nextHops: [],
    protocol: FELIX_PROTOCOL,
    provenance: {
      programmer: 'felix',
      because: 'felix-blackhole',
      details: { block: formatPrefix(cidr), pool: pool.name },
      from: [{ kind: 'IPPool', name: pool.name }],
    },
  })
}

function remoteBlock(host: Host, route: NodeRoute, datastore: Datastore): Route | undefined {
  const { node, pool, cidr: destination } = route
  const tunnel = tunnelOf(pool)
  const encap = encapToward(pool, host.node, node.bgpAddress.address)
  // A host without the device has no line of the pool, the same subnet's neither. [FELIX-3]
  if (tunnel !== 'none' && !host.devices[tunnel]) return undefined
  if (encap === 'none') {
    const because = tunnel === 'none' ? 'felix-no-encap' : (`felix-${tunnel}-same-subnet` as const)
    return clusterRoute({
      destination,
      nextHops: [{ gateway: node.bgpAddress.address, dev: host.uplink, onlink: true }],
      protocol: FELIX_PROTOCOL,
      provenance: new RemoteProvenance('felix', because, host.node, route),
    })
  }
  const isVxlan = encap === 'vxlan'
  const gateway = isVxlan ? node.vxlanTunnelAddress : node.bgpAddress.address
  // The line to a node that has no VTEP address yet is missing.
  if (gateway === undefined) return undefined
  return clusterRoute({
    destination,
    nextHops: [{ gateway, dev: isVxlan ? 'vxlan.calico' : 'tunl0', onlink: true }],
    protocol: isVxlan ? 'boot' : FELIX_PROTOCOL,
    // Felix writes the tunnel's MTU on its routes from v3.31 on.
    ...(datastore.information.era !== 'classic' && { mtuBytes: host.mtuBytes - ENCAP_OVERHEAD_BYTES[encap] }),
    provenance: new RemoteProvenance('felix', `felix-${encap}-tunnel`, host.node, route),
  })
}
