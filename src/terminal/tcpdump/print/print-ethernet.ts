import { ETHERNET_HEADER_BYTES, ETHERTYPE_IPV4, parseEthernetHeader } from '../../../engine/wire/ethernet'
import { printIp } from './print-ip'
import type { Printed, PrintStyle } from './print-style'

/** `ethertype_values` in tcpdump's print-ether.c. */
const ETHER_TYPE_WORDS: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  34525: 'IPv6',
  32821: 'Reverse ARP',
}

export const etherTypeText = (type: number): string =>
  `ethertype ${ETHER_TYPE_WORDS[type] ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`

/** Source: `ether_print` in tcpdump's print-ether.c. */
export function printEthernet({ bytes, lengthBytes }: Printed, style: PrintStyle): string {
  const parsed = parseEthernetHeader(bytes)
  if (!parsed.ok) return ' [|ether]'
  const { source, destination, etherType } = parsed.value
  const header = `${source} > ${destination}, ${etherTypeText(etherType)}, length ${lengthBytes}: `
  const inside = {
    bytes: bytes.subarray(ETHERNET_HEADER_BYTES),
    lengthBytes: lengthBytes - ETHERNET_HEADER_BYTES,
  }
  if (etherType !== ETHERTYPE_IPV4) return header
  return `${style.linkHeader ? header : ''}${printIp(inside, style)}`
}
