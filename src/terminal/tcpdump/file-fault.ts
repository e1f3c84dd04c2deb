import { byteReader } from '../../engine/wire/byte-reader'
import { type CaptureFile, type CaptureProblem, MAX_SNAPSHOT_BYTES } from '../../engine/wire/capture-file'
import { isPcapng } from '../../engine/wire/read-pcapng'

const FILE_HEADER_BYTES = 24
const MAGIC_BYTES = 4
const RECORD_HEADER_BYTES = 16
const BLOCK_HEADER_BYTES = 8
/** With the byte order. */
const SECTION_START_BYTES = 12

const cut = (what: string, wanted: number, kind: string, got: number): string =>
  `truncated ${what}dump file; tried to read ${wanted} ${kind}bytes, only got ${got}`

/** What libpcap says of a file that is no capture at all (`pcap_fopen_offline` in savefile.c). */
export function noCaptureText(bytes: Uint8Array, { kind }: CaptureProblem): string {
  if (bytes.length < MAGIC_BYTES) return cut('', MAGIC_BYTES, 'file header ', bytes.length)
  if (isPcapng(bytes)) {
    const length = byteReader(bytes, isLittleEndian(bytes, 8)).u32(4)
    const isCut = bytes.length >= SECTION_START_BYTES && length > bytes.length
    if (!isCut) return 'unknown file format'
    return cut('pcapng ', length - SECTION_START_BYTES, '', bytes.length - SECTION_START_BYTES)
  }
  if (kind === 'cut-short' && bytes.length < FILE_HEADER_BYTES) {
    return cut('', FILE_HEADER_BYTES, 'file header ', bytes.length - MAGIC_BYTES)
  }
  return 'unknown file format'
}

/** What it says, behind the frames before it, of one that cannot be read further (sf-pcap.c, sf-pcapng.c). */
export function brokenOffText(bytes: Uint8Array, { kind, offset }: CaptureProblem): string {
  const left = bytes.length - offset
  if (isPcapng(bytes)) {
    if (kind !== 'cut-short') return "block total length in header and trailer don't match"
    if (left < BLOCK_HEADER_BYTES) return cut('pcapng ', BLOCK_HEADER_BYTES, '', left)
    const length = byteReader(bytes, isLittleEndian(bytes, 8)).u32(offset + 4)
    return cut('pcapng ', length - BLOCK_HEADER_BYTES, '', left - BLOCK_HEADER_BYTES)
  }
  if (left < RECORD_HEADER_BYTES) return cut('', RECORD_HEADER_BYTES, 'header ', left)
  const length = byteReader(bytes, isLittleEndian(bytes, 0)).u32(offset + 8)
  return length > MAX_SNAPSHOT_BYTES
    ? `invalid packet capture length ${length}, bigger than snaplen of ${MAX_SNAPSHOT_BYTES}`
    : cut('', length, 'captured ', left - RECORD_HEADER_BYTES)
}

/** By the magic number there: it begins with 0xa1, or with 0x1a, if it was written from the big end. */
const isLittleEndian = (bytes: Uint8Array, at: number): boolean => bytes[at] !== 0xa1 && bytes[at] !== 0x1a

/** libpcap reads a file only as far as its interfaces are all of one kind. */
export function mixedLinksText({ interfaces }: CaptureFile): string | undefined {
  const [first] = interfaces
  const other = interfaces.find(({ linkType }) => linkType !== first?.linkType)
  return other && `an interface has a type ${other.linkType} different from the type of the first interface`
}

/** Of a file that ends, or breaks off, before it says what was captured. */
export const noInterfaceText = (bytes: Uint8Array, { problem }: CaptureFile): string =>
  problem ? brokenOffText(bytes, problem) : 'the capture file has no Interface Description Blocks'
