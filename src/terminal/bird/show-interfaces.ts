import type { Link } from '../../engine/linux/link'
import type { Namespace } from '../../engine/linux/namespace'
import { formatPrefix } from '../../engine/net/prefix'

const KIND_FLAGS: Readonly<Record<Link['type']['kind'], string>> = {
  loopback: 'MultiAccess AdminUp LinkUp Loopback Ignored',
  ethernet: 'MultiAccess Broadcast Multicast AdminUp LinkUp',
  vxlan: 'MultiAccess Broadcast Multicast AdminUp LinkUp',
  ipip: 'MultiAccess AdminUp LinkUp',
}

/** BIRD takes a device without an address for down. */
const isUp = ({ addresses, up }: Link): boolean => up && addresses.length > 0

/** Source: `if_show` and `if_show_summary` in nest/iface.c (BIRD 1.6). */
export function interfacesText({ links }: Namespace): string {
  return links
    .map((link) => {
      const { name, index, type, mtuBytes, addresses } = link
      const scope = type.kind === 'loopback' ? 'host' : undefined
      const own = addresses.map(
        (address, i) =>
          `\t${formatPrefix(address)} (${i === 0 ? 'Primary' : 'Secondary'}, scope ${scope ?? addressScope(address.address)})\n`,
      )
      const flags = link.up ? KIND_FLAGS[type.kind] : KIND_FLAGS[type.kind].replace(' AdminUp LinkUp', '')
      return `${name} ${isUp(link) ? 'up' : 'DOWN'} (index=${index})\n\t${flags} MTU=${mtuBytes}\n${own.join('')}`
    })
    .join('')
}

export const interfacesSummary = ({ links }: Namespace): string =>
  `interface state address\n${links
    .map((link) => {
      const [first] = link.addresses
      return `${link.name.padEnd(9)} ${(isUp(link) ? 'up' : 'DOWN').padEnd(5)} ${first ? formatPrefix(first) : ''}\n`
    })
    .join('')}`

/** `ipv4_classify` in lib/ipv4.c: private networks are of the site. */
function addressScope(address: number): 'site' | 'univ' {
  const [a, b] = [address >>> 24, (address >>> 16) & 255]
  return a === 10 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32) ? 'site' : 'univ'
}
