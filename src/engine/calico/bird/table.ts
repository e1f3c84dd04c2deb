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
  for (const route of routes) {
    const key = prefixKey(route.prefix)
    const other = best.get(key)
    if (!other || isBetter(route, other)) best.set(key, route)
  }
  const lengths = [...new Set([...best.values()].map(({ prefix }) => prefix.length))].sort((a, b) => b - a)
  return { routes: best, lengths }
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
export const directRoutes = (links: readonly Link[], isIgnored: (link: string) => boolean): readonly LocalRoute[] =>
  links
    .filter(({ name, up }) => up && !isIgnored(name))
    .flatMap(({ name, addresses }) =>
      addresses
        .filter(({ scope }) => scope === 'global')
        .map(
          ({ address, length }): LocalRoute => ({
            prefix: prefixOf(address, length),
            source: 'direct',
            kind: 'device',
            dev: name,
            metric: 0,
          }),
        ),
    )

/** Source: bird_aggr.cfg.template, which leaves out blocks of one address. */
export const blackholes = (blocks: readonly Prefix[]): readonly LocalRoute[] =>
  blocks
    .filter(({ length }) => length < 32)
    .map((prefix): LocalRoute => ({ prefix, source: 'static', kind: 'blackhole', metric: 0 }))

/** What the kernel has from others than itself and BIRD (`learn`; bird:sysdep/linux/netlink.c `nl_parse_route`). */
export const learnedFromKernel = (routes: readonly Route[]): readonly LocalRoute[] =>
  routes
    .filter(({ protocol }) => protocol !== 'kernel' && protocol !== 'bird')
    .map(({ destination, type, nextHops, metric }): LocalRoute => {
      const [hop] = nextHops
      if (type !== 'unicast' || !hop) {
        const kind = type === 'blackhole' ? 'blackhole' : 'unreachable'
        return { prefix: destination, source: 'kernel', kind, metric }
      }
      const way = {
        prefix: destination,
        source: 'kernel',
        ...(hop.dev !== undefined && { dev: hop.dev }),
        metric,
      } as const
      return hop.gateway === undefined ? { ...way, kind: 'device' } : { ...way, kind: 'router', gateway: hop.gateway }
    })

/** Without those inside a block, which neither leave the node nor hold anybody's next hop. */
export const outside = (routes: readonly Route[], blocks: readonly Prefix[]): readonly Route[] =>
  routes.filter(({ destination }) => !blocks.some((block) => prefixContains(block, destination.address)))
