import type { Fabric } from '../engine/fabric/fabric'
import { addressOfHost } from '../engine/lab/find-host'
import type { Probe, Trace } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import type { ProbeQuestion } from './lab-state'

/** What ping sends when nobody says otherwise. */
const PING_DEFAULTS = { payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' } as const satisfies Partial<Probe>

/** One ping over a fresh network; undefined if one of the two hosts is not there. */
export function pingTrace(fabric: Fabric, { from, to }: ProbeQuestion): Trace | undefined {
  if (!fabric.namespaces.has(from) || !fabric.namespaces.has(to)) return undefined
  return tracePacket(fabric, { ...PING_DEFAULTS, from, destination: addressOfHost(fabric, to) })
}
