import type { Result } from '../result'
import type { CaptureFile, CaptureProblem } from './capture-file'
import { readPcap } from './pcap'
import { isPcapng, readPcapng } from './read-pcapng'

/** Reads a capture file, pcapng or classic pcap, as far as so many frames. Takes any bytes. */
export const readCapture = (
  bytes: Uint8Array,
  maxFrames = Number.POSITIVE_INFINITY,
): Result<CaptureFile, CaptureProblem> => (isPcapng(bytes) ? readPcapng(bytes, maxFrames) : readPcap(bytes, maxFrames))
