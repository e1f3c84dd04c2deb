import type { Ipv4 } from '../net/ipv4'
import type { Mac } from '../net/mac'
import type { Prefix } from '../net/prefix'
import type { InputFilter } from './input-filter'
import type { Link, LinkName } from './link'
import type { Provenance, Route } from './route'
import type { RpFilter } from './rp-filter'
import type { UnmodelledPolicy } from './unmodelled-policy'

/** `ip neigh … PERMANENT`. Entries that ARP would learn are not state of the lab: it resolves them on the way. */
export interface Neighbour {
  readonly dev: LinkName
  readonly address: Ipv4
  readonly mac: Mac
}

/** `bridge fdb … dst … self permanent`: which machine a VXLAN device sends a MAC's frames to. */
export interface FdbEntry {
  readonly dev: LinkName
  readonly mac: Mac
  readonly destination: Ipv4
}

/** A MASQUERADE rule of the nat table's POSTROUTING chain, or with `to` an SNAT rule; tried in order. */
export interface MasqueradeRule {
  readonly sources: readonly Prefix[]
  /** The rule does not match a destination in one of these. */
  readonly exceptDestinations: readonly Prefix[]
  /**
   * Only what leaves by this device, and has an address of the machine's that is not the device's own (`! --src-type
   * LOCAL --limit-iface-out`, `--src-type LOCAL`).
   */
  readonly outOf?: LinkName
  /** The new source; absent: the leaving device's address. */
  readonly to?: Ipv4
  readonly provenance: Provenance
}

/** What a machine refuses to forward, without a word. All the given fields must match. */
export interface ForwardDrop {
  /** IP protocol number. */
  readonly protocol?: number
  /** Either port of TCP or UDP. */
  readonly port?: number
  readonly source?: Prefix
  readonly destination?: Prefix
}

export type NamespaceName = string

/** One network namespace: a node's own, a pod's, or a router's. */
export interface Namespace {
  readonly name: NamespaceName
  readonly role: 'node' | 'pod' | 'router'
  readonly links: readonly Link[]
  /** The main table, in the order of the kernel's trie walk (`compareRoutes`). */
  readonly routes: readonly Route[]
  readonly neighbours: readonly Neighbour[]
  readonly fdb: readonly FdbEntry[]
  readonly masquerade: readonly MasqueradeRule[]
  readonly forwardDrops: readonly ForwardDrop[]
  readonly inputFilters: readonly InputFilter[]
  /** Something in its tables looks at the state of connections, so that all of them are tracked. */
  readonly tracksConnections: boolean
  /** `net.ipv4.ip_forward`. */
  readonly forwarding: boolean
  /** `net.ipv4.conf.all.rp_filter`, the kernel's 0 if absent. */
  readonly rpFilter?: RpFilter
  /** Networks to which routes come and go by themselves, so that what a lookup finds is a matter of the moment. */
  readonly unsettled?: readonly Prefix[]
  /** Absent: Linux. What another system does with a packet is not modelled. */
  readonly system?: 'windows'
  /** What decides about the machine's own packets, though the lab cannot say how. */
  readonly policies?: readonly UnmodelledPolicy[]
  /** False: it says nothing of what it drops, as most clouds' routers. */
  readonly sendsIcmpErrors?: false
  /** `net.ipv4.icmp_ratelimit`, the kernel's 1000 if absent. */
  readonly icmpRatelimitMs?: number
}
