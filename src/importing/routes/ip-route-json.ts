import type { SourcePlace } from '../../engine/issue'
import type { NextHop, RouteType } from '../../engine/linux/route'
import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'
import { parseIpv4 } from '../../engine/net/ipv4'
import type { ActualRoute } from './actual-route'
import { destinationOf, protocolOf } from './ip-route-text'

/** Whether a JSON value is what `ip -j route` prints: a list of routes, each with a `dst`. */
export const isIpRouteJson = (json: Json): json is readonly JsonObject[] =>
  Array.isArray(json) &&
  json.length > 0 &&
  json.every((item) => isJsonObject(item) && typeof item.dst === 'string' && item.kind === undefined)

/** The routes of `ip -j route`; those of other tables and of IPv6 are stepped over. */
export function readIpRouteJson(routes: readonly JsonObject[], place: SourcePlace): readonly ActualRoute[] {
  return routes.flatMap((route): ActualRoute[] => {
    const type = typeof route.type === 'string' ? route.type : 'unicast'
    const destination = destinationOf(textOf(route.dst))
    const table = route.table ?? 'main'
    if (!destination || !TYPES.includes(type) || (table !== 'main' && String(table) !== '254')) return []
    const hops = Array.isArray(route.nexthops) ? route.nexthops.filter(isJsonObject) : [route]
    const source = parseIpv4(textOf(route.prefsrc))
    return [
      {
        type: type as RouteType,
        destination,
        nextHops: type === 'unicast' ? hops.flatMap(hopOf) : [],
        metric: typeof route.metric === 'number' ? route.metric : 0,
        protocol: protocolOf(textOf(route.protocol) || 'boot'),
        ...(source !== undefined && { source }),
        place,
      },
    ]
  })
}

const TYPES: readonly string[] = ['unicast', 'blackhole', 'unreachable', 'prohibit']

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

function hopOf(hop: JsonObject): NextHop[] {
  const gateway = parseIpv4(textOf(hop.gateway))
  const dev = typeof hop.dev === 'string' ? hop.dev : undefined
  if (gateway === undefined && dev === undefined) return []
  const onlink = Array.isArray(hop.flags) && hop.flags.includes('onlink')
  return [{ ...(gateway !== undefined && { gateway }), ...(dev !== undefined && { dev }), ...(onlink && { onlink }) }]
}
