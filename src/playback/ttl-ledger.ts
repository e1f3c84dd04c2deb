import type { NamespaceName } from '../engine/linux/namespace'
import type { Trace } from '../engine/trace/trace'
import { readPacket } from './layers'
import { followsAnother } from './step-groups'

/** What becomes of a packet's TTLs, one entry for each change. `layers` are the TTLs after it, outermost first. */
export interface TtlEntry {
  /**
   * `starts`: as its sender sets it. `own`: a router took one of the packet's own TTL. `outer`: it took one of the
   * tunnel header's, the one inside did not change. `wrapped`, `unwrapped`: a tunnel header came on with a TTL of its
   * own, or went off, and what it had lost is lost with it. `ends`: it is delivered or lost.
   */
  readonly kind: 'starts' | 'own' | 'outer' | 'wrapped' | 'unwrapped' | 'delivered' | 'lost'
  readonly host: NamespaceName
  /** Index into `trace.steps`. */
  readonly step: number
  readonly layers: readonly number[]
  /** The value that counts in this entry, before and after. */
  readonly from?: number
  readonly to: number
}

/** Why a packet arrives with the TTL it has: `start` minus one for each of `own`; what outer headers paid is in `outer`. */
export interface TtlLedger {
  readonly packet: number
  readonly entries: readonly TtlEntry[]
  readonly start: number
  readonly end: number
  readonly own: readonly NamespaceName[]
  readonly outer: readonly NamespaceName[]
}

/** The ledger of one packet of the trace; undefined if it never was. Of fragments the first one's is kept. */
export function ttlLedger({ steps }: Trace, packet: number): TtlLedger | undefined {
  const entries: TtlEntry[] = []
  let before: readonly number[] = []
  for (const step of steps) {
    if (step.packet !== packet || followsAnother(step)) continue
    const layers = readPacket(step.bytes).summaries.map(({ ttl }) => ttl)
    if (layers.length === 0) continue
    const change = changeOf(before, layers)
    if (change) entries.push({ ...change, host: step.namespace, step: step.index, layers })
    const { kind } = step.event
    if (kind === 'deliver' || kind === 'drop') {
      const to = layers.at(-1) ?? 0
      entries.push({ kind: kind === 'drop' ? 'lost' : 'delivered', host: step.namespace, step: step.index, layers, to })
    }
    before = layers
  }
  const hostsOf = (kind: TtlEntry['kind']) => entries.filter((entry) => entry.kind === kind).map(({ host }) => host)
  const [first] = entries
  return (
    first && {
      packet,
      entries,
      start: first.to,
      end: entries.at(-1)?.layers.at(-1) ?? first.to,
      own: hostsOf('own'),
      outer: hostsOf('outer'),
    }
  )
}

function changeOf(
  before: readonly number[],
  after: readonly number[],
): Omit<TtlEntry, 'host' | 'step' | 'layers'> | undefined {
  const [outermost = 0, inner] = after
  if (before.length === 0) return { kind: 'starts', to: after.at(-1) ?? 0 }
  if (after.length > before.length) return { kind: 'wrapped', from: before[0] ?? 0, to: outermost }
  if (after.length < before.length) return { kind: 'unwrapped', from: before[0] ?? 0, to: outermost }
  const was = before[0] ?? 0
  if (was === outermost) return undefined
  return { kind: inner === undefined ? 'own' : 'outer', from: was, to: outermost }
}
