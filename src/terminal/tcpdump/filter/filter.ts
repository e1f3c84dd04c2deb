import type { Mac } from '../../../engine/net/mac'

// A capture filter, as pcap-filter(7) means it and libpcap 1.10 reads it.

/** Which end of a packet is meant: `src`, `dst`, `src or dst` (and nothing at all), `src and dst`. */
export type End = 'source' | 'destination' | 'either' | 'both'

export type Filter =
  /** No filter. */
  | { readonly kind: 'all' }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  /** `ip`, `arp`, `ether proto 0x800`: what the link header says it carries. */
  | { readonly kind: 'carries'; readonly etherType: number }
  /** `proto 4`, `icmp`, `tcp`: what the outermost IP header says it carries. */
  | { readonly kind: 'protocol'; readonly protocol: number; readonly ipVersion: 4 | 6 | 'any' }
  /** `host` and `net`. */
  | {
      readonly kind: 'address'
      readonly address: number
      readonly mask: number
      readonly end: End
      readonly over: 'any' | 'ip' | 'arp' | 'rarp'
    }
  /** `ether host` */
  | { readonly kind: 'mac'; readonly mac: Mac; readonly end: End }
  /** `port` and `portrange`; without a protocol TCP, UDP or SCTP. */
  | {
      readonly kind: 'port'
      readonly lowest: number
      readonly highest: number
      readonly end: End
      readonly protocol?: number
    }
  | { readonly kind: 'length'; readonly is: 'at most' | 'at least'; readonly bytes: number }
  | { readonly kind: 'group'; readonly of: 'broadcast' | 'multicast'; readonly over: 'link' | 'ip' | 'ip6' }
  /** `inbound` and `outbound`. */
  | { readonly kind: 'direction'; readonly direction: 'in' | 'out' }
  /** `ip[6] & 0x20 != 0`, with the words that it was written in, if it was. */
  | {
      readonly kind: 'relation'
      readonly left: Arithmetic
      readonly right: Arithmetic
      readonly relation: Relation
      readonly text?: string
    }

export type Relation = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Whole numbers of 32 bits without a sign. */
export type Arithmetic =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'length' }
  /** Bytes of a header. `filter` is what the packet must be to have it. */
  | {
      readonly kind: 'bytes'
      readonly from: 'link' | 'network' | 'transport' | 'ip6-payload'
      readonly at: Arithmetic
      readonly size: 1 | 2 | 4
      readonly filter?: Filter
    }
  | { readonly kind: 'calculation'; readonly operator: Operator; readonly left: Arithmetic; readonly right: Arithmetic }

export type Operator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>'

/** Why an expression is no filter; `at` is the character that the reading stopped at. tcpdump itself does not tell. */
export type FilterProblem =
  /** After `tcpdump: `. */
  | { readonly kind: 'says'; readonly text: string; readonly at?: number }
  /** libpcap reads it; the lab does not model it. */
  | { readonly kind: 'not-modelled'; readonly what: string; readonly at?: number }

/** What is looked at: `link` decides where the IP header starts. */
export type FilterLink = 'ethernet' | 'raw' | 'cooked' | 'cooked-v1'

/** Of several filters in one: all of them, or any. */
export const both = (left: Filter, right: Filter): Filter => ({ kind: 'and', left, right })
export const eitherOf = (left: Filter, right: Filter): Filter => ({ kind: 'or', left, right })
