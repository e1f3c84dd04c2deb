import type { CapturedFrame, CaptureFile, CaptureInterface } from './capture-file'
import { BLOCK, BYTE_ORDER_MAGIC, INBOUND, NANOSECONDS, OPTION, OUTBOUND } from './pcapng-format'
import { encodeUtf8 } from './utf8'

/** An option's length has 16 bits, and its value is padded to 32. */
const MAX_OPTION_BYTES = 0xfffc

/**
 * A pcapng file, little-endian, times in nanoseconds. The same capture gives the same bytes.
 * Source: draft-ietf-opsawg-pcapng, sections 4.1 to 4.3.
 */
export function writePcapng({ interfaces, frames }: CaptureFile): Uint8Array {
  return joined([sectionHeader(), ...interfaces.map(interfaceBlock), ...frames.map(packetBlock)])
}

function joined(blocks: readonly (readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of blocks) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function sectionHeader(): number[] {
  const unknownLength = [...u32(0xffffffff), ...u32(0xffffffff)]
  return block(BLOCK.section, [
    ...[...u32(BYTE_ORDER_MAGIC), ...u16(1), ...u16(0), ...unknownLength],
    ...options([{ code: OPTION.application, value: encodeUtf8('podpath') }]),
  ])
}

const interfaceBlock = ({ name, linkType, snapshotBytes }: CaptureInterface): number[] =>
  block(BLOCK.interface, [
    ...[...u16(linkType), ...u16(0), ...u32(snapshotBytes)],
    ...options([
      ...(name === undefined ? [] : [{ code: OPTION.interfaceName, value: encodeUtf8(name) }]),
      { code: OPTION.timeResolution, value: [NANOSECONDS] },
    ]),
  ])

function packetBlock({ interface: index, timeNs, direction, bytes, originalBytes, comment }: CapturedFrame): number[] {
  const flags = direction === 'in' ? INBOUND : OUTBOUND
  return block(BLOCK.packet, [
    ...u32(index),
    ...[...u32(Number((timeNs >> 32n) & 0xffffffffn)), ...u32(Number(timeNs & 0xffffffffn))],
    ...[...u32(bytes.length), ...u32(originalBytes), ...padded(bytes)],
    ...options([
      ...(comment === undefined ? [] : [{ code: OPTION.comment, value: encodeUtf8(comment) }]),
      ...(direction === undefined ? [] : [{ code: OPTION.packetFlags, value: u32(flags) }]),
    ]),
  ])
}

function block(type: number, body: readonly number[]): number[] {
  const length = u32(body.length + 12)
  return [...u32(type), ...length, ...body, ...length]
}

interface Option {
  readonly code: number
  readonly value: readonly number[]
}

/** With the end that the format wants, unless there is none at all. */
const options = (list: readonly Option[]): number[] =>
  list.length === 0 ? [] : [...list.flatMap(option), ...u16(OPTION.end), ...u16(0)]

function option({ code, value }: Option): number[] {
  const whole = value.length <= MAX_OPTION_BYTES ? value : value.slice(0, characterEnd(value, MAX_OPTION_BYTES))
  return [...u16(code), ...u16(whole.length), ...padded(whole)]
}

/** The last place up to `end` where a character of UTF-8 begins: a text is cut between two. */
function characterEnd(bytes: readonly number[], end: number): number {
  let at = end
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at--
  return at
}

function padded(bytes: Iterable<number>): number[] {
  const list = Array.from(bytes)
  return [...list, ...Array.from({ length: -list.length & 3 }, () => 0)]
}

const u16 = (value: number): number[] => [value & 255, (value >>> 8) & 255]
const u32 = (value: number): number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255]
