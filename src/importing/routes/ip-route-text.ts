import type { SourcePlace } from '../../engine/issue'
import { type NextHop, protocolNamed, type RouteProtocol, type RouteType } from '../../engine/linux/route'
import { parseIpv4 } from '../../engine/net/ipv4'
import { DEFAULT_PREFIX, hostPrefix, type Prefix, parsePrefix, prefixOf } from '../../engine/net/prefix'
import type { ActualRoute, ReadTable } from './actual-route'

const TYPES: readonly string[] = ['unicast', 'blackhole', 'unreachable', 'prohibit']
/** Of table local, of policy, or of what no pod uses. */
const OTHER_TYPES: readonly string[] = ['local', 'broadcast', 'multicast', 'anycast', 'throw', 'nat']

/** Words of `ip route` that are followed by a value which says nothing about where a packet goes (iproute2 `ip/iproute.c`). */
const WITH_VALUE = new Set(
  'scope mtu advmss rtt rttvar hoplimit initcwnd initrwnd cwnd ssthresh reordering window quickack congctl features realms realm expires error pref tos table weight nhid encap'.split(
    ' ',
  ),
)

/** What `ip route` prints; lines of IPv6 and of other tables are stepped over. */
export function readIpRouteText(text: string, linesBefore: number): ReadTable {
  const routes: ActualRoute[] = []
  const unread: SourcePlace[] = []
  text.split('\n').forEach((raw, index) => {
    const line = raw.trimEnd()
    if (line.trim() === '' || line.startsWith('#')) return
    const place = { line: linesBefore + index + 1, column: 1 }
    const words = line.trim().split(/\s+/)
    if (/^\s+nexthop\s/.test(line)) {
      const last = routes.at(-1)
      const hop = hopOf(words.slice(1))
      if (last && hop) routes[routes.length - 1] = { ...last, nextHops: [...last.nextHops, hop] }
      return
    }
    const read = routeOf(words, place)
    if (read === 'unread') unread.push(place)
    else if (read !== 'other') routes.push(read)
  })
  return { routes, unread }
}

/** Going by its beginning, as a large file is none. */
export function isIpRouteText(text: string): boolean {
  const beginning = text.slice(0, 20_000)
  if (/^\s*(apiVersion|kind|items):/m.test(beginning)) return false
  return beginning.split('\n').some((line) => IP_ROUTE_LINE.test(line))
}

const IP_ROUTE_LINE =
  /^(?:(?:unicast|blackhole|unreachable|prohibit|local|broadcast) )?(?:default|\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?) +(?:via|dev|proto|scope|nexthop|src|metric|onlink)\b|^(?:blackhole|unreachable|prohibit) \d|^(?:default|\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?) *$/

function routeOf(words: readonly string[], place: SourcePlace): ActualRoute | 'unread' | 'other' {
  const [first = ''] = words
  if (OTHER_TYPES.includes(first)) return 'other'
  const typed = TYPES.includes(first)
  const [text = '', ...rest] = typed ? words.slice(1) : words
  if (text.includes(':')) return 'other'
  const table = rest[rest.indexOf('table') + 1]
  if (rest.includes('table') && table !== 'main' && table !== '254') return 'other'
  const destination = destinationOf(text)
  if (!destination) return 'unread'
  const at = (word: string): string | undefined => (rest.includes(word) ? rest[rest.indexOf(word) + 1] : undefined)
  const type = (typed ? first : 'unicast') as RouteType
  const hop = hopOf(rest)
  if (type === 'unicast' && !hop && !isKnown(rest)) return 'unread'
  const source = parseIpv4(at('src') ?? '')
  return {
    type,
    destination,
    nextHops: type === 'unicast' && hop ? [hop] : [],
    metric: Number(at('metric') ?? 0) || 0,
    // iproute2 leaves out `proto boot`, which is what nobody named.
    protocol: protocolOf(at('proto') ?? 'boot'),
    ...(source !== undefined && { source }),
    place,
  }
}

/** Numbers are names where iproute2 has one. */
export const protocolOf = (text: string): RouteProtocol =>
  /^\d+$/.test(text) ? protocolNamed(Number(text)) : (text as RouteProtocol)

export function destinationOf(text: string): Prefix | undefined {
  if (text === 'default') return DEFAULT_PREFIX
  const address = parseIpv4(text)
  if (address !== undefined) return hostPrefix(address)
  const parsed = parsePrefix(text)
  return parsed && prefixOf(parsed.address, parsed.length)
}

function hopOf(words: readonly string[]): NextHop | undefined {
  const after = (word: string): string | undefined =>
    words.includes(word) ? words[words.indexOf(word) + 1] : undefined
  const gateway = parseIpv4(after('via') ?? '')
  const dev = after('dev')
  if (gateway === undefined && dev === undefined) return undefined
  return {
    ...(gateway !== undefined && { gateway }),
    ...(dev !== undefined && { dev }),
    ...(words.includes('onlink') && { onlink: true }),
  }
}

/** Whether every word is one of iproute2's: a route whose next hops stand on the lines below has no more than these. */
function isKnown(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (WITH_VALUE.has(word) || ['proto', 'metric', 'src'].includes(word)) at += 1
    else if (!['onlink', 'linkdown', 'dead', 'pervasive', 'offload', 'trap', 'notify'].includes(word)) return false
  }
  return true
}
