import { type Capture, capture, framesAtTap, type TapFrame } from '../capture/capture-rows'
import { type Wrapping, wrappingOf } from '../capture/frame-look'
import { ANY_DEVICE, isSameTap, linkOfTap, type Tap, tapKey } from '../capture/tap'
import type { SentPacket } from '../command'
import type { Filter, FilterLink, FilterProblem } from '../tcpdump/filter/filter'
import { filterText } from '../tcpdump/filter/filter-text'
import { parseFilter } from '../tcpdump/filter/parse-filter'
import { partsOf, withParts } from './filter-parts'
import { type OtherPart, otherParts, type PartFault } from './other-parts'

/** A capture that would have shown something, tried on the very frames. */
export interface Proposal {
  readonly tap: Tap
  readonly expression: string
  /** How many frames it lets through; at least one. */
  readonly matches: number
}

export type EmptyReason =
  | { readonly kind: 'nothing-sent' }
  | { readonly kind: 'bad-filter'; readonly problem: FilterProblem }
  | { readonly kind: 'no-such-device' }
  /** What was sent came to the host, but by other devices. */
  | { readonly kind: 'other-device'; readonly passed: readonly Tap[] }
  | { readonly kind: 'other-host'; readonly passed: readonly Tap[] }
  /** A part of the filter lets nothing of what passed here through. */
  | {
      readonly kind: 'part'
      readonly fault: PartFault
      readonly part: string
      readonly wrapping: Wrapping
      /** Somewhere on their way the packets have a tunnel's header. */
      readonly isWrappedElsewhere: boolean
    }
  /** Frames passed, and no change of single parts that the lab tried lets one through. */
  | { readonly kind: 'filter' }

export interface WhyEmpty {
  readonly tap: Tap
  readonly expression: string
  /** Frames that passed the tap. */
  readonly passed: number
  readonly reasons: readonly EmptyReason[]
  /** What would have shown packets that this capture missed, nearest first. */
  readonly proposals: readonly Proposal[]
}

/** What is tried at most; a filter has a handful of parts. */
const MAX_PARTS = 6
const MAX_CANDIDATES = 1500
const MAX_PROPOSALS = 3

/**
 * Why a capture shows nothing of what was sent, and what would have shown it; undefined if it shows something. Nothing
 * is guessed: candidates are tried on the frames, and what is proposed lets at least one through.
 */
export function whyEmpty(tap: Tap, expression: string, sent: readonly SentPacket[]): WhyEmpty | undefined {
  const explained = (reasons: readonly EmptyReason[], passed: number, proposals: readonly Proposal[] = []) => {
    return { tap, expression, passed, reasons, proposals: proposals.slice(0, MAX_PROPOSALS) }
  }
  const link = lastLink(tap, sent)
  const parsed = parseFilter(expression, { link: link ?? 'ethernet', source: 'live' })
  if (!parsed.ok) return explained([{ kind: 'bad-filter', problem: parsed.error }], 0)
  if (sent.length === 0) return explained([{ kind: 'nothing-sent' }], 0)
  const here = framesAtTap(tap, sent)
  if (matches(tap, expression, sent) > 0) return undefined
  const isSame = (other: Proposal): boolean => other.expression === expression
  const elsewhere = (): readonly Proposal[] => otherTaps(tap, expression, sent)
  if (here.length === 0) {
    const passed = tapsPassed(sent)
    const onHost = passed.filter(({ host }) => host === tap.host)
    if (link === undefined) return explained([{ kind: 'no-such-device' }], 0, elsewhere())
    const reason: EmptyReason =
      onHost.length > 0 ? { kind: 'other-device', passed: onHost } : { kind: 'other-host', passed }
    return explained([reason], 0, elsewhere())
  }
  const change = smallestChange(parsed.value, tap, here, sent)
  if (!change) return explained([{ kind: 'filter' }], here.length, elsewhere())
  const proposals = [change.proposal, ...elsewhere().filter((other) => other.tap.host === tap.host && isSame(other))]
  return explained(change.reasons, here.length, proposals)
}

/** How many frames a capture lets through. */
const matches = (tap: Tap, expression: string, sent: readonly SentPacket[]): number =>
  capture([tap], expression, sent).rows.length

/** What the tap's device was in the last lab that something was sent in. */
function lastLink(tap: Tap, sent: readonly SentPacket[]): FilterLink | undefined {
  for (const { fabric } of sent.toReversed()) {
    const namespace = fabric.namespaces.get(tap.host)
    const link = namespace && linkOfTap(namespace, tap.link)
    if (link) return link
  }
  return sent.length === 0 && tap.link === ANY_DEVICE ? 'cooked' : undefined
}

/** Every device that a frame passed, in the order of the way of the last ping first. */
function tapsPassed(sent: readonly SentPacket[]): readonly Tap[] {
  const taps = new Map<string, Tap>()
  for (const { trace } of sent.toReversed()) {
    for (const { namespace, event } of trace.steps) {
      if (event.kind !== 'receive' && event.kind !== 'transmit') continue
      const tap = { host: namespace, link: event.link }
      if (!taps.has(tapKey(tap))) taps.set(tapKey(tap), tap)
    }
  }
  return [...taps.values()]
}

/** Where the same filter lets something through, those of the same host first; or, where none does, without a filter. */
function otherTaps(tap: Tap, expression: string, sent: readonly SentPacket[]): readonly Proposal[] {
  const passed = tapsPassed(sent).filter((other) => !isSameTap(other, tap))
  const ordered = [...passed.filter(({ host }) => host === tap.host), ...passed.filter(({ host }) => host !== tap.host)]
  const seenWith = (filter: string) =>
    ordered.flatMap((other): readonly Proposal[] => {
      const count = matches(other, filter, sent)
      return count > 0 ? [{ tap: other, expression: filter, matches: count }] : []
    })
  const same = seenWith(expression)
  return same.length > 0 ? same : seenWith('')
}

interface Change {
  readonly reasons: readonly EmptyReason[]
  readonly proposal: Proposal
}

/** The filter with as little of it changed as lets something through. */
function smallestChange(
  filter: Filter,
  tap: Tap,
  here: readonly TapFrame[],
  sent: readonly SentPacket[],
): Change | undefined {
  const parts = partsOf(filter)
  if (parts.length > MAX_PARTS) return undefined
  const wrappings = [...new Set(here.map(({ frame }) => wrappingOf(frame)))]
  const candidates = wrappings
    .flatMap((wrapping) => changesOf(parts, wrapping).map((change) => ({ change, wrapping })))
    .toSorted((a, b) => costOf(a.change) - costOf(b.change))
  for (const { change, wrapping } of candidates.slice(0, MAX_CANDIDATES)) {
    const changed = withParts(filter, new Map([...change].map(([part, other]) => [part, other.part])))
    const expression = filterText(changed)
    const count = matches(tap, expression, sent)
    if (count === 0) continue
    const reasons = [...change].map(([part, { fault }]): EmptyReason => {
      return { kind: 'part', fault, part: filterText(part), wrapping, isWrappedElsewhere: isWrapped(sent) }
    })
    return { reasons, proposal: { tap, expression, matches: count } }
  }
  return undefined
}

const isWrapped = (sent: readonly SentPacket[]): boolean =>
  sent.some(({ trace }) => trace.steps.some(({ event }) => event.kind === 'encapsulate'))

type PartChange = ReadonlyMap<Filter, OtherPart>

const costOf = (change: PartChange): number => [...change.values()].reduce((sum, { cost }) => sum + cost, 0)

/** Every way to put others in place of one part or several. */
function changesOf(parts: readonly Filter[], wrapping: Wrapping): readonly PartChange[] {
  let changes: readonly PartChange[] = [new Map()]
  for (const part of parts) {
    const others = otherParts(part, wrapping)
    changes = changes.flatMap((change) => [change, ...others.map((other) => new Map([...change, [part, other]]))])
  }
  return changes.filter(({ size }) => size > 0)
}

/** Taps that show nothing for the same reasons, and of which the same would show something. */
export interface WhyTapsEmpty extends WhyEmpty {
  readonly taps: readonly Tap[]
}

/** For several taps with one filter: of those that show nothing, why; alike ones together. */
export function whyTapsEmpty(
  taps: readonly Tap[],
  expression: string,
  { counts }: Pick<Capture, 'counts'>,
  sent: readonly SentPacket[],
): readonly WhyTapsEmpty[] {
  const groups = new Map<string, WhyTapsEmpty>()
  taps.forEach((tap, index) => {
    const why = counts[index]?.caught === 0 ? whyEmpty(tap, expression, sent) : undefined
    if (!why) return
    const filters = why.proposals.flatMap(({ tap: of, expression: to }) => (isSameTap(of, tap) ? [to] : []))
    const key = JSON.stringify([why.passed > 0, why.reasons, filters])
    const alike = groups.get(key)
    groups.set(key, alike ? { ...alike, taps: [...alike.taps, tap] } : { ...why, taps: [tap] })
  })
  return [...groups.values()]
}
