import { internetChecksum } from './checksum'
import { type DissectedLink, dissect } from './dissect'
import type { Ipv4Header } from './ipv4'

/**
 * For tests: where in a frame a checksum does not add up. A sum over a payload is checked where the payload is whole,
 * so not in fragments nor in what an ICMP error quotes.
 */
export function checksumFaults(bytes: Uint8Array, linkType: DissectedLink): readonly string[] {
  let ip: Ipv4Header | undefined
  let end = bytes.length
  let isWhole = true
  return dissect(bytes, linkType).flatMap((layer) => {
    const { protocol, offset, headerBytes } = layer
    const fault = (sum: number): readonly string[] => (sum === 0 ? [] : [`${protocol} at ${offset}`])
    if (protocol === 'ipv4') {
      ip = layer.header
      end = Math.min(end, offset + ip.totalLength)
      isWhole &&= !layer.quoted && !ip.moreFragments && ip.fragmentOffset === 0
      return fault(internetChecksum(bytes, offset, offset + headerBytes))
    }
    if (protocol === 'icmp' && isWhole) return fault(internetChecksum(bytes, offset, end))
    if (protocol === 'udp' && isWhole && ip) {
      const halves = [ip.source, ip.destination].flatMap((address) => [address >>> 16, address & 0xffff])
      const pseudoHeader = halves.reduce((sum, half) => sum + half, ip.protocol + end - offset)
      return fault(internetChecksum(bytes, offset, end, pseudoHeader))
    }
    return []
  })
}
