import { type FilteredPacket, forbids } from '../linux/forward-drop'
import type { ForwardDrop } from '../linux/namespace'
import type { Way } from '../linux/netem'
import type { Ipv4 } from '../net/ipv4'
import type { Port, Segment } from './fabric'

/** A port that loses what its machine sends, or what it is sent. */
export type OneWay = 'no-send' | 'no-receive'

/** What a segment does not carry from port to port, and says nothing of. */
export interface SegmentLosses {
  readonly drops: readonly ForwardDrop[]
  /** The largest IPv4 packet it carries; absent: any. */
  readonly mtuBytes?: number
  /** Machines, by port, of which it carries only what is from them, and to which only what is for them. */
  readonly checked: ReadonlyMap<string, Ipv4>
  readonly oneWay: ReadonlyMap<string, OneWay>
}

/** Why a packet that was sent on a segment did not come out of it. */
export type WireLoss =
  | { readonly kind: 'no-send'; readonly port: Port }
  | { readonly kind: 'no-receive'; readonly port: Port }
  | {
      readonly kind: 'source-check'
      readonly port: Port
      /** The one address that the port may have. */
      readonly own: Ipv4
      readonly which: 'source' | 'destination'
      readonly found: Ipv4
    }
  | { readonly kind: 'filtered'; readonly rule: ForwardDrop }
  /** By chance, or by a chance of 100 per cent. */
  | { readonly kind: 'netem'; readonly port: Port; readonly way: Way; readonly lossPercent: number }
  | { readonly kind: 'too-big'; readonly sizeBytes: number; readonly mtuBytes: number }

export const portKey = ({ namespace, link }: Port): string => `${namespace}\0${link}`

/**
 * What becomes of a packet between two ports of the segment: undefined if it gets through. A cloud's source/destination
 * check asks of each instance's interface that what leaves it is from its own address and what reaches it is for it.
 * [FAULT-1]
 */
export function lossOn(
  { losses }: Segment,
  from: Port,
  to: Port,
  packet: FilteredPacket,
  sizeBytes: number,
): WireLoss | undefined {
  if (!losses) return undefined
  const { oneWay, checked, mtuBytes } = losses
  if (oneWay.get(portKey(from)) === 'no-send') return { kind: 'no-send', port: from }
  if (oneWay.get(portKey(to)) === 'no-receive') return { kind: 'no-receive', port: to }
  const sender = checked.get(portKey(from))
  if (sender !== undefined && packet.source !== sender) {
    return { kind: 'source-check', port: from, own: sender, which: 'source', found: packet.source }
  }
  const receiver = checked.get(portKey(to))
  if (receiver !== undefined && packet.destination !== receiver) {
    return { kind: 'source-check', port: to, own: receiver, which: 'destination', found: packet.destination }
  }
  const rule = losses.drops.find((candidate) => forbids(candidate, packet))
  if (rule) return { kind: 'filtered', rule }
  return mtuBytes !== undefined && sizeBytes > mtuBytes ? { kind: 'too-big', sizeBytes, mtuBytes } : undefined
}
