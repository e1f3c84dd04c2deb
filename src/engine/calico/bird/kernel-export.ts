import type { Provenance, Route } from '../../linux/route'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { formatPrefix, prefixCovers, prefixKey } from '../../net/prefix'
import { clusterRoute } from '../resources/cluster-route'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { encapToward, tunnelOf } from '../resources/encap'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { RemoteProvenance } from '../resources/remote-provenance'
import { programs } from '../resources/route-owner'
import { hasRoutePriority } from '../resources/route-priority'
import { prefixSetOf, type ResolvedNextHop, resolveNextHop } from './next-hop'
import type { Rib } from './rib'
import type { BgpRoute, Speaker } from './speaker'

/** The node that BIRD writes routes for, and whether it has the tunnel device. */
export interface KernelTable {
  readonly speaker: Speaker
  readonly hasTunnel: boolean
}

/** Own blocks as blackholes, so that what is in no pod's hands goes nowhere; VXLAN blocks are Felix's. [BIRD-1] */
export function ownBlackholes(node: CalicoNode, routes: readonly NodeRoute[], datastore: Datastore): readonly Route[] {
  return routes
    .filter((route) => route.node.name === node.name && route.kind === 'block' && route.cidr.length < 32)
    .filter(({ pool }) => isBirds(pool, datastore))
    .map(({ cidr, pool }) =>
      clusterRoute({
        type: 'blackhole',
        destination: cidr,
        nextHops: [],
        protocol: 'bird',
        provenance: {
          programmer: 'bird',
          because: 'bird-blackhole',
          details: { block: formatPrefix(cidr), pool: pool.name },
          from: [{ kind: 'IPPool', name: pool.name }],
        },
      }),
    )
}

/** Whether BIRD's kernel filter lets routes of the pool through. Source: bird_ipam.cfg.template. [BIRD-2] */
function isBirds(pool: IPPool, datastore: Datastore): boolean {
  const tunnel = tunnelOf(pool)
  return tunnel !== 'vxlan' && programs('bird', tunnel === 'ipip' ? 'ipip' : 'no-encap', datastore)
}

/** Era v3.32 and later carry the metric in the local preference: 2147483647 less it. Source: bgp_processor.go. [BIRD-4] */
export const MAX_LOCAL_PREFERENCE = 2147483647

/**
 * What BIRD writes into a node's kernel of the routes it learned. With the tunnel attribute the gateway is the BGP next
 * hop itself; without the device the fork quietly writes the ordinary, resolved gateway. [BIRD-3]
 * Source: bird:sysdep/linux/netlink.c, `nl_send_route`; bird_ipam.cfg.template.
 */
export function learnedRoutes(
  { speaker, hasTunnel }: KernelTable,
  node: CalicoNode,
  rib: Rib,
  owners: ReadonlyMap<number, NodeRoute>,
  datastore: Datastore,
): readonly Route[] {
  const known = knownOtherwise(speaker)
  const byBgp = prefixSetOf(rib)
  const routes: Route[] = []
  for (const [key, [best]] of rib) {
    if (!best || known.has(key)) continue
    const pool = datastore.pools.find(({ cidr }) => prefixCovers(cidr, best.prefix))
    if (pool && !isBirds(pool, datastore)) continue
    const resolved = resolveNextHop(speaker, best.nextHop, byBgp)
    const wantsTunnel = pool !== undefined && encapToward(pool, node, best.nextHop) === 'ipip'
    const form = kernelForm(best.nextHop, resolved, wantsTunnel, hasTunnel)
    const owner = owners.get(key)
    const bgp = { nextHop: best.nextHop, ...(form.gateway !== undefined && { gateway: form.gateway }) }
    routes.push(
      clusterRoute({
        type: form.type,
        destination: best.prefix,
        nextHops: form.nextHops,
        protocol: 'bird',
        metric: hasRoutePriority(datastore) ? MAX_LOCAL_PREFERENCE - best.localPreference : 0,
        provenance: owner ? new RemoteProvenance('bird', form.because, node, owner, bgp) : learnedProvenance(best),
      }),
    )
  }
  return routes
}

interface KernelForm extends Pick<Route, 'type' | 'nextHops'> {
  readonly because: string
  /** What the next hop resolved to, where the route goes there. */
  readonly gateway?: Ipv4
}

function kernelForm(nextHop: Ipv4, resolved: ResolvedNextHop, wantsTunnel: boolean, hasTunnel: boolean): KernelForm {
  if (resolved.kind === 'unreachable') return { type: 'unreachable', nextHops: [], because: 'bird-unreachable' }
  if (wantsTunnel && hasTunnel) {
    const nextHops = [{ gateway: nextHop, dev: 'tunl0', onlink: true }]
    return { type: 'unicast', nextHops, because: 'bird-ipip-tunnel' }
  }
  const { gateway, dev } = resolved
  const because = wantsTunnel ? 'bird-no-tunnel-device' : 'bird-plain'
  return { type: 'unicast', nextHops: [{ gateway, dev }], because, gateway }
}

/** Prefixes that BIRD has from better sources: static ones (200) and connected networks (240) beat BGP (100). */
const knownOtherwise = ({ originates, kernelRoutes }: Speaker): ReadonlySet<number> => {
  const connected = kernelRoutes.filter(({ protocol }) => protocol === 'kernel').map(({ destination }) => destination)
  return new Set([...originates, ...connected].map(prefixKey))
}

/** A router's BIRD takes everything it hears as it is. */
export function routerLearnedRoutes(speaker: Speaker, rib: Rib): readonly Route[] {
  const known = new Set(speaker.kernelRoutes.map(({ destination }) => prefixKey(destination)))
  const byBgp = prefixSetOf(rib)
  return [...rib].flatMap(([key, [best]]): readonly Route[] => {
    if (!best || known.has(key)) return []
    const route = { destination: best.prefix, protocol: 'bird' } as const
    const resolved = resolveNextHop(speaker, best.nextHop, byBgp)
    const nextHops = resolved.kind === 'router' ? [{ gateway: resolved.gateway, dev: resolved.dev }] : []
    const type = resolved.kind === 'router' ? 'unicast' : 'unreachable'
    return [clusterRoute({ ...route, type, nextHops, provenance: learnedProvenance(best) })]
  })
}

const learnedProvenance = ({ prefix, nextHop, from }: BgpRoute): Provenance => ({
  programmer: 'bird',
  because: 'bird-learned',
  details: { block: formatPrefix(prefix), nextHop: formatIpv4(nextHop), node: from.speaker },
  from: [],
})
