import type { NextHop } from '../../engine/linux/route'
import { formatIpv4 } from '../../engine/net/ipv4'
import { destinationText, type RouteLine } from './route-line'

/** What `ip route show` leaves out, because the selector has said it already, or puts in. */
export interface RouteStyle {
  readonly hide: ReadonlySet<'via' | 'dev' | 'proto' | 'scope' | 'src'>
  /** `table all` and `-d` */
  readonly showTable: boolean
  /** `-d` */
  readonly details: boolean
}

export const PLAIN_STYLE: RouteStyle = { hide: new Set(), showTable: false, details: false }

type JsonRoute = Readonly<Record<string, unknown>>

/**
 * One route in the order of attributes that iproute2 prints, each with a name for `-j`.
 * Source: `print_route` in ip/iproute.c (6.1).
 */
function attributesOf(
  line: RouteLine,
  style: RouteStyle,
): readonly (readonly [json: string, text: string, value: unknown])[] {
  const { type, nextHops, protocol, scope, source, metric } = line
  const hop = nextHops.length > 1 ? undefined : nextHops[0]
  const { hide, details } = style
  const gateway = hop?.gateway === undefined ? undefined : formatIpv4(hop.gateway)
  const destination = destinationText(line.destination)
  const attribute = (when: boolean, json: string, word: string, value: unknown) =>
    when ? [[json, word === '' ? `${value}` : `${word} ${value}`, value] as const] : []
  return [
    ...attribute(type !== 'unicast' || details, 'type', '', type),
    ...attribute(true, 'dst', '', destination),
    ...attribute(gateway !== undefined && !hide.has('via'), 'gateway', 'via', gateway),
    ...attribute(hop?.dev !== undefined && !hide.has('dev'), 'dev', 'dev', hop?.dev),
    ...attribute(style.showTable && line.table !== 'main', 'table', 'table', line.table),
    ...attribute((protocol !== 'boot' || details) && !hide.has('proto'), 'protocol', 'proto', protocol),
    ...attribute((scope !== 'global' || details) && !hide.has('scope'), 'scope', 'scope', scope),
    ...attribute(
      source !== undefined && !hide.has('src'),
      'prefsrc',
      'src',
      source === undefined ? '' : formatIpv4(source),
    ),
    ...attribute(metric !== 0, 'metric', 'metric', metric),
  ]
}

const flagsOf = ({ onlink }: NextHop): readonly string[] => (onlink ? ['onlink'] : [])

export function routeText(line: RouteLine, style: RouteStyle): string {
  const { nextHops, mtuBytes } = line
  const words = attributesOf(line, style).map(([, text]) => text)
  const only = nextHops.length > 1 ? undefined : nextHops[0]
  const tail = [...(only ? flagsOf(only) : []), ...(mtuBytes === undefined ? [] : [`mtu ${mtuBytes}`])]
  const hops = nextHops.length > 1 ? nextHops.map((hop) => `\n\t${nextHopText(hop)}`) : []
  return `${[...words, ...tail].join(' ')} ${hops.join('')}`
}

function nextHopText(hop: NextHop): string {
  const via = hop.gateway === undefined ? [] : [`via ${formatIpv4(hop.gateway)}`]
  return `nexthop ${[...via, `dev ${hop.dev}`, 'weight 1', ...flagsOf(hop)].join(' ')} `
}

/** The object that `ip -j route` prints for it. */
export function routeJson(line: RouteLine, style: RouteStyle): JsonRoute {
  const { nextHops, mtuBytes } = line
  const isMultipath = nextHops.length > 1
  return {
    ...Object.fromEntries(attributesOf(line, style).map(([name, , value]) => [name, value])),
    flags: isMultipath || !nextHops[0] ? [] : flagsOf(nextHops[0]),
    ...(mtuBytes !== undefined && { metrics: [{ mtu: mtuBytes }] }),
    ...(isMultipath && { nexthops: nextHops.map(nextHopJson) }),
  }
}

const nextHopJson = (hop: NextHop): JsonRoute => ({
  ...(hop.gateway !== undefined && { gateway: formatIpv4(hop.gateway) }),
  dev: hop.dev,
  weight: 1,
  flags: flagsOf(hop),
})
