import { formatIpv4, type Ipv4 } from '../engine/net/ipv4'
import type { Step, Trace } from '../engine/trace/trace'
import { hostName } from './host-name'

/** An address with the host that the trace shows to have it: `pod1 (172.16.158.8)`; else the address alone. */
export function addressName({ steps }: Trace, address: Ipv4): string {
  const owner = steps.find((step) => isOwn(step, address))
  const shown = formatIpv4(address)
  return owner ? `${hostName(owner.namespace)} (${shown})` : shown
}

function isOwn({ event }: Step, address: Ipv4): boolean {
  switch (event.kind) {
    case 'originate':
      return event.source === address
    case 'deliver':
      return event.address === address
    case 'masquerade':
      return event.to === address
    case 'encapsulate':
      return event.outer.source === address
    case 'decapsulate':
      return event.outer.destination === address
    default:
      return false
  }
}
