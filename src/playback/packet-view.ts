import type { Step, Trace } from '../engine/trace/trace'
import { type HeaderView, headersOfFrame } from './frame-view'
import type { FieldView } from './header-fields'

/** What a packet is compared with: as its last step left it, or as it came to this host. */
export type Since = 'step' | 'host'

/** The packet as a step leaves it, header in header, compared with what it was before. */
export interface PacketView {
  /** An Ethernet frame where the step has one, else the IPv4 packet. */
  readonly bytes: Uint8Array
  /** Absent if no codec can read the bytes. */
  readonly outermost?: HeaderView
  /** Headers that the step took off, outermost first. */
  readonly removed: readonly HeaderView[]
}

/** @throws RangeError if there is no such step. */
export function packetView(trace: Trace, stepIndex: number, since: Since = 'step'): PacketView {
  const step = trace.steps[stepIndex]
  if (!step) throw new RangeError(`no step ${stepIndex}`)
  const { bytes, headers } = readHeaders(step)
  const own = trace.steps.filter(({ packet, index }) => packet === step.packet && index < stepIndex)
  const earlier = since === 'step' ? own : untilArrival(own, step.namespace)
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

/** The steps up to the one by which the packet came to `host`; none if it was made there. */
function untilArrival(steps: readonly Step[], host: string): readonly Step[] {
  const elsewhere = steps.findLastIndex(({ namespace }) => namespace !== host)
  return elsewhere < 0 ? [] : steps.slice(0, elsewhere + 2)
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
  return { bytes, headers: headersOfFrame(bytes, frame?.linkType ?? 'ipv4') }
}
