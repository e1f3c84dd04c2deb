import { buildIpv4, type Ipv4Header, parseIpv4Header } from './ipv4'

/** Fragment offsets count in units of this (RFC 791 §3.1). */
const OFFSET_UNIT_BYTES = 8

/** The packet in pieces of at most `mtuBytes`; the packet itself if it fits. Options are not carried. */
export function fragmentIpv4(bytes: Uint8Array, mtuBytes: number): readonly Uint8Array[] {
  const parsed = parseIpv4Header(bytes)
  if (!parsed.ok || bytes.length <= mtuBytes) return [bytes]
  const { header, headerBytes } = parsed.value
  const room = Math.floor((mtuBytes - headerBytes) / OFFSET_UNIT_BYTES) * OFFSET_UNIT_BYTES
  if (room <= 0) return [bytes]
  const payload = bytes.subarray(headerBytes)
  return Array.from({ length: Math.ceil(payload.length / room) }, (_, i) => {
    const start = i * room
    const isLast = start + room >= payload.length
    const fragmentOffset = header.fragmentOffset + start / OFFSET_UNIT_BYTES
    const moreFragments = header.moreFragments || !isLast
    return buildIpv4({ ...header, fragmentOffset, moreFragments }, payload.subarray(start, start + room))
  })
}

/** The whole packet, or undefined while a piece is missing. Overlaps do not occur between our own senders. */
export function reassembleIpv4(fragments: readonly Uint8Array[]): Uint8Array | undefined {
  const pieces = fragments.flatMap((bytes) => {
    const parsed = parseIpv4Header(bytes)
    return parsed.ok ? [{ header: parsed.value.header, payload: bytes.subarray(parsed.value.headerBytes) }] : []
  })
  pieces.sort((a, b) => a.header.fragmentOffset - b.header.fragmentOffset)
  const first = pieces[0]?.header
  const payload: number[] = []
  for (const { header, payload: part } of pieces) {
    if (header.fragmentOffset * OFFSET_UNIT_BYTES !== payload.length) return undefined
    payload.push(...part)
  }
  const last: Ipv4Header | undefined = pieces.at(-1)?.header
  if (!first || !last || last.moreFragments) return undefined
  return buildIpv4({ ...first, moreFragments: false }, Uint8Array.from(payload))
}
