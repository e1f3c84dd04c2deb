import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'
import { clockAt, timeOfDay } from '../clock'
import { type BirdNet, type BirdRoute, kernelSource } from './bird-table'

/** Everything came up with the network. */
export const SINCE = timeOfDay(clockAt(0))

/** Source: `rt_show_rte` in nest/rt-table.c (BIRD 1.6). */
export function routeText(net: BirdNet, shown: readonly BirdRoute[], isVerbose: boolean): string {
  return shown
    .map((route, i) => {
      const head = (i === 0 ? formatPrefix(net.prefix) : '').padEnd(18)
      const star = net.routes[0] === route ? ' *' : ''
      const details = isVerbose ? detailsOf(route) : ''
      return `${head} ${viaText(route)} [${route.protocol} ${SINCE}${fromText(route)}]${star}${infoText(route)}\n${details}`
    })
    .join('')
}

function viaText(route: BirdRoute): string {
  if (route.source === 'bgp') {
    const { resolved } = route
    return resolved.kind === 'router' ? `via ${formatIpv4(resolved.gateway)} on ${resolved.dev}` : resolved.kind
  }
  const { kind, dev, gateway } = route.local
  if (kind === 'device') return `dev ${dev}`
  return kind === 'router' && gateway !== undefined ? `via ${formatIpv4(gateway)} on ${dev}` : kind
}

/** Who said it, if that is not where it goes. */
function fromText(route: BirdRoute): string {
  if (route.source !== 'bgp') return ''
  const { resolved, bgp } = route
  const isGateway = resolved.kind === 'router' && resolved.gateway === bgp.from.address
  return isGateway ? '' : ` from ${formatIpv4(bgp.from.address)}`
}

/** `bgp_get_route_info`, `krt_get_route_info`. */
function infoText(route: BirdRoute): string {
  if (route.source !== 'bgp') return ` (${route.preference})`
  const { resolved, bgp } = route
  const metric = resolved.kind !== 'router' ? '/-' : resolved.isOnLink ? '/0' : '/?'
  const origin = bgp.asPath.at(-1)
  return ` (${route.preference}${bgp.gateway === undefined ? metric : ''}) [${origin === undefined ? '' : `AS${origin}`}i]`
}

const TYPES = { static: 'static', direct: 'device', kernel: 'inherit', bgp: 'BGP' } as const

/** `rta_show`, and the attributes of `bgp_show_route_info` and `krt`. */
function detailsOf(route: BirdRoute): string {
  const attributes = attributesOf(route)
  return [`Type: ${TYPES[route.source]} unicast univ`, ...attributes].map((line) => `\t${line}\n`).join('')
}

function attributesOf(route: BirdRoute): readonly string[] {
  if (route.source === 'kernel') {
    const { metric, preferredSource } = route.route
    return [
      `Kernel.source: ${kernelSource(route.route)}`,
      `Kernel.metric: ${metric}`,
      ...(preferredSource === undefined ? [] : [`Kernel.prefsrc: ${formatIpv4(preferredSource)}`]),
    ]
  }
  if (route.source !== 'bgp') return []
  const { asPath, nextHop, localPreference, originatorId, clusterList } = route.bgp
  return [
    'BGP.origin: IGP',
    `BGP.as_path: ${asPath.join(' ')}`,
    `BGP.next_hop: ${formatIpv4(nextHop)}`,
    `BGP.local_pref: ${localPreference}`,
    ...(originatorId === undefined ? [] : [`BGP.originator_id: ${formatIpv4(originatorId)}`]),
    ...(clusterList.length === 0 ? [] : [`BGP.cluster_list: ${clusterList.join(' ')}`]),
  ]
}
