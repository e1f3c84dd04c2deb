import { fail, ok, type Result } from '../result'
import { byteReader } from './byte-reader'
import { type CapturedFrame, type CaptureFile, type CaptureProblem, MAX_SNAPSHOT_BYTES } from './capture-file'

// The classic capture file: draft-ietf-opsawg-pcap, section 4.

/** Times in microseconds, and in nanoseconds. */
const MAGIC = { microseconds: 0xa1b2c3d4, nanoseconds: 0xa1b23c4d } as const

const FILE_HEADER_BYTES = 24
const RECORD_HEADER_BYTES = 16

/** The file that `tcpdump -w` writes: one link type, microseconds, little-endian. */
export function writePcap(linkType: number, frames: readonly Omit<CapturedFrame, 'interface'>[]): Uint8Array {
  const size = frames.reduce((sum, { bytes }) => sum + RECORD_HEADER_BYTES + bytes.length, FILE_HEADER_BYTES)
  const file = new Uint8Array(size)
  let at = 0
  const u32 = (value: number): void => {
    for (let shift = 0; shift < 32; shift += 8) file[at++] = (value >>> shift) & 255
  }
  for (const field of [MAGIC.microseconds, 2 | (4 << 16), 0, 0, MAX_SNAPSHOT_BYTES, linkType]) u32(field)
  for (const { timeNs, bytes, originalBytes } of frames) {
    const seconds = timeNs / 1_000_000_000n
    const microseconds = (timeNs % 1_000_000_000n) / 1000n
    for (const field of [Number(seconds), Number(microseconds), bytes.length, originalBytes]) u32(field)
    file.set(bytes, at)
    at += bytes.length
  }
  return file
}

/**
 * Reads a classic pcap file of either byte order. Takes any bytes; after what it cannot read it gives the frames before
 * it and says so.
 */
export function readPcap(bytes: Uint8Array, maxFrames = Number.POSITIVE_INFINITY): Result<CaptureFile, CaptureProblem> {
  const format = [true, false]
    .flatMap((littleEndian) => {
      const reader = byteReader(bytes, littleEndian)
      const magic = reader.u32(0)
      if (magic === MAGIC.microseconds) return [{ reader, nsPerUnit: 1000n }]
      return magic === MAGIC.nanoseconds ? [{ reader, nsPerUnit: 1n }] : []
    })
    .at(0)
  if (!format) return fail({ kind: 'not-a-capture', offset: 0 })
  if (bytes.length < FILE_HEADER_BYTES) return fail({ kind: 'cut-short', offset: bytes.length })
  const { reader, nsPerUnit } = format
  const { u32 } = reader
  const frames: CapturedFrame[] = []
  let problem: CaptureProblem | undefined
  let at = FILE_HEADER_BYTES
  while (at < bytes.length) {
    if (frames.length >= maxFrames) {
      problem = { kind: 'too-many', offset: at }
      break
    }
    const length = u32(at + 8)
    const first = at + RECORD_HEADER_BYTES
    if (first > bytes.length || first + length > bytes.length) {
      problem = { kind: length > MAX_SNAPSHOT_BYTES ? 'bad-block' : 'cut-short', offset: at }
      break
    }
    frames.push({
      interface: 0,
      timeNs: BigInt(u32(at)) * 1_000_000_000n + BigInt(u32(at + 4)) * nsPerUnit,
      bytes: bytes.subarray(first, first + length),
      originalBytes: u32(at + 12),
    })
    at = first + length
  }
  // The upper bits of the link type's field hold the length of a frame check sequence.
  const linkType = u32(20) & 0xffff
  return ok({ interfaces: [{ linkType, snapshotBytes: u32(16) }], frames, ...(problem && { problem }) })
}
