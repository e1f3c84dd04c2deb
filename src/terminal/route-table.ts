import type { Route } from '../engine/linux/route'
import { formatIpv4, UNSPECIFIED } from '../engine/net/ipv4'
import { maskOf } from '../engine/net/prefix'

export interface RouteTableStyle {
  /** `-n` */
  readonly numeric: boolean
  /** `-e`: MSS, window and irtt in place of metric, references and use. */
  readonly extended: boolean
}

const HEADER = 'Kernel IP routing table\nDestination     Gateway         Genmask         Flags '

/** What net-tools' `route` prints. Source: `rprint_fib4` in lib/inet_gr.c (net-tools 2.10). */
export function routeTableText(routes: readonly Route[], style: RouteTableStyle): string {
  const header = `${HEADER}${style.extended ? '  MSS Window  irtt Iface' : 'Metric Ref    Use Iface'}`
  return `${[header, ...routes.map((route) => row(route, style))].join('\n')}\n`
}

function row({ type, destination, nextHops, metric }: Route, { numeric, extended }: RouteTableStyle): string {
  const isRejected = type === 'unreachable' || type === 'prohibit'
  const hop = nextHops[0]
  const isDefault = destination.length === 0
  const flags = [
    isRejected ? '!' : 'U',
    hop?.gateway === undefined ? '' : 'G',
    destination.length === 32 ? 'H' : '',
  ].join('')
  const gateway = isRejected ? '-' : formatIpv4(hop?.gateway ?? UNSPECIFIED)
  const iface = isRejected ? '-' : (hop?.dev ?? '*')
  const columns = [
    (isDefault && !numeric ? 'default' : formatIpv4(destination.address)).padEnd(15),
    gateway.padEnd(15),
    formatIpv4(maskOf(destination.length)).padEnd(15),
    flags.padEnd(5),
  ]
  const nothing = isRejected ? '-' : '0'
  const counters = extended
    ? [nothing.padStart(5), nothing.padEnd(6), nothing.padStart(5)]
    : [String(metric).padEnd(6), nothing.padEnd(2), '0'.padStart(7)]
  return [...columns, ...counters, iface].join(' ')
}
