import type { Ipv4 } from '../../net/ipv4'
import { prefixContains, prefixKey } from '../../net/prefix'
import type { BGPFilter } from '../resources/bgp-filter'
import { type Exported, type ExportPolicy, mayLeave } from './export-filter'
import { type PrefixSet, prefixSetOf, resolveRoute } from './next-hop'
import { verdictOf } from './peer-filter'
import type { Rib } from './rib'
import type { BgpRoute, LocalRoute, Peering, Speaker } from './speaker'
import { isPreferredToBgp } from './table'

/** What BIRD gives to a route that comes without one (`default bgp_local_pref`). */
export const DEFAULT_LOCAL_PREFERENCE = 100

/** Era v3.32 and later carry the metric in the local preference: 2147483647 less it. Source: bgp_processor.go. [BIRD-4] */
export const MAX_LOCAL_PREFERENCE = 2147483647

const NOTHING: readonly BgpRoute[] = []

/**
 * What `from` says from its end of the session: its own routes, and what it heard elsewhere where BGP lets it pass that
 * on. Of each prefix its best route alone, or all of them where both ends take that.
 * Source: BIRD 1.6 proto/bgp/attrs.c, `bgp_import_control`, `bgp_create_attrs`, `bgp_update_attrs`.
 */
export function announce(from: Speaker, to: Speaker, end: Peering, rib: Rib): readonly BgpRoute[] {
  if (!from.announces) return NOTHING
  const own = ownRoutes(from, to, end)
  const told = end.addsPaths ? own : own.filter(({ prefix }) => !isHidden(from, prefix, rib))
  const learned = learnedRoutes(from, to, end, rib)
  if (learned.length === 0) return told.length === own.length ? own : told
  return [...told, ...learned]
}

/** Whether BGP knows better than the kernel, and the best route is all that is told. */
function isHidden({ table }: Speaker, prefix: BgpRoute['prefix'], rib: Rib): boolean {
  const key = prefixKey(prefix)
  const local = table.routes.get(key)
  return local !== undefined && !isPreferredToBgp(local) && rib.has(key)
}

interface Own {
  readonly filters: readonly BGPFilter[]
  readonly routes: readonly BgpRoute[]
}

/** What each speaker says of its own, by all that it depends on: the same objects to every such peer. */
const own = new WeakMap<Speaker, Map<string, Own>>()

function ownRoutes(from: Speaker, to: Speaker, end: Peering): readonly BgpRoute[] {
  const isInternal = from.asNumber === to.asNumber
  const { localAddress, nextHopMode, isMultihop, filters } = end
  const link = isMultihop ? '' : linkOf(from, end.peerAddress)
  const key = `${localAddress} ${isInternal} ${nextHopMode} ${link} ${filters.map(({ name }) => name)}`
  const byKind = own.get(from) ?? new Map<string, Own>()
  own.set(from, byKind)
  const known = byKind.get(key)
  if (known?.filters.every((filter, i) => filter === filters[i])) return known.routes
  const routes = [...from.table.routes.values()]
    .filter((route) => isTold(from, end, exportedLocal(route), isInternal))
    .map((route): BgpRoute => {
      const isKept =
        route.kind === 'router' &&
        nextHopMode !== 'Self' &&
        (isInternal || nextHopMode === 'Keep' || route.dev === link)
      return {
        prefix: route.prefix,
        nextHop: isKept ? (route.gateway ?? localAddress) : localAddress,
        asPath: isInternal ? [] : [from.asNumber],
        localPreference: isInternal ? ownPreference(from, route) : DEFAULT_LOCAL_PREFERENCE,
        from: sender(from, end, isInternal),
        clusterList: [],
      }
    })
  byKind.set(key, { filters, routes })
  return routes
}

const sender = ({ name, routerId }: Speaker, { localAddress }: Peering, isInternal: boolean): BgpRoute['from'] => ({
  speaker: name,
  address: localAddress,
  routerId,
  kind: isInternal ? 'ibgp' : 'ebgp',
  isClient: false,
})

/** The device that leads to a peer at hand. */
const linkOf = ({ table }: Speaker, peer: Ipv4): string | undefined =>
  [...table.routes.values()].find(({ source, prefix }) => source === 'direct' && prefixContains(prefix, peer))?.dev

const exportedLocal = ({ prefix, dev, source, kind, metric }: LocalRoute): Exported => ({
  prefix,
  ...(dev !== undefined && { dev }),
  isForeign: source === 'kernel' && kind === 'router',
  ...(source === 'kernel' && { metric }),
})

/** A router that announces tells its own networks and what it learned by BGP. */
const isTold = (from: Speaker, end: Peering, route: Exported, isInternalPeer: boolean): boolean =>
  from.filter
    ? isLetOut(from.filter, end, route, { isByBgp: false, isInternalPeer })
    : from.table.routes.get(prefixKey(route.prefix))?.source === 'direct'

/** The peer's own filters are asked first, and what they accept asks no other. [BGP-9] */
function isLetOut(
  filter: ExportPolicy,
  { filters }: Peering,
  route: Exported,
  { isByBgp, isInternalPeer }: { readonly isByBgp: boolean; readonly isInternalPeer: boolean },
): boolean {
  const verdict = filters.length > 0 ? verdictOf(filters, 'exportV4', { ...route, isByBgp }, isInternalPeer) : undefined
  return verdict === undefined ? mayLeave(filter, route, isInternalPeer) : verdict === 'Accept'
}

/** Kernel metrics become preferences where routes have any. [BIRD-4] */
function ownPreference({ filter }: Speaker, { source, metric }: LocalRoute): number {
  if (filter?.normalPriority === undefined) return DEFAULT_LOCAL_PREFERENCE
  return MAX_LOCAL_PREFERENCE - (source === 'kernel' ? metric : filter.normalPriority)
}

function learnedRoutes(from: Speaker, to: Speaker, end: Peering, rib: Rib): readonly BgpRoute[] {
  if (rib.size === 0) return NOTHING
  const byBgp = prefixSetOf(rib)
  const told: BgpRoute[] = []
  for (const [key, routes] of rib) {
    const local = from.table.routes.get(key)
    const isBest = !local || !isPreferredToBgp(local)
    for (const route of end.addsPaths ? routes : isBest ? routes.slice(0, 1) : []) {
      if (mayPass(from, to, end, route)) told.push(...passedOn(from, to, end, route, byBgp))
    }
  }
  return told
}

/** iBGP to iBGP only to or from a client of the reflector, and never back to where it came from (RFC 4456). */
export function mayPass(from: Speaker, to: Speaker, end: Peering, route: BgpRoute): boolean {
  if (route.from.address === end.peerAddress) return false
  if (end.isClient && from.clusterId !== undefined && route.clusterList.includes(from.clusterId)) return false
  return from.asNumber !== to.asNumber || route.from.kind === 'ebgp' || end.isClient || route.from.isClient
}

function passedOn(from: Speaker, to: Speaker, end: Peering, route: BgpRoute, byBgp: PrefixSet): readonly BgpRoute[] {
  const isInternal = from.asNumber === to.asNumber
  const resolved = resolveRoute(from, route, byBgp)
  const dev = resolved.kind === 'router' ? resolved.dev : undefined
  if (from.filter) {
    const exported = {
      prefix: route.prefix,
      ...(dev !== undefined && { dev }),
      isForeign: false,
      ...krtMetric(from, route),
    }
    if (!isLetOut(from.filter, end, exported, { isByBgp: true, isInternalPeer: isInternal })) return NOTHING
  }
  const { localAddress: address, nextHopMode } = end
  const isKept =
    nextHopMode !== 'Self' &&
    (isInternal ||
      nextHopMode === 'Keep' ||
      (!end.isMultihop && dev !== undefined && dev === linkOf(from, end.peerAddress)))
  const told = { prefix: route.prefix, nextHop: isKept ? route.nextHop : address, from: sender(from, end, isInternal) }
  if (!isInternal) {
    const asPath = [from.asNumber, ...route.asPath]
    return [{ ...told, asPath, localPreference: DEFAULT_LOCAL_PREFERENCE, clusterList: [] }]
  }
  const { asPath, localPreference, originatorId, clusterList } = route
  if (route.from.kind === 'ebgp') return [{ ...told, asPath, localPreference, clusterList: [] }]
  const reflected = [from.clusterId ?? '', ...clusterList]
  return [
    { ...told, asPath, localPreference, originatorId: originatorId ?? route.from.routerId, clusterList: reflected },
  ]
}

const krtMetric = ({ filter }: Speaker, { localPreference }: BgpRoute): { metric?: number } =>
  filter?.normalPriority === undefined ? {} : { metric: MAX_LOCAL_PREFERENCE - localPreference }

/** Two announcements with the same spelling say the same. */
export const spell = (routes: readonly BgpRoute[]): string =>
  routes
    .map(
      ({ prefix, nextHop, asPath, clusterList, originatorId, localPreference }) =>
        `${prefixKey(prefix)} ${nextHop} ${asPath} ${clusterList} ${originatorId} ${localPreference}`,
    )
    .join(';')
