import { fail, ok, type Result } from '../result'
import { type ByteReader, byteReader } from './byte-reader'
import type { CapturedFrame, CaptureFile, CaptureInterface, CaptureProblem } from './capture-file'
import { BLOCK, BYTE_ORDER_MAGIC, INBOUND, OPTION, OUTBOUND } from './pcapng-format'
import { decodeUtf8 } from './utf8'

/** What has been read so far. An interface block counts from its section's start, a frame of ours from the file's. */
interface Reading {
  readonly interfaces: TimedInterface[]
  readonly frames: CapturedFrame[]
  sectionStart: number
  reader: ByteReader
}

interface TimedInterface extends CaptureInterface {
  readonly ticksPerSecond: bigint
  readonly offsetSeconds: bigint
}

/** A block's body. */
interface Body {
  readonly start: number
  readonly end: number
}

export const isPcapng = (bytes: Uint8Array): boolean => byteReader(bytes, true).u32(0) === BLOCK.section

/**
 * Reads a pcapng file: sections of either byte order, and the three kinds of packet block. Takes any bytes; after what
 * it cannot read it gives the frames before it and says so. Bounded by the file: every block is looked at once.
 * Source: draft-ietf-opsawg-pcapng, section 4.
 */
export function readPcapng(
  bytes: Uint8Array,
  maxFrames = Number.POSITIVE_INFINITY,
): Result<CaptureFile, CaptureProblem> {
  const reading: Reading = { interfaces: [], frames: [], sectionStart: 0, reader: byteReader(bytes, true) }
  if (!isPcapng(bytes)) return fail({ kind: 'not-a-capture', offset: 0 })
  let at = 0
  let problem: CaptureProblem | undefined
  while (at < bytes.length && !problem) {
    const next = readBlock(reading, at)
    if (!next.ok) problem = next.error
    else if (reading.frames.length > maxFrames) problem = { kind: 'too-many', offset: at }
    else at = next.value
  }
  if (problem?.offset === 0) return fail(problem)
  const interfaces = reading.interfaces.map(({ ticksPerSecond: _, offsetSeconds: __, ...seen }) => seen)
  return ok({ interfaces, frames: reading.frames.slice(0, maxFrames), ...(problem && { problem }) })
}

/** Reads the block at `at` and says where the next one is. */
function readBlock(reading: Reading, at: number): Result<number, CaptureProblem> {
  const { bytes } = reading.reader
  if (at + 12 > bytes.length) return fail({ kind: 'cut-short', offset: at })
  // The type of a section's block reads the same from both ends, so its byte order need not be known yet.
  if (reading.reader.u32(at) === BLOCK.section && !startSection(reading, at))
    return fail({ kind: 'bad-block', offset: at })
  const { u32 } = reading.reader
  const length = u32(at + 4)
  if (length < 12 || length % 4 !== 0) return fail({ kind: 'bad-block', offset: at })
  if (at + length > bytes.length) return fail({ kind: 'cut-short', offset: at })
  if (u32(at + length - 4) !== length) return fail({ kind: 'bad-block', offset: at })
  const body = { start: at + 8, end: at + length - 4 }
  return readBody(reading, u32(at), body) ? ok(at + length) : fail({ kind: 'bad-block', offset: at })
}

function startSection(reading: Reading, at: number): boolean {
  const { bytes } = reading.reader
  const reader = [true, false]
    .map((littleEndian) => byteReader(bytes, littleEndian))
    .find(({ u32 }) => u32(at + 8) === BYTE_ORDER_MAGIC)
  if (!reader) return false
  reading.reader = reader
  reading.sectionStart = reading.interfaces.length
  return true
}

/** Whether the block was as its type wants it; one of an unknown type always is. */
function readBody(reading: Reading, type: number, body: Body): boolean {
  switch (type) {
    case BLOCK.interface:
      return readInterface(reading, body)
    case BLOCK.packet:
      return readPacket(reading, body, false)
    case BLOCK.obsoletePacket:
      return readPacket(reading, body, true)
    case BLOCK.simplePacket:
      return readSimplePacket(reading, body)
    default:
      return true
  }
}

function readInterface({ reader, interfaces }: Reading, { start, end }: Body): boolean {
  if (end - start < 8 || interfaces.length >= MAX_INTERFACES) return false
  const options = readOptions(reader, start + 8, end)
  const name = options.get(OPTION.interfaceName)
  const ticksPerSecond = resolutionOf(options.get(OPTION.timeResolution)?.[0] ?? 6)
  if (ticksPerSecond === undefined) return false
  interfaces.push({
    ...(name && { name: decodeUtf8(name) }),
    linkType: reader.u16(start),
    snapshotBytes: reader.u32(start + 4),
    ticksPerSecond,
    offsetSeconds: secondsOf(reader, options.get(OPTION.timeOffset)),
  })
  return true
}

/** No machine has as many; a file that says so is out to fill the memory. */
const MAX_INTERFACES = 65_536

/** More than a tick in 2^-64 of a second is nothing that a 64-bit time could count. */
const MAX_EXPONENT = 64

function resolutionOf(value: number): bigint | undefined {
  const exponent = value & 0x7f
  if (exponent > MAX_EXPONENT) return undefined
  return (value & 0x80 ? 2n : 10n) ** BigInt(exponent)
}

function secondsOf(reader: ByteReader, option: Uint8Array | undefined): bigint {
  if (option?.length !== 8) return 0n
  const { littleEndian } = reader
  const { u32 } = byteReader(option, littleEndian)
  const [high, low] = littleEndian ? [u32(4), u32(0)] : [u32(0), u32(4)]
  return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low))
}

/** The first option of each code. One that does not end inside the block ends the list. */
function readOptions({ bytes, u16 }: ByteReader, start: number, end: number): ReadonlyMap<number, Uint8Array> {
  const options = new Map<number, Uint8Array>()
  for (let at = start; at + 4 <= end; ) {
    const [code, length] = [u16(at), u16(at + 2)]
    if (code === OPTION.end || at + 4 + length > end) break
    if (!options.has(code)) options.set(code, bytes.subarray(at + 4, at + 4 + length))
    at += 4 + paddedLength(length)
  }
  return options
}

const paddedLength = (length: number): number => (length + 3) & ~3

/** Enhanced packet blocks, and the packet blocks before them: those spend two bytes of the interface on a drop count. */
function readPacket(
  { reader, interfaces, frames, sectionStart }: Reading,
  { start, end }: Body,
  isOld: boolean,
): boolean {
  const { bytes, u16, u32 } = reader
  if (end - start < PACKET_HEADER_BYTES) return false
  const index = sectionStart + (isOld ? u16(start) : u32(start))
  const device = interfaces[index]
  const length = u32(start + 12)
  const first = start + PACKET_HEADER_BYTES
  if (!device || length > end - first) return false
  const options = readOptions(reader, first + paddedLength(length), end)
  const comment = options.get(OPTION.comment)
  const direction = directionOf(reader, options.get(OPTION.packetFlags))
  const ticks = (BigInt(u32(start + 4)) << 32n) | BigInt(u32(start + 8))
  frames.push({
    interface: index,
    timeNs: (ticks * 1_000_000_000n) / device.ticksPerSecond + device.offsetSeconds * 1_000_000_000n,
    ...(direction && { direction }),
    bytes: bytes.subarray(first, first + length),
    originalBytes: u32(start + 16),
    ...(comment && { comment: decodeUtf8(comment) }),
  })
  return true
}

const PACKET_HEADER_BYTES = 20

function directionOf({ littleEndian }: ByteReader, flags: Uint8Array | undefined): CapturedFrame['direction'] {
  if (flags?.length !== 4) return undefined
  const bits = byteReader(flags, littleEndian).u32(0) & 3
  if (bits === INBOUND) return 'in'
  return bits === OUTBOUND ? 'out' : undefined
}

/** A block without a time: of the section's first interface, as long as that takes. */
function readSimplePacket({ reader, interfaces, frames, sectionStart }: Reading, { start, end }: Body): boolean {
  const device = interfaces[sectionStart]
  if (!device || end - start < 4) return false
  const originalBytes = reader.u32(start)
  const length = Math.min(originalBytes, device.snapshotBytes || originalBytes)
  if (length > end - start - 4) return false
  const bytes = reader.bytes.subarray(start + 4, start + 4 + length)
  frames.push({ interface: sectionStart, timeNs: 0n, bytes, originalBytes })
  return true
}
