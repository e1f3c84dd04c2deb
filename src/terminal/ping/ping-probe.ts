import { localTable } from '../../engine/linux/local-table'
import type { Namespace } from '../../engine/linux/namespace'
import { findLink } from '../../engine/linux/source-address'
import { type Ipv4, ip, UNSPECIFIED } from '../../engine/net/ipv4'
import { broadcastOf, prefixOf } from '../../engine/net/prefix'
import { fail, ok, type Result } from '../../engine/result'
import type { Probe } from '../../engine/trace/trace'
import type { PingOptions } from './ping-options'
import { localErrorText } from './ping-words'

/** What fits into the largest IPv4 packet; `sendmsg` refuses more. */
const MAX_PAYLOAD_BYTES = 65_535 - 28

/** The packet that a ping with these options sends from a host; else what it says, after its own name, and sends none. */
export function probeFor(
  { payloadBytes, ttl, pathMtuDiscovery, waitMs, source, device }: PingOptions,
  namespace: Namespace,
  destination: Ipv4,
): Result<Probe, string> {
  if (ttl === 0) return fail('cannot set unicast time-to-live: Invalid argument')
  if (device !== undefined && !findLink(namespace, device)) return fail(`SO_BINDTODEVICE ${device}: No such device`)
  if (source !== undefined && !localTable(namespace).has(source)) return fail('bind: Cannot assign requested address')
  if (isBroadcast(namespace, destination)) {
    return fail(localErrorText({ kind: 'local-error', error: 'permission-denied' }))
  }
  return ok({
    from: namespace.name,
    destination: destination === UNSPECIFIED ? ip('127.0.0.1') : destination,
    ttl,
    ...(source !== undefined && { source }),
    ...(device !== undefined && { device }),
    ...(waitMs !== undefined && { waitMs }),
    // A packet that no system call takes is as good as the largest one that must not be fragmented.
    ...(payloadBytes > MAX_PAYLOAD_BYTES
      ? { payloadBytes: MAX_PAYLOAD_BYTES, pathMtuDiscovery: 'do' }
      : { payloadBytes, pathMtuDiscovery }),
  })
}

const isBroadcast = ({ links }: Namespace, address: Ipv4): boolean =>
  address === ip('255.255.255.255') ||
  links.some(({ addresses }) =>
    addresses.some(({ address: own, length }) => length < 31 && broadcastOf(prefixOf(own, length)) === address),
  )
