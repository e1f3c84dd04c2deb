import type { CableFault, Subnet, Underlay } from '../calico/resources/underlay'
import type { Port } from '../fabric/fabric'
import { type OneWay, portKey, type SegmentLosses } from '../fabric/segment-loss'
import type { SegmentNetem } from '../fabric/segment-netem'
import type { CableNetem } from '../linux/netem'
import type { Ipv4 } from '../net/ipv4'

/** A machine's end of a cable to its subnet's switch. */
export interface PluggedPort {
  readonly subnet: string | undefined
  readonly port: Port
  /** Of a node: what a cloud's source/destination check lets it be. A router is the cloud's own. */
  readonly own?: Ipv4
  readonly fault?: CableFault
  readonly netem?: CableNetem
}

/** What the subnet's switch does not carry; undefined if it carries everything. [FAULT-1, FAULT-3] */
export function subnetLosses(
  { sourceCheck, drops = [] }: Underlay,
  { mtuBytes }: Subnet,
  plugged: readonly PluggedPort[],
): SegmentLosses | undefined {
  const oneWay = plugged.flatMap(({ port, fault }): [string, OneWay][] =>
    fault && fault !== 'down' ? [[portKey(port), fault]] : [],
  )
  if (!sourceCheck && drops.length === 0 && mtuBytes === undefined && oneWay.length === 0) return undefined
  const checked = plugged.flatMap(({ port, own }): [string, Ipv4][] =>
    sourceCheck && own !== undefined ? [[portKey(port), own]] : [],
  )
  return { drops, ...(mtuBytes !== undefined && { mtuBytes }), checked: new Map(checked), oneWay: new Map(oneWay) }
}

/** What its cables delay, lose by chance and repeat; undefined if none does. [FAULT-5] */
export function subnetNetem({ netemSeed: seed }: Underlay, plugged: readonly PluggedPort[]): SegmentNetem | undefined {
  const cables = plugged.flatMap(({ port, netem }): [string, CableNetem][] => (netem ? [[portKey(port), netem]] : []))
  return cables.length > 0 ? { seed, cables: new Map(cables) } : undefined
}
