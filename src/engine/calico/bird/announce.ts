import type { Ipv4 } from '../../net/ipv4'
import { prefixContains, prefixCovers, prefixEquals, prefixKey, prefixOf } from '../../net/prefix'
import type { Rib } from './rib'
import type { BgpRoute, Peering, Speaker } from './speaker'

/** What BIRD gives to a route that comes without one (`default bgp_local_pref`). */
const DEFAULT_LOCAL_PREFERENCE = 100

/** What each speaker says of its own, by the address it speaks from: the same objects to every iBGP peer. */
const ownRoutes = new WeakMap<Speaker, Map<Ipv4, readonly BgpRoute[]>>()

/**
 * What `from` says from its end of the session: its own routes, and what it heard elsewhere where BGP lets it pass that on.
 * Source: BIRD 1.6 proto/bgp/attrs.c, `bgp_create_attrs`, `bgp_update_attrs`.
 */
export function announce(from: Speaker, to: Speaker, end: Peering, rib: Rib): readonly BgpRoute[] {
  if (!from.announces) return []
  const own = ownRoutesFrom(from, end.localAddress)
  const learned = [...rib.values()].flatMap(([best]) =>
    best && mayPass(from, to, best) && !isOwn(from, best) ? [passedOn(from, to, best, end)] : [],
  )
  const routes = learned.length === 0 ? own : [...own, ...learned]
  return from.asNumber === to.asNumber ? routes : routes.map((route) => overEbgp(from, end, route))
}

function ownRoutesFrom(from: Speaker, address: Ipv4): readonly BgpRoute[] {
  const byAddress = ownRoutes.get(from) ?? new Map<Ipv4, readonly BgpRoute[]>()
  ownRoutes.set(from, byAddress)
  const known = byAddress.get(address)
  if (known) return known
  const routes = from.originates.map(
    (prefix): BgpRoute => ({
      prefix,
      nextHop: address,
      asPath: [],
      localPreference: from.localPreference ?? DEFAULT_LOCAL_PREFERENCE,
      from: { speaker: from.name, address, kind: 'ibgp' },
      originatorId: from.routerId,
      clusterList: [],
    }),
  )
  byAddress.set(address, routes)
  return routes
}

const isOwn = ({ originates }: Speaker, { prefix }: BgpRoute): boolean =>
  originates.some((own) => prefixEquals(own, prefix))

/** iBGP to iBGP only through a reflector, and never back to where it came from (RFC 4456). */
function mayPass(from: Speaker, to: Speaker, route: BgpRoute): boolean {
  if (route.from.speaker === to.name || (from.node && !isExportable(from, route))) return false
  return from.asNumber !== to.asNumber || route.from.kind === 'ebgp' || from.clusterId !== undefined
}

/** Calico's export filter: what lies in a pool, but nothing strictly inside a block of one's own. [BGP-3] */
function isExportable({ pools, originates }: Speaker, { prefix }: BgpRoute): boolean {
  const pool = pools.find(({ cidr }) => prefixCovers(cidr, prefix))
  const isInsideOwn = originates.some((own) => prefixCovers(own, prefix) && !prefixEquals(own, prefix))
  return pool !== undefined && !pool.disableBGPExport && !isInsideOwn
}

function passedOn(from: Speaker, to: Speaker, route: BgpRoute, end: Peering): BgpRoute {
  const isReflection = from.asNumber === to.asNumber && route.from.kind === 'ibgp' && from.clusterId !== undefined
  const clusterList = isReflection ? [from.clusterId ?? '', ...route.clusterList] : route.clusterList
  const { localAddress: address } = end
  const nextHop = end.nextHopMode === 'Self' ? address : route.nextHop
  return { ...route, nextHop, clusterList, from: { speaker: from.name, address, kind: 'ibgp' } }
}

/** The own AS goes in front, and oneself is the next hop unless told otherwise; preference does not cross. */
function overEbgp(from: Speaker, end: Peering, route: BgpRoute): BgpRoute {
  const { localAddress: address } = end
  return {
    ...route,
    nextHop: keepsNextHop(from, end, route) ? route.nextHop : address,
    asPath: [from.asNumber, ...route.asPath],
    localPreference: DEFAULT_LOCAL_PREFERENCE,
    from: { speaker: from.name, address, kind: 'ebgp' },
  }
}

/**
 * Over eBGP a third party's next hop stays if it is on the link that both ends share (RFC 4271 §5.1.3), but never at a
 * node, whose sessions are all multihop. `nextHopMode` overrules it. [BGP-4]
 */
function keepsNextHop(from: Speaker, { localAddress, peerAddress, nextHopMode }: Peering, { nextHop }: BgpRoute) {
  if (nextHopMode !== 'Auto') return nextHopMode === 'Keep'
  const shared = from.node ? undefined : from.addresses.find(({ address }) => address === localAddress)
  if (!shared || nextHop === localAddress) return false
  const link = prefixOf(shared.address, shared.length)
  return prefixContains(link, nextHop) && prefixContains(link, peerAddress)
}

/** Two announcements with the same spelling say the same. */
export const spell = (routes: readonly BgpRoute[]): string =>
  routes
    .map(({ prefix, nextHop, asPath, clusterList }) => `${prefixKey(prefix)} ${nextHop} ${asPath} ${clusterList}`)
    .join(';')
