import { fail, ok, type Result } from '../result'
import { ETHERNET_HEADER_BYTES, ETHERTYPE_IPV4 } from './ethernet'
import { type FieldTable, readField, writeField } from './field'
import type { WireIssue } from './wire-issue'

/** LINKTYPE_LINUX_SLL2: what a capture on `any` puts in front of a packet in place of its link header. */
export const COOKED_FIELDS = {
  protocol: { offset: 0, length: 2 },
  interfaceIndex: { offset: 4, length: 4 },
  hardwareType: { offset: 8, length: 2 },
  packetType: { offset: 10, length: 1 },
  addressLength: { offset: 11, length: 1 },
} as const satisfies FieldTable

export const COOKED_HEADER_BYTES = 20
const ADDRESS_OFFSET = 12

/** LINKTYPE_LINUX_SLL: the same of the kernels and tools before it, without the device. */
export const COOKED_V1_FIELDS = {
  packetType: { offset: 0, length: 2 },
  hardwareType: { offset: 2, length: 2 },
  addressLength: { offset: 4, length: 2 },
  protocol: { offset: 14, length: 2 },
} as const satisfies FieldTable

export const COOKED_V1_HEADER_BYTES = 16
const ADDRESS_V1_OFFSET = 6
const ADDRESS_V1_BYTES = 8

/** `PACKET_HOST` and `PACKET_OUTGOING` of packet(7). */
export const PACKET_TYPE = { in: 0, out: 4 } as const

/** `ARPHRD_ETHER`, `ARPHRD_TUNNEL` and `ARPHRD_LOOPBACK` of linux/if_arp.h. */
export const HARDWARE_TYPE = { ethernet: 1, tunnel: 768, loopback: 772 } as const

export interface CookedHeader {
  readonly protocol: number
  readonly interfaceIndex: number
  readonly hardwareType: number
  readonly packetType: number
  /** Of the sender; none on a tunnel. */
  readonly address: Uint8Array
}

/** The frame as a capture on `any` has it. Source: `packet_mmap_*` and `linux_set_sll2` in libpcap's pcap-linux.c. */
export function cookFrame(
  frame: { readonly linkType: 'ethernet' | 'raw'; readonly bytes: Uint8Array },
  device: Pick<CookedHeader, 'interfaceIndex' | 'hardwareType' | 'packetType'>,
): Uint8Array {
  const isEthernet = frame.linkType === 'ethernet'
  const packet = isEthernet ? frame.bytes.subarray(ETHERNET_HEADER_BYTES) : frame.bytes
  const bytes = new Uint8Array(COOKED_HEADER_BYTES + packet.length)
  const write = (name: keyof typeof COOKED_FIELDS, value: number) => writeField(bytes, 0, COOKED_FIELDS[name], value)
  write('protocol', isEthernet ? ((frame.bytes[12] ?? 0) << 8) | (frame.bytes[13] ?? 0) : ETHERTYPE_IPV4)
  write('interfaceIndex', device.interfaceIndex)
  write('hardwareType', device.hardwareType)
  write('packetType', device.packetType)
  write('addressLength', isEthernet ? 6 : 0)
  if (isEthernet) bytes.set(frame.bytes.subarray(6, 12), ADDRESS_OFFSET)
  bytes.set(packet, COOKED_HEADER_BYTES)
  return bytes
}

export function parseCookedHeader(bytes: Uint8Array): Result<CookedHeader, WireIssue> {
  if (bytes.length < COOKED_HEADER_BYTES) return fail({ code: 'short-header', offset: bytes.length })
  const read = (name: keyof typeof COOKED_FIELDS): number => readField(bytes, 0, COOKED_FIELDS[name])
  const length = Math.min(read('addressLength'), COOKED_HEADER_BYTES - ADDRESS_OFFSET)
  return ok({
    protocol: read('protocol'),
    interfaceIndex: read('interfaceIndex'),
    hardwareType: read('hardwareType'),
    packetType: read('packetType'),
    address: bytes.subarray(ADDRESS_OFFSET, ADDRESS_OFFSET + length),
  })
}

export function parseCookedV1Header(bytes: Uint8Array): Result<Omit<CookedHeader, 'interfaceIndex'>, WireIssue> {
  if (bytes.length < COOKED_V1_HEADER_BYTES) return fail({ code: 'short-header', offset: bytes.length })
  const read = (name: keyof typeof COOKED_V1_FIELDS): number => readField(bytes, 0, COOKED_V1_FIELDS[name])
  const length = Math.min(read('addressLength'), ADDRESS_V1_BYTES)
  return ok({
    protocol: read('protocol'),
    hardwareType: read('hardwareType'),
    packetType: read('packetType'),
    address: bytes.subarray(ADDRESS_V1_OFFSET, ADDRESS_V1_OFFSET + length),
  })
}
