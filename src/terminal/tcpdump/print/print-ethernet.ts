import { ETHERNET_HEADER_BYTES, parseEthernetHeader } from '../../../engine/wire/ethernet'
import { briefEtherTypeText, etherTypeText } from './ether-type-text'
import { printNetwork } from './print-network'
import { macText, type Printed, type PrintStyle } from './print-style'

/** Source: `ether_print` in tcpdump's print-ether.c. */
export function printEthernet({ bytes, lengthBytes }: Printed, style: PrintStyle, depth = 0): string {
  const parsed = parseEthernetHeader(bytes)
  if (!parsed.ok) return ' [|ether]'
  const { source, destination, etherType } = parsed.value
  const type = style.quick ? briefEtherTypeText(etherType) : etherTypeText(etherType)
  const header = `${macText(source, style)} > ${macText(destination, style)}, ${type}, length ${lengthBytes}: `
  const inside = {
    bytes: bytes.subarray(ETHERNET_HEADER_BYTES),
    lengthBytes: lengthBytes - ETHERNET_HEADER_BYTES,
  }
  return printNetwork(header, etherType, inside, style, depth)
}
