import type { Route } from '../../engine/linux/route'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'

type Printable = Pick<Route, 'type' | 'destination' | 'nextHops' | 'metric'> & {
  readonly protocol?: string
  readonly source?: Ipv4
}

/** The lines of a route as `ip route` prints them, as far as its tool said: several next hops stand below it. */
export function routeLines(route: Printable): readonly string[] {
  const { nextHops } = route
  if (nextHops.length < 2) return [lineOf(route, nextHops.map(hopText).join('').trim())]
  return [lineOf(route, ''), ...nextHops.map((hop) => `  nexthop${hopText(hop)}${hop.onlink ? ' onlink' : ''}`)]
}

/** The same on one line, to be compared with another: without the source, which only some tools tell. */
export function routeLine({ source: _, ...route }: Printable): string {
  const { nextHops } = route
  const hops = nextHops.length > 1 ? nextHops.map((hop) => `nexthop${hopText(hop)}`) : nextHops.map(hopText)
  return lineOf(route, hops.join(' ').trim())
}

function lineOf({ type, destination, nextHops, metric, protocol, source }: Printable, hops: string): string {
  const place =
    destination.length === 0
      ? 'default'
      : destination.length === 32
        ? formatIpv4(destination.address)
        : formatPrefix(destination)
  return [
    ...(type === 'unicast' ? [] : [type]),
    place,
    ...(hops === '' ? [] : [hops]),
    ...(protocol === undefined || protocol === 'boot' ? [] : ['proto', protocol]),
    ...(source === undefined ? [] : ['src', formatIpv4(source)]),
    ...(metric > 0 ? ['metric', metric] : []),
    ...(nextHops.length === 1 && nextHops[0]?.onlink ? ['onlink'] : []),
  ].join(' ')
}

const hopText = ({ gateway, dev }: Route['nextHops'][number]): string =>
  `${gateway === undefined ? '' : ` via ${formatIpv4(gateway)}`}${dev === undefined ? '' : ` dev ${dev}`}`
