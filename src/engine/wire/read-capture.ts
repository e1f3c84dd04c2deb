import type { Result } from '../result'
import type { CaptureFile, CaptureProblem } from './capture-file'
import { readPcap } from './pcap'
import { isPcapng, readPcapng } from './read-pcapng'

/** Reads a capture file, pcapng or classic pcap. Takes any bytes. */
export const readCapture = (bytes: Uint8Array): Result<CaptureFile, CaptureProblem> =>
  isPcapng(bytes) ? readPcapng(bytes) : readPcap(bytes)
