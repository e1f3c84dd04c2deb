import type { Fabric } from '../engine/fabric/fabric'
import type { LinkName } from '../engine/linux/link'
import type { NamespaceName } from '../engine/linux/namespace'
import { findLink } from '../engine/linux/source-address'
import type { Trace } from '../engine/trace/trace'
import { ICMP_HEADER_BYTES } from '../engine/wire/icmp'
import { IPV4_HEADER_BYTES } from '../engine/wire/ipv4'
import { readPacket } from './layers'
import { followsAnother } from './step-groups'

/** A device that a packet left by, or was too big for. */
export interface MtuEntry {
  readonly host: NamespaceName
  readonly link: LinkName
  readonly step: number
  /** Of the IPv4 packet, tunnel headers included; the Ethernet header does not count. */
  readonly sizeBytes: number
  /** How much of it the tunnel put around. */
  readonly overheadBytes: number
  readonly tunnel?: 'ipip' | 'vxlan'
  readonly mtuBytes: number
  readonly fits: boolean
}

/** Sizes against limits, device by device. */
export interface MtuLedger {
  readonly entries: readonly MtuEntry[]
  /** The largest packet, without tunnel headers, that passes all of them whole; undefined if it left by none. */
  readonly largestBytes?: number
  /** What `ping -s` may ask for so that it does. */
  readonly largestPayloadBytes?: number
}

/** What one packet of the trace met on its way; of fragments the first one is followed. */
export function mtuLedger({ steps }: Trace, packet: number, fabric: Fabric): MtuLedger {
  const entries = steps.flatMap((step): MtuEntry[] => {
    const { event, namespace } = step
    if (step.packet !== packet || followsAnother(step)) return []
    const refused = event.kind === 'drop' && event.reason.kind === 'too-big' ? event.reason : undefined
    const link = event.kind === 'transmit' ? event.link : refused?.link
    if (link === undefined) return []
    const { summaries } = readPacket(step.bytes)
    const [outer, inner] = summaries
    const sizeBytes = refused?.sizeBytes ?? outer?.lengthBytes ?? 0
    const namespaceHere = fabric.namespaces.get(namespace)
    const mtuBytes = refused?.mtuBytes ?? (namespaceHere && findLink(namespaceHere, link)?.mtuBytes)
    if (mtuBytes === undefined) return []
    const tunnel = outer?.protocol === 'ipip' || outer?.protocol === 'vxlan' ? outer.protocol : undefined
    const overheadBytes = tunnel && outer && inner ? outer.lengthBytes - inner.lengthBytes : 0
    return [
      {
        host: namespace,
        link,
        step: step.index,
        sizeBytes,
        overheadBytes,
        mtuBytes,
        fits: !refused,
        ...(tunnel && { tunnel }),
      },
    ]
  })
  if (entries.length === 0) return { entries }
  const largestBytes = Math.min(...entries.map(({ mtuBytes, overheadBytes }) => mtuBytes - overheadBytes))
  return {
    entries,
    largestBytes,
    largestPayloadBytes: Math.max(largestBytes - IPV4_HEADER_BYTES - ICMP_HEADER_BYTES, 0),
  }
}
