import type { NextHop, Route } from '../engine/linux/route'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix } from '../engine/net/prefix'

const hopKey = ({ gateway, dev, onlink }: NextHop) =>
  `${gateway === undefined ? '' : formatIpv4(gateway)}%${dev ?? ''}${onlink ? '!' : ''}`

/** What the kernel takes for the same entry: one table cannot hold two of a destination and metric. */
export const routeSlot = ({ destination, metric }: Route): string => `${formatPrefix(destination)}#${metric}`

/** Everything `ip route` would print of it. */
export const routeText = (route: Route): string =>
  [
    route.type,
    routeSlot(route),
    route.nextHops.map(hopKey).join(','),
    route.protocol,
    route.scope,
    route.preferredSource ?? '',
    route.mtuBytes ?? '',
  ].join(' ')
