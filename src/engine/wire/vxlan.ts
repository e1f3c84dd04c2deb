import { fail, ok, type Result } from '../result'
import { type FieldTable, readField, writeField } from './field'
import type { WireIssue } from './wire-issue'

/** RFC 7348 §5 */
export const VXLAN_FIELDS = {
  flags: { offset: 0, length: 1 },
  vni: { offset: 4, length: 3 },
} as const satisfies FieldTable

export const VXLAN_HEADER_BYTES = 8

const VNI_VALID = 0x08

export function parseVxlanHeader(bytes: Uint8Array, base = 0): Result<{ readonly vni: number }, WireIssue> {
  if (bytes.length < base + VXLAN_HEADER_BYTES) return fail({ code: 'short-header', offset: bytes.length })
  const flags = readField(bytes, base, VXLAN_FIELDS.flags)
  if ((flags & VNI_VALID) === 0) return fail({ code: 'vni-flag-clear', offset: base })
  return ok({ vni: readField(bytes, base, VXLAN_FIELDS.vni) })
}

/** The header and the inner Ethernet frame. */
export function buildVxlan(vni: number, innerFrame: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(VXLAN_HEADER_BYTES + innerFrame.length)
  writeField(bytes, 0, VXLAN_FIELDS.flags, VNI_VALID)
  writeField(bytes, 0, VXLAN_FIELDS.vni, vni)
  bytes.set(innerFrame, VXLAN_HEADER_BYTES)
  return bytes
}
