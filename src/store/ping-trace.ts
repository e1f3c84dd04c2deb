import { PING_DEFAULTS } from '../analysis/pairs/ping-defaults'
import type { Fabric } from '../engine/fabric/fabric'
import { addressOfHost } from '../engine/lab/find-host'
import { parseIpv4 } from '../engine/net/ipv4'
import type { Trace } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import type { ProbeQuestion } from './lab-state'

/** One ping over a fresh network; undefined if one of the two hosts is not there. */
export function pingTrace(fabric: Fabric, { from, to, ...how }: ProbeQuestion): Trace | undefined {
  const destination = fabric.namespaces.has(to) ? addressOfHost(fabric, to) : parseIpv4(to)
  if (!fabric.namespaces.has(from) || destination === undefined) return undefined
  return tracePacket(fabric, { ...PING_DEFAULTS, ...how, from, destination })
}
