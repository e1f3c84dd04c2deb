import { macFromBytes } from '../../../engine/net/mac'
import {
  COOKED_HEADER_BYTES,
  COOKED_V1_HEADER_BYTES,
  parseCookedHeader,
  parseCookedV1Header,
} from '../../../engine/wire/cooked'
import type { FilterLink } from '../filter/filter'
import { etherTypeText } from './ether-type-text'
import { printEthernet, printIp, printNetwork } from './print-ip'
import { macText, type Printed, type PrintStyle } from './print-style'

/** What tcpdump 4.99 prints of a frame behind the time. `nameOf` is the device of an index, on the host that prints. */
export function printFrame(
  link: FilterLink,
  frame: Printed,
  style: PrintStyle,
  nameOf: (index: number) => string | undefined,
): string {
  switch (link) {
    case 'ethernet':
      return printEthernet(frame, style)
    case 'raw':
      return `${style.linkHeader ? 'ip: ' : ''}${printIp(frame, style)}`
    case 'cooked':
      return printCooked(frame, style, nameOf)
    case 'cooked-v1':
      return printCookedV1(frame, style)
  }
}

/** `sll_pkttype_values` in tcpdump's print-sll.c. */
const WAYS: Readonly<Record<number, string>> = { 0: 'In', 1: 'B', 2: 'M', 3: 'P', 4: 'Out' }

/** Source: `sll2_if_print` in tcpdump's print-sll.c. */
function printCooked(
  { bytes, lengthBytes }: Printed,
  style: PrintStyle,
  nameOf: (index: number) => string | undefined,
): string {
  const parsed = parseCookedHeader(bytes)
  if (!parsed.ok) return ' [|sll2]'
  const { protocol, interfaceIndex, packetType, address } = parsed.value
  const way = WAYS[packetType] ?? '?'
  const ends = `${(nameOf(interfaceIndex) ?? '?').padEnd(5)} ${way.padEnd(3)} `
  const sender = address.length === 6 ? `${macText(macFromBytes(address), style)} ` : ''
  const header = `ifindex ${interfaceIndex} ${sender}${style.quick ? '' : carriedText(protocol, lengthBytes)}`
  const inside = { bytes: bytes.subarray(COOKED_HEADER_BYTES), lengthBytes: lengthBytes - COOKED_HEADER_BYTES }
  return ends + printNetwork(header, protocol, inside, style)
}

/** Source: `sll_if_print` in tcpdump's print-sll.c. */
function printCookedV1({ bytes, lengthBytes }: Printed, style: PrintStyle): string {
  const parsed = parseCookedV1Header(bytes)
  if (!parsed.ok) return ' [|sll]'
  const { protocol, packetType, address } = parsed.value
  const sender = address.length === 6 ? `${macText(macFromBytes(address), style)} ` : ''
  const way = (WAYS[packetType] ?? '?').padStart(3)
  const header = `${way} ${sender}${style.quick ? '' : carriedText(protocol, lengthBytes)}`
  const inside = {
    bytes: bytes.subarray(COOKED_V1_HEADER_BYTES),
    lengthBytes: lengthBytes - COOKED_V1_HEADER_BYTES,
  }
  return printNetwork(header, protocol, inside, style)
}

const carriedText = (etherType: number, lengthBytes: number): string =>
  `${etherTypeText(etherType)}, length ${lengthBytes}: `
