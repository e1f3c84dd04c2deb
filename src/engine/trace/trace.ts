import type { Port } from '../fabric/fabric'
import type { WireLoss } from '../fabric/segment-loss'
import type { RouteLookup } from '../linux/fib'
import type { InputFilter } from '../linux/input-filter'
import type { LinkName } from '../linux/link'
import type { ForwardDrop, MasqueradeRule, NamespaceName } from '../linux/namespace'
import type { Way } from '../linux/netem'
import type { Route } from '../linux/route'
import type { SourceFault } from '../linux/source-validation'
import type { PolicyDirection } from '../linux/unmodelled-policy'
import type { Ipv4 } from '../net/ipv4'
import type { Mac } from '../net/mac'
import type { Prefix } from '../net/prefix'
import type { ResourceRef } from '../resource-ref'
import type { UdpHeader } from '../wire/udp'

/** One packet that somebody sends to see what comes back: a `ping -c 1`, or a datagram of traceroute. */
export interface Probe {
  readonly from: NamespaceName
  readonly destination: Ipv4
  /** A UDP datagram with these ports, to which nobody listens; absent: an ICMP echo. */
  readonly datagram?: UdpHeader
  /** The socket is bound to this address of the host's own; absent: the route chooses. */
  readonly source?: Ipv4
  /** The socket is bound to this device (`SO_BINDTODEVICE`). */
  readonly device?: LinkName
  /** `-s`: bytes after the ICMP or UDP header; ping's default is 56. */
  readonly payloadBytes: number
  /** `-t` */
  readonly ttl: number
  /**
   * `-M`: `do` sets DF; `want`, ping's default, sets it on what fits the path MTU; `probe` sets DF and heeds the device's
   * MTU alone, not what was learned (ip(7), `IP_MTU_DISCOVER`).
   */
  readonly pathMtuDiscovery: 'do' | 'want' | 'dont' | 'probe'
  /** Of the ICMP header; a run of ping keeps one identifier and counts the sequence from 1. */
  readonly identifier?: number
  readonly sequence?: number
  /** What cables do by chance they do not do to it: a delay is the middle one, and what may get through does. */
  readonly isLucky?: true
  /** `-W`: how long it waits for an answer; ping's default is ten seconds. */
  readonly waitMs?: number
}

export interface Frame {
  /** `raw` frames (tunl0) start with the IPv4 header. */
  readonly linkType: 'ethernet' | 'raw'
  readonly bytes: Uint8Array
}

export interface OuterHeader {
  readonly encap: 'ipip' | 'vxlan'
  readonly source: Ipv4
  readonly destination: Ipv4
  readonly ttl: number
  readonly overheadBytes: number
}

/** Why a packet went no further. A drop is an answer, not an error. */
export type DropReason =
  | { readonly kind: 'no-route'; readonly destination: Ipv4 }
  | { readonly kind: 'blackhole'; readonly route: Route }
  | { readonly kind: 'unreachable-route'; readonly route: Route }
  | { readonly kind: 'prohibited'; readonly route: Route }
  | { readonly kind: 'ttl-expired' }
  | { readonly kind: 'too-big'; readonly sizeBytes: number; readonly mtuBytes: number; readonly link: LinkName }
  | { readonly kind: 'filtered'; readonly rule: ForwardDrop }
  /** A filter on what is for the machine itself takes such packets only from others. */
  | { readonly kind: 'input-filtered'; readonly filter: InputFilter; readonly source: Ipv4 }
  | { readonly kind: 'no-neighbour'; readonly nextHop: Ipv4; readonly link: LinkName }
  | { readonly kind: 'not-forwarding' }
  /** `icmp_echo_ignore_broadcasts`: a ping to a whole network is answered by nobody. */
  | { readonly kind: 'broadcast' }
  /** A tunnel's packet reached a machine that has no such tunnel device. */
  | { readonly kind: 'no-tunnel-device'; readonly protocol: number }
  | { readonly kind: 'no-vtep'; readonly gateway: Ipv4; readonly link: LinkName }
  | { readonly kind: 'link-down'; readonly link: LinkName }
  /** It left the device, and the network between the machines did not carry it. */
  | { readonly kind: 'lost-on-wire'; readonly segment: string; readonly loss: WireLoss }
  /** The source cannot have come by that device: it is the machine's own, or `rp_filter` looked for the way back. */
  | SourceFault
  /** An ICMP error that concerns a packet this machine's user never sent: a tunnel's outer header, most often. */
  | { readonly kind: 'not-for-the-sender' }
  /** A datagram for a port that no program has opened. */
  | { readonly kind: 'closed-port'; readonly port: number }
  /** An answer to a request that is not awaited here. */
  | { readonly kind: 'unmatched-answer' }
  /** The lab does not model what would happen, and does not guess. */
  | { readonly kind: 'unmodelled'; readonly what: 'fragmentation' | 'protocol' | 'multicast' | 'windows' }
  /** The route there comes and goes with a session that takes away its own way. */
  | { readonly kind: 'unmodelled'; readonly what: 'flapping'; readonly network: Prefix }
  | {
      readonly kind: 'unmodelled'
      readonly what: 'policy'
      /** Which of them lets it through, if any, is not known. */
      readonly policies: readonly ResourceRef[]
      readonly direction: PolicyDirection
    }
  /** The lab's own guard, against forwarding for ever where nothing decrements. */
  | { readonly kind: 'loop' }

export type IcmpError =
  | 'net-unreachable'
  | 'host-unreachable'
  | 'protocol-unreachable'
  | 'port-unreachable'
  | 'fragmentation-needed'
  | 'admin-prohibited'
  | 'time-exceeded'

/** One thing that happened to one packet in one namespace. */
export type StepEvent =
  /** The local stack makes the packet: chooses route and source address. */
  | {
      readonly kind: 'originate'
      readonly lookup: RouteLookup
      readonly source: Ipv4
      readonly sourceBecause:
        | 'route-source'
        | 'link-address'
        | 'first-address'
        | 'answers-from-destination'
        | 'asked-for'
    }
  | { readonly kind: 'receive'; readonly link: LinkName; readonly frame: Frame }
  | { readonly kind: 'forward'; readonly lookup: RouteLookup; readonly link: LinkName }
  | {
      readonly kind: 'masquerade'
      readonly rule: MasqueradeRule
      readonly link: LinkName
      readonly from: Ipv4
      readonly to: Ipv4
    }
  /** conntrack puts back, on an answer, what masquerade changed. */
  | { readonly kind: 'restore'; readonly from: Ipv4; readonly to: Ipv4 }
  /** The tunnel device puts the outer header on, and looks up the way to the outer destination. */
  | { readonly kind: 'encapsulate'; readonly link: LinkName; readonly outer: OuterHeader; readonly lookup: RouteLookup }
  | { readonly kind: 'decapsulate'; readonly link: LinkName; readonly outer: OuterHeader }
  | {
      readonly kind: 'resolve'
      readonly link: LinkName
      readonly nextHop: Ipv4
      readonly answer: { readonly mac: Mac; readonly by: 'owner' | 'proxy-arp' | 'permanent' }
    }
  /** A cable delays it, or gives it out twice: that of the sender as it sends, or the receiver's own. [FAULT-5] */
  | {
      readonly kind: 'netem'
      readonly link: LinkName
      readonly port: Port
      readonly way: Way
      readonly afterUs: readonly number[]
    }
  | { readonly kind: 'transmit'; readonly link: LinkName; readonly frame: Frame; readonly nextHop: Ipv4 }
  | { readonly kind: 'deliver'; readonly address: Ipv4 }
  | { readonly kind: 'drop'; readonly reason: DropReason }

export interface Step {
  readonly index: number
  /** Virtual time since the ping was sent. */
  readonly timeUs: number
  /** Index into `Trace.packets`. */
  readonly packet: number
  readonly namespace: NamespaceName
  readonly event: StepEvent
  /** The IPv4 packet as this step leaves it, outermost header first. */
  readonly bytes: Uint8Array
}

export type PacketFate = 'delivered' | 'lost'

/** A packet's whole life; encapsulation does not make it another one. */
export interface TracedPacket {
  readonly kind: 'request' | 'reply' | 'error'
  /** What kind of ICMP error it is. */
  readonly error?: IcmpError
  /** The packet it is a copy of, which a cable has made. */
  readonly copyOf?: number
  /** The packet it answers. */
  readonly parent?: number
  readonly fate: PacketFate
}

/** How the ping ended, as the one who sent it sees it. */
export type Verdict =
  | { readonly kind: 'answered'; readonly ttl: number; readonly from: Ipv4 }
  | {
      readonly kind: 'error'
      readonly error: IcmpError
      readonly from: Ipv4
      /** With which the error arrived. */
      readonly ttl: number
      readonly mtuBytes?: number
    }
  /** It could not even leave: ping's own words are made from this. */
  | {
      readonly kind: 'local-error'
      readonly error:
        | 'message-too-long'
        | 'network-unreachable'
        | 'host-unreachable'
        | 'invalid-argument'
        | 'permission-denied'
      readonly mtuBytes?: number
    }
  /** Silence. `step` is the index of the step in which the packet that mattered was lost. */
  | { readonly kind: 'lost'; readonly step: number; readonly reason: DropReason }

/** What the sender hears of an earlier packet of the same run, while it waits for an answer to this one. */
export interface LateError {
  /** Of the echo; of a datagram `datagramNumber`. */
  readonly sequence: number
  /** As `Step.timeUs`. */
  readonly timeUs: number
  readonly verdict: Extract<Verdict, { readonly kind: 'error' }>
}

/** An answer that comes once more. */
export interface RepeatedAnswer {
  /** As `Step.timeUs`. */
  readonly timeUs: number
  readonly verdict: Extract<Verdict, { readonly kind: 'answered' }>
}

export interface Trace {
  readonly probe: Probe
  readonly packets: readonly TracedPacket[]
  /** In order of time. */
  readonly steps: readonly Step[]
  readonly verdict: Verdict
  /** When the sender heard the answer or the error. */
  readonly heardAtUs?: number
  readonly late: readonly LateError[]
  /** Absent: none. */
  readonly repeated?: readonly RepeatedAnswer[]
}
