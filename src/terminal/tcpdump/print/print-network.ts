import { ETHERTYPE_IPV4 } from '../../../engine/wire/ethernet'
import { hexLines } from './hex-lines'
import { printArp } from './print-arp'
import { printIp } from './print-ip'
import type { Printed, PrintStyle } from './print-style'

const ETHERTYPE_ARP = 0x0806

/**
 * What a frame carries, behind `header`, which is printed for `-e`, and for what the lab does not read: that is printed
 * as bytes, as tcpdump prints what it does not read.
 */
export function printNetwork(header: string, etherType: number, inside: Printed, style: PrintStyle, depth = 0): string {
  const shown = style.linkHeader ? header : ''
  if (etherType === ETHERTYPE_IPV4) return shown + printIp(inside, style, depth)
  const arp = etherType === ETHERTYPE_ARP ? printArp(inside, style) : undefined
  if (arp !== undefined) return shown + arp
  const bytes = style.withBytes || style.quick ? [] : hexLines(inside.bytes, true)
  return header + bytes.map((line) => `\n\t${line}`).join('')
}
