import { type Fabric, segmentAt } from '../../engine/fabric/fabric'
import type { Link } from '../../engine/linux/link'
import type { Namespace } from '../../engine/linux/namespace'
import { formatIpv4 } from '../../engine/net/ipv4'

interface LinkKind {
  readonly name: string
  readonly text: string
  /** `info_data` of `-j -d`. */
  readonly data?: Readonly<Record<string, string | number | boolean | object>>
}

/** A device as `ip link` and `ip addr` describe it. What the lab does not model has the value Linux gives by default. */
export interface LinkView {
  readonly link: Link
  /** What stands after `@`: the other end's index in its own namespace, or that there is none. */
  readonly peer: { readonly kind: 'index'; readonly index: number } | { readonly kind: 'none' } | undefined
  readonly flags: readonly string[]
  /** A machine's own network card. */
  readonly isNic: boolean
  readonly qdisc: string
  readonly state: 'UP' | 'DOWN' | 'UNKNOWN'
  readonly linkType: 'loopback' | 'ether' | 'ipip'
  readonly address: string
  readonly broadcast: string
  readonly minMtu: number
  readonly maxMtu: number
  /** The line that `-d` adds, and its name in JSON; a physical device has none. */
  readonly kind: LinkKind | undefined
}

const FLAGS: Readonly<Record<Link['type']['kind'], readonly string[]>> = {
  loopback: ['LOOPBACK'],
  ethernet: ['BROADCAST', 'MULTICAST'],
  ipip: ['NOARP'],
  vxlan: ['BROADCAST', 'MULTICAST'],
}

export function linkView(fabric: Fabric, namespace: Namespace, link: Link): LinkView {
  const segment = segmentAt(fabric, { namespace: namespace.name, link: link.name })
  const isVeth = segment?.kind === 'veth'
  const isNic = link.type.kind === 'ethernet' && !isVeth
  // `print_link_flags` in iproute2's ip/ipaddress.c: up, but not running.
  const isCableOut = isNic && link.up && !segment
  const hasNoAddress = link.type.kind === 'loopback'
  return {
    link,
    peer: isVeth ? vethPeer(fabric, namespace, link) : link.type.kind === 'ipip' ? { kind: 'none' } : undefined,
    flags: isCableOut
      ? ['NO-CARRIER', ...FLAGS[link.type.kind], 'UP']
      : [...FLAGS[link.type.kind], ...(link.up ? ['UP', 'LOWER_UP'] : [])],
    isNic,
    qdisc: link.up ? (isNic ? 'fq_codel' : 'noqueue') : 'noop',
    state: link.up && !isCableOut ? (link.type.kind === 'ethernet' ? 'UP' : 'UNKNOWN') : 'DOWN',
    linkType: LINK_TYPES[link.type.kind],
    address: hasNoAddress ? '00:00:00:00:00:00' : (link.mac ?? '0.0.0.0'),
    broadcast: hasNoAddress ? '00:00:00:00:00:00' : link.mac === undefined ? '0.0.0.0' : 'ff:ff:ff:ff:ff:ff',
    ...(link.mac === undefined || hasNoAddress ? { minMtu: 0, maxMtu: 0 } : { minMtu: 68, maxMtu: 65535 }),
    kind: kindOf(link, isVeth),
  }
}

const LINK_TYPES = { loopback: 'loopback', ethernet: 'ether', ipip: 'ipip', vxlan: 'ether' } as const

function vethPeer(fabric: Fabric, namespace: Namespace, link: Link): LinkView['peer'] {
  const ports = segmentAt(fabric, { namespace: namespace.name, link: link.name })?.ports ?? []
  const port = ports.find((other) => other.namespace !== namespace.name)
  const far = port && fabric.namespaces.get(port.namespace)?.links.find(({ name }) => name === port.link)
  return far && { kind: 'index', index: far.index }
}

function kindOf({ type }: Link, isVeth: boolean): LinkView['kind'] {
  switch (type.kind) {
    case 'loopback':
      return undefined
    case 'ethernet':
      return isVeth ? { name: 'veth', text: 'veth' } : undefined
    case 'ipip':
      return {
        name: 'ipip',
        text: 'ipip any remote any local any ttl inherit nopmtudisc',
        data: { proto: 'any', remote: 'any', local: 'any', ttl: 0, pmtudisc: false },
      }
    case 'vxlan': {
      const ends = `id ${type.vni} local ${formatIpv4(type.local)} dev ${type.parent} srcport 0 0 dstport ${type.port}`
      const rest = 'nolearning ttl auto ageing 300 udpcsum noudp6zerocsumtx noudp6zerocsumrx'
      return { name: 'vxlan', text: `vxlan ${ends} ${rest}`, data: vxlanData(type) }
    }
  }
}

const vxlanData = ({ vni, local, parent, port }: Extract<Link['type'], { readonly kind: 'vxlan' }>) => ({
  id: vni,
  local: formatIpv4(local),
  link: parent,
  port_range: { low: 0, high: 0 },
  port,
  learning: false,
  ttl: 0,
  df: 'unset',
  ageing: 300,
  udp_csum: true,
  udp_zero_csum6_tx: false,
  udp_zero_csum6_rx: false,
})

export const nameWithPeer = ({ link, peer }: LinkView): string => {
  if (peer === undefined) return link.name
  return `${link.name}@${peer.kind === 'none' ? 'NONE' : `if${peer.index}`}`
}
