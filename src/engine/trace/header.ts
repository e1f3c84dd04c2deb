import { invariant } from '../invariant'
import { type Ipv4Header, parseIpv4Header } from '../wire/ipv4'

/** The outermost header of a packet that this engine built. @throws InvariantError if there is none. */
export function headerOf(bytes: Uint8Array): Ipv4Header {
  const parsed = parseIpv4Header(bytes)
  invariant(parsed.ok, 'a packet without an IPv4 header')
  return parsed.value.header
}
