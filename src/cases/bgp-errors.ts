import type { Fabric } from '../engine/fabric/fabric'
import { findHost } from '../engine/lab/find-host'
import { ip } from '../engine/net/ipv4'
import { type ErrorTokens, FRESH_MEMORY, peerKey, type TraceMemory } from '../engine/trace/memory'
import type { PingRecord } from '../terminal/ping/ping-record'
import type { SeenFrame } from '../terminal/seen-frames'

// The recordings ran BGP, and what BGP sends toward a peer that no route leads to is complained of like a ping. When
// BIRD tries again is its own affair, so these errors are taken from the recording.

/** An unreachable of 88 bytes quotes the 60 bytes of a TCP SYN: BGP tried to reach a peer. */
const isAboutBgp = ({ icmp, layers }: SeenFrame): boolean => icmp?.type === 3 && layers.at(-1)?.len === 88

/** BGP is left out of the recordings, but not the errors about it. */
export function withoutBgpErrors(record: PingRecord): PingRecord {
  const frames = Object.entries(record.frames).map(
    ([host, seen]) => [host, seen.filter((frame) => !isAboutBgp(frame))] as const,
  )
  return { ...record, frames: Object.fromEntries(frames) }
}

/**
 * What the network remembers after a ping, with the errors about BGP that were recorded meanwhile: they have used up
 * what their destination may be sent, as `icmp_ratelimit` was 0. They are taken to have been sent as the ping ended.
 */
export function afterBgpErrors(
  fabric: Fabric,
  { frames }: PingRecord,
  memory: TraceMemory = FRESH_MEMORY,
): TraceMemory {
  const emptied: ErrorTokens = { tokensUs: 0, atUs: memory.nowUs }
  const peers = Object.entries(frames).flatMap(([host, seen]) =>
    seen
      .filter((frame) => frame.dir === 'out' && isAboutBgp(frame))
      .map(({ layers }) => peerKey(findHost(fabric, host) ?? host, ip(layers.at(-1)?.dst ?? ''))),
  )
  return { ...memory, errorTokens: new Map([...memory.errorTokens, ...peers.map((peer) => [peer, emptied] as const)]) }
}
