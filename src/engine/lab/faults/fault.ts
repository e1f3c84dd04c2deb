import type { CableFault } from '../../calico/resources/underlay'
import type { Way } from '../../linux/netem'

/** What of a tunnel or of BGP a network may refuse to carry. */
export const DROPPABLE = ['ipip', 'vxlan', 'bgp', 'icmp'] as const
export type Droppable = (typeof DROPPABLE)[number]

/**
 * Something that is broken, as plain data. A fault is nothing but fields of the document (the Underlay's, a Node's, a
 * BlockAffinity): whoever writes those by hand has made the same fault.
 */
export type Fault =
  /** The machine is off. */
  | { readonly kind: 'node-down'; readonly node: string }
  | { readonly kind: 'router-down'; readonly router: string }
  /** The subnet's switch is off. */
  | { readonly kind: 'subnet-down'; readonly subnet: string }
  /** Its cable is out, or loses everything in one direction, as the machine sees it. */
  | { readonly kind: 'node-cable'; readonly node: string; readonly how: CableFault }
  | { readonly kind: 'router-cable'; readonly router: string; readonly subnet: string; readonly how: CableFault }
  | { readonly kind: 'bird-stopped'; readonly node: string }
  | { readonly kind: 'missing-device'; readonly node: string; readonly device: 'tunl0' | 'vxlan.calico' }
  | { readonly kind: 'strict-rp-filter'; readonly node: string }
  /** The recorded mask is not the subnet's. */
  | { readonly kind: 'wrong-mask'; readonly node: string; readonly length: number }
  /** Calico has recorded an address that the machine does not have. */
  | { readonly kind: 'wrong-address'; readonly node: string; readonly address: string }
  /** A block of another node's is confirmed for this one too. */
  | { readonly kind: 'duplicate-affinity'; readonly node: string; readonly cidr: string }
  /** The network loses the TCP of one BGP session. */
  | { readonly kind: 'bgp-session-down'; readonly node: string; readonly peer: string }
  /** A router, or without one the whole network, refuses to carry it. */
  | { readonly kind: 'dropped'; readonly what: Droppable; readonly router?: string }
  /** A cloud's source/destination check. */
  | { readonly kind: 'source-check' }
  /** The subnet's switch loses what is larger, without a word. */
  | { readonly kind: 'switch-mtu'; readonly subnet: string; readonly mtuBytes: number }
  | { readonly kind: 'router-mtu'; readonly router: string; readonly subnet: string; readonly mtuBytes: number }
  | { readonly kind: 'node-mtu'; readonly node: string; readonly mtuBytes: number }
  /** The router sends no ICMP errors, so that nobody learns a path MTU from it. */
  | { readonly kind: 'silent-router'; readonly router: string }
  /** A route into another node's block has been left there, by a node that does not have it. */
  | { readonly kind: 'stale-route'; readonly node: string; readonly to: string; readonly via: string }
  | NetemFault

/** A cable delays, loses by chance or repeats what goes one way: milliseconds, or per cent. */
export type NetemFault = {
  readonly way: Way
  readonly what: 'delay' | 'jitter' | 'loss' | 'duplicate'
  readonly amount: number
} & (
  | { readonly kind: 'node-netem'; readonly node: string }
  | { readonly kind: 'router-netem'; readonly router: string; readonly subnet: string }
)

/** Fields that say how bad a fault is, not which it is. */
const DEGREES: ReadonlySet<string> = new Set(['how', 'length', 'address', 'mtuBytes', 'amount'])

/** What tells one fault from another: two with one key cannot be there at once. */
export const faultKey = (fault: Fault): string =>
  Object.entries(fault)
    .filter(([field]) => !DEGREES.has(field))
    .map(([, value]) => value)
    .join(' ')
