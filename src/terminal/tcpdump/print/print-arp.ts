import { formatIpv4, type Ipv4 } from '../../../engine/net/ipv4'
import { macFromBytes } from '../../../engine/net/mac'
import { macText, type Printed, type PrintStyle } from './print-style'

/** Ethernet and IPv4, addresses of 6 and 4 bytes (RFC 826). */
const ETHERNET_IPV4 = '000108000604'
const ARP_BYTES = 28
const NOBODY = '00:00:00:00:00:00'

/** Requests and replies, of Ethernet for IPv4; undefined of all else. Source: `arp_print` in tcpdump's print-arp.c. */
export function printArp({ bytes, lengthBytes }: Printed, style: PrintStyle): string | undefined {
  const start = Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (start !== ETHERNET_IPV4 || bytes.length < ARP_BYTES) return undefined
  const address = (at: number): string =>
    formatIpv4(
      (((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)) * 65_536 +
        (bytes[at + 2] ?? 0) * 256 +
        (bytes[at + 3] ?? 0)) as Ipv4,
    )
  const mac = (at: number): string => macFromBytes(bytes.subarray(at, at + 6))
  const words = style.verbosity > 0 ? 'Ethernet (len 6), IPv4 (len 4), ' : ''
  const prefix = `${style.linkHeader ? '' : 'ARP, '}${words}`
  const operation = (bytes[6] ?? 0) * 256 + (bytes[7] ?? 0)
  if (operation === 1) {
    const asked = mac(18) === NOBODY ? '' : ` (${macText(mac(18), style)})`
    return `${prefix}Request who-has ${address(24)}${asked} tell ${address(14)}, length ${lengthBytes}`
  }
  if (operation === 2) return `${prefix}Reply ${address(14)} is-at ${macText(mac(8), style)}, length ${lengthBytes}`
  return undefined
}
