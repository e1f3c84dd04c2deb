import type { Link } from '../../engine/linux/link'
import type { Namespace } from '../../engine/linux/namespace'

/**
 * The settings of a machine's kernel that the lab's behaviour follows, by name; all else under /proc/sys is not modelled.
 * Values that no lab changes are the kernel's defaults (Documentation/networking/ip-sysctl.rst).
 */
export function sysctlsOf(namespace: Namespace): ReadonlyMap<string, string> {
  const { forwarding, rpFilter = 0, icmpRatelimitMs = 1000, links } = namespace
  const conf = (name: string, values: { forwarding: boolean; proxyArp: boolean; rpFilter: number }) =>
    [
      [`net.ipv4.conf.${name}.forwarding`, Number(values.forwarding)],
      [`net.ipv4.conf.${name}.proxy_arp`, Number(values.proxyArp)],
      [`net.ipv4.conf.${name}.rp_filter`, values.rpFilter],
    ] as const
  const neigh = (name: string) =>
    [
      [`net.ipv4.neigh.${name}.mcast_solicit`, 3],
      [`net.ipv4.neigh.${name}.retrans_time_ms`, 1000],
    ] as const
  const ofDevices = links.flatMap((link: Link) => [
    ...conf(link.name, { forwarding, proxyArp: link.proxyArp, rpFilter: link.rpFilter ?? 0 }),
    ...neigh(link.name),
  ])
  const all: readonly (readonly [string, string | number])[] = [
    ...conf('all', { forwarding, proxyArp: false, rpFilter }),
    ...conf('default', { forwarding, proxyArp: false, rpFilter: 0 }),
    ...ofDevices,
    ['net.ipv4.icmp_echo_ignore_all', 0],
    ['net.ipv4.icmp_echo_ignore_broadcasts', 1],
    ['net.ipv4.icmp_ratelimit', icmpRatelimitMs],
    ['net.ipv4.icmp_ratemask', 6168],
    ['net.ipv4.ip_default_ttl', 64],
    ['net.ipv4.ip_forward', Number(forwarding)],
    ['net.ipv4.ip_local_port_range', '32768\t60999'],
    ['net.ipv4.ping_group_range', '1\t0'],
    ['net.ipv4.route.min_pmtu', 552],
    ['net.ipv4.route.mtu_expires', 600],
    ...(namespace.tracksConnections
      ? ([
          ['net.netfilter.nf_conntrack_icmp_timeout', 30],
          ['net.netfilter.nf_conntrack_udp_timeout', 30],
        ] as const)
      : []),
  ]
  return new Map(
    all.map(([key, value]) => [key, String(value)] as const).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  )
}
