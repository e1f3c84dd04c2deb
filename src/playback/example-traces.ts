import type { RouteLookup } from '../engine/linux/fib'
import type { Route } from '../engine/linux/route'
import { formatIpv4, type Ipv4, ip } from '../engine/net/ipv4'
import type { Mac } from '../engine/net/mac'
import { prefix } from '../engine/net/prefix'
import type { Frame, Step, StepEvent, Trace, TracedPacket, Verdict } from '../engine/trace/trace'
import { buildEthernet } from '../engine/wire/ethernet'
import { buildEcho, buildIcmpError, ICMP_TYPE } from '../engine/wire/icmp'
import { buildIpv4, PROTOCOL, rewriteIpv4 } from '../engine/wire/ipv4'
import { buildUdp } from '../engine/wire/udp'
import { buildVxlan } from '../engine/wire/vxlan'

/** Traces written by hand, as far as tests of what comes after the trace need them. */

const POD1 = ip('172.16.158.8')
const POD3 = ip('172.16.34.1')
const W1 = ip('192.168.10.101')
const W0 = ip('192.168.20.100')
const MAC_A = 'aa:aa:aa:aa:aa:01' as Mac
const MAC_B = 'ee:ee:ee:ee:ee:ee' as Mac

const header = (source: Ipv4, destination: Ipv4, protocol: number, ttl: number) => ({
  typeOfService: 0,
  identification: 1,
  dontFragment: true,
  moreFragments: false,
  fragmentOffset: 0,
  ttl,
  protocol,
  source,
  destination,
})

export const echo = (type: 0 | 8, source: Ipv4, destination: Ipv4, ttl = 64): Uint8Array =>
  buildIpv4(header(source, destination, PROTOCOL.icmp, ttl), buildEcho(type, 218, 1, new Uint8Array(56)))

export const inIpip = (inner: Uint8Array, source: Ipv4, destination: Ipv4, ttl: number): Uint8Array =>
  buildIpv4(header(source, destination, PROTOCOL.ipip, ttl), inner)

export function inVxlan(inner: Uint8Array, source: Ipv4, destination: Ipv4): Uint8Array {
  const ports = { sourcePort: 51689, destinationPort: 4789 }
  const datagram = buildUdp(ports, source, destination, buildVxlan(4096, buildEthernet(MAC_A, MAC_B, inner)))
  return buildIpv4(header(source, destination, PROTOCOL.udp, 64), datagram)
}

const frame = (bytes: Uint8Array): Frame => ({ linkType: 'ethernet', bytes: buildEthernet(MAC_A, MAC_B, bytes) })
const raw = (bytes: Uint8Array): Frame => ({ linkType: 'raw', bytes })

export function route(
  destination: string,
  nextHop: { dev: string; via?: string; onlink?: boolean },
  because = 'operator-static',
  details: Record<string, string | number> = {},
): Route {
  const gateway = nextHop.via === undefined ? {} : { gateway: ip(nextHop.via) }
  const programmer = because.split('-')[0] as 'bird' | 'felix' | 'kernel' | 'cni'
  return {
    type: 'unicast',
    destination: prefix(destination),
    nextHops: [{ dev: nextHop.dev, ...gateway, ...(nextHop.onlink && { onlink: true }) }],
    metric: 0,
    protocol: 'bird',
    scope: 'global',
    provenance: { programmer, because, details, from: [] },
  }
}

export const lookup = (destination: Ipv4, found?: Route, losers: RouteLookup['losers'] = []): RouteLookup => {
  const hop = found?.nextHops[0]
  const nextHop = hop?.dev && { dev: hop.dev, ...(hop.gateway !== undefined && { gateway: hop.gateway }) }
  return { destination, losers, ...(found && { route: found }), ...(nextHop && { nextHop }) }
}

/** Collects steps of `packet` in one namespace after another. */
function recorder() {
  const steps: Step[] = []
  return {
    steps,
    at: (packet: number, namespace: string, bytes: Uint8Array, ...events: StepEvent[]) => {
      for (const event of events) {
        steps.push({ index: steps.length, timeUs: steps.length * 10, packet, namespace, event, bytes })
      }
    },
  }
}

const cniDefault = route('0.0.0.0/0', { dev: 'eth0', via: '169.254.1.1' }, 'cni-default')
export const kernelDefault = (gateway: string): Route =>
  route('0.0.0.0/0', { dev: 'ens5', via: gateway }, 'kernel-default-gateway', { gateway, subnet: 'a' })
const blockRoute = (block: string, via: string, node: string, ownNetwork: string): Route =>
  route(block, { dev: 'tunl0', via, onlink: true }, 'bird-ipip-tunnel', {
    block,
    node,
    nextHop: via,
    mode: 'CrossSubnet',
    pool: 'default-ipv4-ippool',
    ownNetwork,
  })

interface End {
  readonly pod: string
  readonly node: string
  readonly cali: string
  readonly address: Ipv4
  readonly nodeAddress: Ipv4
  readonly gateway: string
  readonly ownNetwork: string
  readonly block: string
  readonly uplinkOfRouter: string
}

const END1: End = {
  pod: 'default/pod1',
  node: 'k8s-w1',
  cali: 'calice0906292e2',
  address: POD1,
  nodeAddress: W1,
  gateway: '192.168.10.1',
  ownNetwork: '192.168.10.0/24',
  block: '172.16.158.0/24',
  uplinkOfRouter: 'eth0',
}

const END3: End = {
  pod: 'default/pod3',
  node: 'k8s-w0',
  cali: 'cali49778cadcf1',
  address: POD3,
  nodeAddress: W0,
  gateway: '192.168.20.1',
  ownNetwork: '192.168.20.0/24',
  block: '172.16.34.0/24',
  uplinkOfRouter: 'eth1',
}

type Recorder = ReturnType<typeof recorder>

function fromPod({ at }: Recorder, packet: number, type: 0 | 8, a: End, b: End): void {
  const sent = echo(type, a.address, b.address)
  const way = lookup(b.address, cniDefault)
  const gateway = ip('169.254.1.1')
  at(
    packet,
    a.pod,
    sent,
    { kind: 'originate', lookup: way, source: a.address, sourceBecause: 'link-address' },
    { kind: 'resolve', link: 'eth0', nextHop: gateway, answer: { mac: MAC_B, by: 'proxy-arp' } },
    { kind: 'transmit', link: 'eth0', frame: frame(sent), nextHop: gateway },
  )
  at(packet, a.node, sent, { kind: 'receive', link: a.cali, frame: frame(sent) })
}

function toPod({ at }: Recorder, packet: number, type: 0 | 8, a: End, b: End): void {
  const last = echo(type, a.address, b.address, 62)
  const address = formatIpv4(b.address)
  const local = route(`${address}/32`, { dev: b.cali }, 'felix-workload', { pod: b.pod, address })
  at(
    packet,
    b.node,
    last,
    { kind: 'forward', lookup: lookup(b.address, local), link: b.cali },
    { kind: 'resolve', link: b.cali, nextHop: b.address, answer: { mac: MAC_A, by: 'owner' } },
    { kind: 'transmit', link: b.cali, frame: frame(last), nextHop: b.address },
  )
  at(
    packet,
    b.pod,
    last,
    { kind: 'receive', link: 'eth0', frame: frame(last) },
    { kind: 'deliver', address: b.address },
  )
}

function oneWayWrapped(to: Recorder, packet: number, type: 0 | 8, a: End, b: End): void {
  fromPod(to, packet, type, a, b)
  const inner = echo(type, a.address, b.address, 63)
  const found = blockRoute(b.block, formatIpv4(b.nodeAddress), b.node, a.ownNetwork)
  const loser = { route: kernelDefault(a.gateway), because: 'shorter-prefix' } as const
  const outer = { encap: 'ipip', source: a.nodeAddress, destination: b.nodeAddress, overheadBytes: 20 } as const
  to.at(packet, a.node, inner, { kind: 'forward', lookup: lookup(b.address, found, [loser]), link: 'tunl0' })
  to.at(packet, a.node, inner, { kind: 'transmit', link: 'tunl0', frame: raw(inner), nextHop: b.nodeAddress })
  const wrapped = inIpip(inner, a.nodeAddress, b.nodeAddress, 63)
  const gateway = ip(a.gateway)
  to.at(
    packet,
    a.node,
    wrapped,
    {
      kind: 'encapsulate',
      link: 'tunl0',
      outer: { ...outer, ttl: 63 },
      lookup: lookup(b.nodeAddress, kernelDefault(a.gateway)),
    },
    { kind: 'resolve', link: 'ens5', nextHop: gateway, answer: { mac: MAC_A, by: 'owner' } },
    { kind: 'transmit', link: 'ens5', frame: frame(wrapped), nextHop: gateway },
  )
  to.at(packet, 'router', wrapped, { kind: 'receive', link: a.uplinkOfRouter, frame: frame(wrapped) })
  const passed = rewriteIpv4(wrapped, { ttl: 62 })
  const connected = route(b.ownNetwork, { dev: b.uplinkOfRouter }, 'kernel-connected', {
    link: b.uplinkOfRouter,
    network: b.ownNetwork,
  })
  to.at(
    packet,
    'router',
    passed,
    { kind: 'forward', lookup: lookup(b.nodeAddress, connected), link: b.uplinkOfRouter },
    { kind: 'resolve', link: b.uplinkOfRouter, nextHop: b.nodeAddress, answer: { mac: MAC_A, by: 'owner' } },
    { kind: 'transmit', link: b.uplinkOfRouter, frame: frame(passed), nextHop: b.nodeAddress },
  )
  to.at(packet, b.node, passed, { kind: 'receive', link: 'ens5', frame: frame(passed) })
  to.at(
    packet,
    b.node,
    inner,
    { kind: 'decapsulate', link: 'tunl0', outer: { ...outer, ttl: 62 } },
    { kind: 'receive', link: 'tunl0', frame: raw(inner) },
  )
  toPod(to, packet, type, a, b)
}

const probe: Trace['probe'] = {
  from: 'default/pod1',
  destination: POD3,
  payloadBytes: 56,
  ttl: 64,
  pathMtuDiscovery: 'want',
}

const trace = (packets: readonly TracedPacket[], steps: readonly Step[], verdict: Verdict): Trace => ({
  probe,
  packets,
  steps,
  verdict,
  late: [],
})

/** pod1 → pod3 and back, wrapped by tunl0 both ways. */
export function wrappedRoundTrip(): Trace {
  const to = recorder()
  oneWayWrapped(to, 0, 8, END1, END3)
  oneWayWrapped(to, 1, 0, END3, END1)
  const packets = [
    { kind: 'request', fate: 'delivered' },
    { kind: 'reply', parent: 0, fate: 'delivered' },
  ] as const
  return trace(packets, to.steps, { kind: 'answered', ttl: 62, from: POD3 })
}

/** pod1 → pod3 in Never: the router knows no pod, neither this one nor, for its complaint, the other. */
export function lostAtRouter(): Trace {
  const to = recorder()
  fromPod(to, 0, 8, END1, END3)
  const bare = echo(8, POD1, POD3, 63)
  const details = { block: '172.16.34.0/24', node: 'k8s-w0', nextHop: '192.168.20.100', gateway: '192.168.10.1' }
  const plain = route('172.16.34.0/24', { dev: 'ens5', via: '192.168.10.1' }, 'bird-plain', {
    ...details,
    mode: 'Never',
    pool: 'default-ipv4-ippool',
    ownNetwork: '192.168.10.0/24',
  })
  const gateway = ip('192.168.10.1')
  to.at(
    0,
    'k8s-w1',
    bare,
    { kind: 'forward', lookup: lookup(POD3, plain), link: 'ens5' },
    { kind: 'resolve', link: 'ens5', nextHop: gateway, answer: { mac: MAC_A, by: 'owner' } },
    { kind: 'transmit', link: 'ens5', frame: frame(bare), nextHop: gateway },
  )
  const reason = { kind: 'no-route', destination: POD3 } as const
  to.at(0, 'router', bare, { kind: 'receive', link: 'eth0', frame: frame(bare) }, { kind: 'drop', reason })
  const lost = to.steps.length - 1
  const error = buildIpv4(header(gateway, POD1, PROTOCOL.icmp, 64), buildIcmpError(ICMP_TYPE.unreachable, 0, 0, bare))
  to.at(
    1,
    'router',
    error,
    { kind: 'originate', lookup: lookup(POD1), source: gateway, sourceBecause: 'answers-from-destination' },
    { kind: 'drop', reason: { kind: 'no-route', destination: POD1 } },
  )
  const packets = [
    { kind: 'request', fate: 'lost' },
    { kind: 'error', error: 'net-unreachable', parent: 0, fate: 'lost' },
  ] as const
  return trace(packets, to.steps, { kind: 'lost', step: lost, reason })
}
