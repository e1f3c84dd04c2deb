import type { MasqueradeRule, NamespaceName } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'
import type { UdpHeader } from '../wire/udp'
import type { LearnedNeighbour } from './neighbours'

/**
 * What the network remembers from one ping to the next. Keys are made by the functions beside it.
 */
export interface TraceMemory {
  /** Virtual time since the network came up. */
  readonly nowUs: number
  /** Path MTUs learned from "fragmentation needed", per machine and destination; the kernel keeps them 10 minutes. */
  readonly pathMtuBytes: ReadonlyMap<string, number>
  /** What ARP has taught each machine, and whom it has asked for in vain. */
  readonly neighbours: ReadonlyMap<string, LearnedNeighbour>
  /** Packets that wait at a machine for a neighbour that does not answer. */
  readonly waiting: readonly WaitingPacket[]
  /** How many ICMP errors a machine may send to that destination; none is noted of a destination that never had one. */
  readonly errorTokens: ReadonlyMap<string, ErrorTokens>
  /** Connections whose source a machine has translated. */
  readonly connections: readonly Connection[]
  /** How often each cable has drawn, by port and direction; absent of one that never has. */
  readonly draws?: ReadonlyMap<string, number>
  /** What the next ping puts into its ICMP headers, so that it is not taken for another. */
  readonly nextIdentifier: number
}

/** What conntrack tells two connections between the same addresses apart by: an echo's identifier, a datagram's ports. */
export type FlowKey =
  | { readonly protocol: 'icmp'; readonly identifier: number }
  | ({ readonly protocol: 'udp' } & UdpHeader)

/** A connection whose source a machine has masqueraded. */
export interface Connection {
  readonly namespace: NamespaceName
  readonly source: Ipv4
  readonly destination: Ipv4
  readonly translated: Ipv4
  readonly flow: FlowKey
  readonly rule: MasqueradeRule
  /** Since when no packet of it has passed. */
  readonly idleSinceUs: number
}

/** `rate_tokens` and `rate_last` of the kernel's `inet_peer`. */
export interface ErrorTokens {
  readonly tokensUs: number
  readonly atUs: number
}

export interface WaitingPacket {
  readonly namespace: NamespaceName
  readonly bytes: Uint8Array
  /** When the neighbour counts as failed, and the packet's sender is told. */
  readonly failsAtUs: number
}

export const FRESH_MEMORY: TraceMemory = {
  nowUs: 0,
  pathMtuBytes: new Map(),
  neighbours: new Map(),
  waiting: [],
  errorTokens: new Map(),
  connections: [],
  nextIdentifier: 1,
}

export const peerKey = (namespace: NamespaceName, destination: Ipv4): string => `${namespace}\0${destination}`

export const neighbourKey = (namespace: NamespaceName, link: string, address: Ipv4): string =>
  `${namespace}\0${link}\0${address}`

export function readNeighbourKey(key: string): {
  readonly namespace: NamespaceName
  readonly link: string
  readonly address: Ipv4
} {
  const [namespace = '', link = '', address] = key.split('\0')
  return { namespace, link, address: Number(address) as Ipv4 }
}

/**
 * Three ARP requests a second apart, then the neighbour has failed (`mcast_solicit` 3, `retrans_time` 1 s). Timers of a
 * second are a little late, by the grain of the kernel's timer wheel: together 60 to 90 ms at 250 Hz (kernel/time/timer.c).
 */
export const ARP_GIVES_UP_AFTER_US = 3_070_000

/** How long ping waits for an answer to its last packet (`MAXWAIT` in iputils' ping.h). */
export const PING_WAITS_MS = 10_000

/** What starting the next ping takes, when one is sent right after the other. */
export const NEXT_PING_AFTER_US = 50_000
