import type { FilteredPacket } from '../linux/forward-drop'
import { dissect } from '../wire/dissect'
import { headerOf } from './header'

/** What a filter sees of a packet: its outermost header, and the UDP ports behind it. */
export function filteredPacket(bytes: Uint8Array): FilteredPacket {
  const { source, destination, protocol } = headerOf(bytes)
  const transport = dissect(bytes, 'ipv4')[1]
  const isUdp = transport?.protocol === 'udp'
  const ports = isUdp ? [transport.header.sourcePort, transport.header.destinationPort] : []
  return { source, destination, protocol, ports }
}
