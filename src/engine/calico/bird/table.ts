import type { Link } from '../../linux/link'
import type { Route } from '../../linux/route'
import type { Ipv4 } from '../../net/ipv4'
import { type Prefix, prefixContains, prefixKey, prefixOf } from '../../net/prefix'
import type { LocalRoute, LocalTable } from './speaker'

/** BIRD's preferences [BGP-8]: a network at hand, a line of its configuration, what the kernel has from others. */
const PREFERENCE: Readonly<Record<LocalRoute['source'], number>> = { direct: 240, static: 200, kernel: 10 }

/** What BGP's routes have: less than anything but what the kernel has from others. */
export const BGP_PREFERENCE = 100

export const isPreferredToBgp = ({ source }: LocalRoute): boolean => PREFERENCE[source] > BGP_PREFERENCE

/** The best of each prefix; of the kernel's that with the lowest metric (bird:sysdep/unix/krt.c `krt_learn_prune`). */
export function localTable(routes: readonly LocalRoute[]): LocalTable {
  const best = new Map<number, LocalRoute>()
  const lengths: number[] = []
  for (const route of routes) {
    const key = prefixKey(route.prefix)
    const other = best.get(key)
    if (!other || isBetter(route, other)) best.set(key, route)
    if (!lengths.includes(route.prefix.length)) lengths.push(route.prefix.length)
  }
  return { routes: best, lengths: lengths.sort((a, b) => b - a) }
}

const isBetter = (a: LocalRoute, b: LocalRoute): boolean =>
  PREFERENCE[a.source] - PREFERENCE[b.source] > 0 || (a.source === b.source && a.metric < b.metric)

/** The longest prefix of the table that holds the address. */
export function lookUp({ routes, lengths }: LocalTable, address: Ipv4): LocalRoute | undefined {
  for (const length of lengths) {
    const route = routes.get(prefixKey(prefixOf(address, length)))
    if (route) return route
  }
  return undefined
}

/**
 * `protocol direct`: the networks of the machine's devices. confd leaves out the pods' cables and kube-proxy's dummy.
 * Source: bird:nest/rt-dev.c `dev_ifa_notify`; confd bird.cfg.template.
 */
export function directRoutes(links: readonly Link[], isIgnored: (link: string) => boolean): readonly LocalRoute[] {
  const networks: LocalRoute[] = []
  for (const { name, up, addresses } of links) {
    if (!up || isIgnored(name)) continue
    for (const { address, length, scope } of addresses) {
      if (scope !== 'global') continue
      networks.push({ prefix: prefixOf(address, length), source: 'direct', kind: 'device', dev: name, metric: 0 })
    }
  }
  return networks
}

/** Source: bird_aggr.cfg.template, which leaves out blocks of one address. */
export const blackholes = (blocks: readonly Prefix[]): readonly LocalRoute[] =>
  blocks
    .filter(({ length }) => length < 32)
    .map((prefix): LocalRoute => ({ prefix, source: 'static', kind: 'blackhole', metric: 0 }))

/**
 * What the kernel has from others than itself and BIRD (`learn`; bird:sysdep/linux/netlink.c `nl_parse_route`), but for
 * what lies inside these blocks, which neither leaves the node nor holds anybody's next hop.
 */
export function learnedFromKernel(routes: readonly Route[], blocks: readonly Prefix[] = []): readonly LocalRoute[] {
  const learned: LocalRoute[] = []
  for (const route of routes) {
    if (route.protocol === 'kernel' || route.protocol === 'bird') continue
    if (blocks.some((block) => prefixContains(block, route.destination.address))) continue
    learned.push(localRoute(route))
  }
  return learned
}

function localRoute({ destination: prefix, type, nextHops, metric }: Route): LocalRoute {
  const [hop] = nextHops
  if (type !== 'unicast' || !hop) {
    return { prefix, source: 'kernel', kind: type === 'blackhole' ? 'blackhole' : 'unreachable', metric }
  }
  const way = { prefix, source: 'kernel', ...(hop.dev !== undefined && { dev: hop.dev }), metric } as const
  return hop.gateway === undefined ? { ...way, kind: 'device' } : { ...way, kind: 'router', gateway: hop.gateway }
}
