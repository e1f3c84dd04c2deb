/** Link types of capture files (tcpdump.org/linktypes.html), those that the lab writes or reads. */
export const LINK_TYPE = {
  ethernet: 1,
  /** Starts with the IP header. */
  raw: 101,
  /** "Linux cooked", what a capture on `any` had before. */
  linuxSll: 113,
  /** Starts with an IPv4 header. */
  ipv4: 228,
  /** "Linux cooked v2", what a capture on `any` has. */
  linuxSll2: 276,
} as const

/** What tcpdump sets without `-s`, and the most it takes. */
export const MAX_SNAPSHOT_BYTES = 262_144

export interface CaptureInterface {
  readonly name?: string
  /** A number of `LINK_TYPE`, or of another link type in a file from outside. */
  readonly linkType: number
  readonly snapshotBytes: number
}

export interface CapturedFrame {
  /** Index into `CaptureFile.interfaces`. */
  readonly interface: number
  /** Since 1970, UTC. */
  readonly timeNs: bigint
  readonly direction?: 'in' | 'out'
  /** What was captured: the beginning of the frame, most often all of it. */
  readonly bytes: Uint8Array
  /** On the wire. */
  readonly originalBytes: number
  readonly comment?: string
}

/** What a pcap or pcapng file says. A classic pcap file has one interface without a name. */
export interface CaptureFile {
  readonly interfaces: readonly CaptureInterface[]
  readonly frames: readonly CapturedFrame[]
  /** The file goes on with something that cannot be read; the frames before it could. */
  readonly problem?: CaptureProblem
}

/** Why bytes are no capture file, or no further. `offset` is where. */
export interface CaptureProblem {
  /** `too-many`: more frames than were asked for. */
  readonly kind: 'not-a-capture' | 'cut-short' | 'bad-block' | 'too-many'
  readonly offset: number
}
