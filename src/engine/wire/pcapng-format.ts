// Numbers of the pcapng format: draft-ietf-opsawg-pcapng.

export const BLOCK = { section: 0x0a0d0d0a, interface: 1, obsoletePacket: 2, simplePacket: 3, packet: 6 } as const

export const BYTE_ORDER_MAGIC = 0x1a2b3c4d

export const OPTION = {
  end: 0,
  comment: 1,
  /** `shb_userappl` */
  application: 4,
  /** `if_name` */
  interfaceName: 2,
  /** `if_tsresol` */
  timeResolution: 9,
  /** `if_tsoffset` */
  timeOffset: 14,
  /** `epb_flags` */
  packetFlags: 2,
} as const

/** `if_tsresol`: a negative power of ten. */
export const NANOSECONDS = 9

/** The lowest two bits of `epb_flags`. */
export const INBOUND = 1
export const OUTBOUND = 2
