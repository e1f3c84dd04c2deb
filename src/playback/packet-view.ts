import type { Step, Trace } from '../engine/trace/trace'
import { type DissectedLayer, dissect } from '../engine/wire/dissect'
import { type FieldView, fieldsOf } from './header-fields'

/** What a header is to the packet: of two IPv4 headers the outer one is the tunnel's. */
export type HeaderRole = 'link' | 'outer' | 'tunnel' | 'packet' | 'message' | 'quoted'

/** One header; what it carries is in `inside`. */
export interface HeaderView {
  readonly protocol: DissectedLayer['protocol']
  readonly role: HeaderRole
  readonly fields: readonly FieldView[]
  /** Where it lies in `PacketView.bytes`. */
  readonly offset: number
  readonly headerBytes: number
  /** Bytes from the header's start to the packet's end. */
  readonly lengthBytes: number
  /** The step before this one did not have it. */
  readonly added: boolean
  readonly inside?: HeaderView
}

/** The packet as a step leaves it, header in header, compared with the packet's step before. */
export interface PacketView {
  /** An Ethernet frame where the step has one, else the IPv4 packet. */
  readonly bytes: Uint8Array
  /** Absent if no codec can read the bytes. */
  readonly outermost?: HeaderView
  /** Headers that the step took off, outermost first. */
  readonly removed: readonly HeaderView[]
}

/** @throws RangeError if there is no such step. */
export function packetView(trace: Trace, stepIndex: number): PacketView {
  const step = trace.steps[stepIndex]
  if (!step) throw new RangeError(`no step ${stepIndex}`)
  const { bytes, headers } = readHeaders(step)
  const earlier = trace.steps.filter(({ packet, index }) => packet === step.packet && index < stepIndex)
  const before = headersOf(earlier.at(-1))
  const beforeOnLink = headersOf(earlier.findLast(isFramed))
  const removed = before.filter((was) => was.role !== 'link' && !headers.some((header) => isSameHeader(header, was)))
  const outermost = headers.reduceRight<HeaderView | undefined>((inside, header) => {
    const was = (header.role === 'link' ? beforeOnLink : before).find((candidate) => isSameHeader(candidate, header))
    const added = earlier.length > 0 && !was && header.role !== 'link'
    return { ...header, added, fields: compared(header.fields, was?.fields), ...(inside && { inside }) }
  }, undefined)
  return { bytes, removed, ...(outermost && { outermost }) }
}

const headersOf = (step: Step | undefined): readonly HeaderView[] => (step ? readHeaders(step).headers : [])

const isFramed = ({ event }: Step): boolean => 'frame' in event && event.frame.linkType === 'ethernet'

const isSameHeader = (a: HeaderView, b: HeaderView): boolean => a.role === b.role && a.protocol === b.protocol

const compared = (fields: readonly FieldView[], before: readonly FieldView[] = []): readonly FieldView[] =>
  fields.map((field) => {
    const was = before.find(({ name }) => name === field.name)?.value
    return was === undefined || was === field.value ? field : { ...field, was }
  })

/** The headers of what the step shows, outermost first, compared with nothing yet. */
function readHeaders({ event, bytes: packet }: Step) {
  const frame = 'frame' in event ? event.frame : undefined
  const bytes = frame?.bytes ?? packet
  const layers = dissect(bytes, frame?.linkType ?? 'ipv4')
  const innermost = layers.findLastIndex((layer) => layer.protocol === 'ipv4' && !layer.quoted)
  const quote = layers.findIndex((layer) => layer.protocol === 'ipv4' && layer.quoted)
  const headers = layers.map((layer, index): HeaderView => {
    const { protocol, offset, headerBytes } = layer
    const role = quote >= 0 && index >= quote ? 'quoted' : roleOf(protocol, index, innermost)
    return {
      protocol,
      role,
      offset,
      headerBytes,
      lengthBytes: bytes.length - offset,
      added: false,
      fields: fieldsOf(bytes, layer),
    }
  })
  return { bytes, headers }
}

function roleOf(protocol: DissectedLayer['protocol'], index: number, innermost: number): HeaderRole {
  if (index > innermost) return 'message'
  if (index === innermost) return 'packet'
  if (protocol === 'ethernet' && index === 0) return 'link'
  return protocol === 'ipv4' ? 'outer' : 'tunnel'
}
