import type { Ipv4 } from '../net/ipv4'
import type { Mac } from '../net/mac'
import type { InterfaceAddress } from '../net/prefix'
import type { RpFilter } from './rp-filter'
import type { UnmodelledPolicy } from './unmodelled-policy'

/** A device name as `ip link` prints it, without what follows `@`. */
export type LinkName = string

export type AddressScope = 'global' | 'link' | 'host'

export interface LinkAddress extends InterfaceAddress {
  readonly scope: AddressScope
}

/** What a device does with a packet that is routed to it. */
export type LinkType =
  | { readonly kind: 'loopback' }
  /** A NIC, or one end of a veth pair: frames go out on the segment the link is plugged into. */
  | { readonly kind: 'ethernet' }
  /** The kernel's fallback IPIP device: no remote, no local, `ttl inherit`, `nopmtudisc`. */
  | { readonly kind: 'ipip' }
  | {
      readonly kind: 'vxlan'
      readonly vni: number
      readonly port: number
      readonly local: Ipv4
      readonly parent: LinkName
    }

/** A device in one network namespace. */
export interface Link {
  readonly name: LinkName
  /** Order of creation; the kernel walks devices in it when it chooses a source address. */
  readonly index: number
  readonly type: LinkType
  /** Absent on `tunl0`, which has no link layer. */
  readonly mac?: Mac
  readonly mtuBytes: number
  readonly up: boolean
  readonly addresses: readonly LinkAddress[]
  /** `proxy_arp`: answers for any address that is routed out of another device. */
  readonly proxyArp: boolean
  /** `rp_filter` of this device, the kernel's 0 if absent. */
  readonly rpFilter?: RpFilter
  /** Of a pod's cable: what decides about what passes it, though the lab cannot say how. */
  readonly policies?: readonly UnmodelledPolicy[]
}
