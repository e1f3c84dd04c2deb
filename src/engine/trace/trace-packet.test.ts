import { describe, expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { InvariantError } from '../invariant'
import { bornWithVxlan, edited } from '../lab/example-lab'
import { realize } from '../lab/realize'
import { exampleRoute } from '../linux/example-namespace'
import { compareRoutes } from '../linux/route-order'
import { formatIpv4, ip } from '../net/ipv4'
import { prefix } from '../net/prefix'
import { dissect } from '../wire/dissect'
import { exampleProbe, losses, outcome, ping, pingAgain, withLink, withNamespace } from './example-ping'
import { tracePacket } from './trace-packet'

const inMode = (mode: 'Never' | 'CrossSubnet' | 'Always') =>
  realize(edited(reference.document, { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode }))
const [never, crossSubnet, always] = [inMode('Never'), inMode('CrossSubnet'), inMode('Always')]
const vxlan = realize(bornWithVxlan(reference.document, 'Always'))

const [POD1, POD2, POD3] = ['172.16.158.8', '172.16.184.2', '172.16.34.1']
const withRoutes = (fabric: typeof never, name: string, ...lines: string[]) =>
  withNamespace(fabric, name, ({ routes }) => ({
    routes: [...routes, ...lines.map(exampleRoute)].sort(compareRoutes),
  }))
const routerKnows = withRoutes(
  never,
  'router',
  '172.16.34.0/24 via 192.168.20.100 dev eth1',
  '172.16.158.0/24 via 192.168.10.101 dev eth0',
)

describe('the way there and back', () => {
  it.each([
    ['pod to pod, one L2, plain', crossSubnet, 'default/pod1', POD2, 62],
    ['pod to pod, one L2, IPIP', always, 'default/pod1', POD2, 62],
    ['pod to pod, over the router, IPIP', crossSubnet, 'default/pod1', POD3, 62],
    ['pod to pod, over the router, VXLAN', vxlan, 'default/pod1', POD3, 62],
    ['pod to pod, over a router that knows the blocks', routerKnows, 'default/pod1', POD3, 61],
    ['pod to its own node', never, 'default/pod1', '192.168.10.101', 64],
    ['pod to another node, masqueraded', never, 'default/pod1', '192.168.20.100', 62],
    ['node to its own pod', never, 'k8s-w1', POD1, 64],
    ['node to another’s pod, IPIP', always, 'k8s-w1', POD2, 63],
    ['node to itself', never, 'k8s-w1', '192.168.10.101', 64],
    ['node to node', never, 'k8s-w1', '192.168.20.100', 63],
  ])('[FWD-1] %s', (_, fabric, from, to, ttl) => {
    expect(outcome(ping(fabric, from, to))).toBe(`answered ttl=${ttl}`)
  })

  it('[OUT-1] [IN-1] [OUT-2] the steps of a ping, wrapped at tunl0 and unwrapped again', () => {
    const { steps } = ping(crossSubnet, 'default/pod1', POD3)
    const request = steps.filter(({ packet }) => packet === 0)
    expect(
      request.map(({ namespace, event }) => `${namespace} ${event.kind}${'link' in event ? ` ${event.link}` : ''}`),
    ).toEqual([
      'default/pod1 originate',
      'default/pod1 resolve eth0',
      'default/pod1 transmit eth0',
      'k8s-w1 receive calice0906292e2',
      'k8s-w1 forward calice0906292e2',
      'k8s-w1 transmit tunl0',
      'k8s-w1 encapsulate tunl0',
      'k8s-w1 resolve ens5',
      'k8s-w1 transmit ens5',
      'router receive eth0',
      'router forward eth0',
      'router resolve eth1',
      'router transmit eth1',
      'k8s-w0 receive ens5',
      'k8s-w0 decapsulate tunl0',
      'k8s-w0 receive tunl0',
      'k8s-w0 forward tunl0',
      'k8s-w0 resolve cali49778cadcf1',
      'k8s-w0 transmit cali49778cadcf1',
      'default/pod3 receive eth0',
      'default/pod3 deliver',
    ])
  })

  /** The IPv4 headers of the frame that leaves by a device, outermost first. */
  const headersAt = (fabric: typeof never, name: string, link: string, from: string, to: string) => {
    const step = ping(fabric, from, to).steps.find(
      ({ namespace, event }) => namespace === name && event.kind === 'transmit' && event.link === link,
    )
    return dissect(step?.bytes ?? new Uint8Array(), 'ipv4').flatMap((layer) => {
      if (layer.protocol !== 'ipv4') return []
      const { source, destination, ttl, dontFragment, totalLength, protocol } = layer.header
      const flags = dontFragment ? ' DF' : ''
      return [
        `${formatIpv4(source)} > ${formatIpv4(destination)} proto ${protocol} ttl ${ttl} len ${totalLength}${flags}`,
      ]
    })
  }

  it('[IPIP-1] the outer header: the node to the gateway, TTL and DF of the inner one', () => {
    expect(headersAt(crossSubnet, 'k8s-w1', 'ens5', 'default/pod1', POD3)).toEqual([
      '192.168.10.101 > 192.168.20.100 proto 4 ttl 63 len 104 DF',
      '172.16.158.8 > 172.16.34.1 proto 1 ttl 63 len 84 DF',
    ])
    expect(headersAt(crossSubnet, 'router', 'eth1', 'default/pod1', POD3)[0]).toContain('ttl 62')
  })

  it('[IPIP-1] [ICMP-2] a reply has no DF, and so its outer header has none', () => {
    expect(headersAt(crossSubnet, 'k8s-w0', 'ens5', 'default/pod1', POD3)).toEqual([
      '192.168.20.100 > 192.168.10.101 proto 4 ttl 63 len 104',
      '172.16.34.1 > 172.16.158.8 proto 1 ttl 63 len 84',
    ])
  })

  it('[VXLAN-1] the outer header has a TTL of its own and no DF', () => {
    expect(headersAt(vxlan, 'k8s-w1', 'ens5', 'default/pod1', POD3)).toEqual([
      '192.168.10.101 > 192.168.20.100 proto 17 ttl 64 len 134',
      '172.16.158.8 > 172.16.34.1 proto 1 ttl 63 len 84 DF',
    ])
  })

  it('[SRC-1] a node’s own packet into the tunnel comes from the tunnel’s address', () => {
    expect(headersAt(always, 'k8s-w1', 'ens5', 'k8s-w1', POD2)[1]).toContain('172.16.158.0 > 172.16.184.2')
  })
})

describe('TTLs that run out', () => {
  it.each([
    ['1', crossSubnet, POD2, 1, 'time-exceeded from 192.168.10.101'],
    ['2, plain, one L2', crossSubnet, POD2, 2, 'time-exceeded from 192.168.10.102'],
    ['2, VXLAN: the far node, from its tunnel', vxlan, POD3, 2, 'time-exceeded from 172.16.34.0'],
    // The outer TTL is 1 at the router, which complains to the node.
    ['2, IPIP over a router', crossSubnet, POD3, 2, 'lost ttl-expired at router'],
    ['3, IPIP over a router', crossSubnet, POD3, 3, 'answered ttl=62'],
  ])('[FWD-1] [ICMP-1] TTL %s', (_, fabric, to, ttl, expected) => {
    expect(outcome(ping(fabric, 'default/pod1', to, { ttl }))).toBe(expected)
  })

  it('[ICMP-3] an error about the outer header ends at the tunnel', () => {
    expect(losses(ping(crossSubnet, 'default/pod1', POD3, { ttl: 2 }))).toEqual([
      'request: ttl-expired at router',
      'time-exceeded: not-for-the-sender at k8s-w1',
    ])
  })
})

describe('losses', () => {
  const w1Routes = (...lines: string[]) => withRoutes(crossSubnet, 'k8s-w1', ...lines)
  it.each([
    ['a free address of the own block', crossSubnet, '172.16.158.99', 'lost blackhole at k8s-w1'],
    ['a free address of a far block', crossSubnet, '172.16.34.99', 'lost blackhole at k8s-w0'],
    ['an unreachable route', w1Routes('unreachable 10.66.0.0/16'), '10.66.0.1', 'host-unreachable from 192.168.10.101'],
    ['a prohibiting route', w1Routes('prohibit 10.66.0.0/16'), '10.66.0.1', 'admin-prohibited from 192.168.10.101'],
    ['pods behind a router that has no route back', never, POD3, 'lost no-route at router'],
  ])('[FWD-1] %s', (_, fabric, to, expected) => {
    expect(outcome(ping(fabric, 'default/pod1', to))).toBe(expected)
  })

  it.each([
    ['blackhole 10.66.0.0/16', 'local invalid-argument'],
    ['unreachable 10.66.0.0/16', 'local host-unreachable'],
    ['prohibit 10.66.0.0/16', 'local permission-denied'],
  ])('[OUT-1] from the host itself, %s: %s', (line, expected) => {
    expect(outcome(ping(w1Routes(line), 'k8s-w1', '10.66.0.1'))).toBe(expected)
  })

  it('[OUT-1] a host without any route cannot send', () => {
    const without = withNamespace(crossSubnet, 'k8s-w1', () => ({ routes: [] }))
    expect(outcome(ping(without, 'k8s-w1', POD3))).toBe('local network-unreachable')
  })

  it('[ICMP-1] the router’s error about a pod’s packet has no way back, and is lost where it begins', () => {
    expect(losses(ping(never, 'default/pod1', POD3))).toEqual([
      'request: no-route at router',
      'net-unreachable: no-route at router',
    ])
    expect(outcome(ping(never, 'k8s-w1', POD3))).toBe('net-unreachable from 192.168.10.1')
  })

  it('[ICMP-1] with a way back the pod hears of it', () => {
    const half = withRoutes(never, 'router', '172.16.158.0/24 via 192.168.10.101 dev eth0')
    expect(outcome(ping(half, 'default/pod1', POD3))).toBe('net-unreachable from 192.168.10.1')
  })

  it('[ICMP-3] an error about the reply is not for who waits for it', () => {
    const oneWay = withRoutes(never, 'router', '172.16.34.0/24 via 192.168.20.100 dev eth1')
    const trace = ping(oneWay, 'default/pod1', POD3)
    expect(outcome(trace)).toBe('lost no-route at router')
    expect(losses(trace)).toEqual(['reply: no-route at router', 'net-unreachable: not-for-the-sender at default/pod3'])
  })

  it('[ICMP-1] there is no error about an error', () => {
    const oneWay = withRoutes(never, 'router', '172.16.34.0/24 via 192.168.20.100 dev eth1')
    expect(losses(ping(oneWay, 'default/pod1', POD3, { ttl: 3 }))).toEqual([
      'request: ttl-expired at k8s-w0',
      'time-exceeded: no-route at router',
    ])
  })

  it('[IN-2] a packet with the receiver’s own address as source is a martian', () => {
    const addresses = [{ address: ip(POD1), length: 32, scope: 'global' as const }]
    const twin = withLink(routerKnows, 'k8s-w0', 'lo', { addresses })
    expect(outcome(ping(twin, 'default/pod1', POD3))).toBe('lost martian-source at k8s-w0')
  })

  it.each([
    [0, 'answered ttl=62'],
    [1, 'lost reverse-path at k8s-w0'],
    [2, 'answered ttl=62'],
  ] as const)('[RPF-1, RPF-2] bare one way, wrapped back, with rp_filter %i: %s', (rpFilter, expected) => {
    const bare = withRoutes(crossSubnet, 'k8s-w1', '172.16.34.1/32 via 192.168.10.1 dev ens5')
    const known = withRoutes(bare, 'router', '172.16.34.0/24 via 192.168.20.100 dev eth1')
    const filtered = withNamespace(known, 'k8s-w0', () => ({ rpFilter }))
    expect(outcome(ping(filtered, 'default/pod1', POD3))).toBe(expected)
  })

  it('[IN-2] that there is no route is said before anybody looks at the source', () => {
    const strict = withNamespace(never, 'router', () => ({ rpFilter: 1 }))
    expect(losses(ping(strict, 'default/pod1', POD3))[0]).toBe('request: no-route at router')
  })

  it('[IN-1] a pod does not forward', () => {
    const astray = withRoutes(crossSubnet, 'k8s-w2', '172.16.184.77/32 via 172.16.184.2 dev calibd2348b4f67 onlink')
    expect(outcome(ping(astray, 'default/pod1', '172.16.184.77'))).toBe('lost not-forwarding at default/pod2')
  })

  it('[FWD-2] a filter speaks to nobody', () => {
    const filtered = withNamespace(crossSubnet, 'router', () => ({ forwardDrops: [{ protocol: 4 }] }))
    expect(outcome(ping(filtered, 'default/pod1', POD3))).toBe('lost filtered at router')
    const udp = withNamespace(vxlan, 'router', () => ({ forwardDrops: [{ protocol: 17, port: 4789 }] }))
    expect(outcome(ping(udp, 'default/pod1', POD3))).toBe('lost filtered at router')
    const other = withNamespace(vxlan, 'router', () => ({ forwardDrops: [{ protocol: 17, port: 53 }] }))
    expect(outcome(ping(other, 'default/pod1', POD3))).toBe('answered ttl=62')
  })

  it.each([
    ['IPIP', crossSubnet],
    ['VXLAN', vxlan],
  ])('[IN-4] %s from an address that is no node’s, as Calico knows them, is dropped without a word', (_, fabric) => {
    const others = new Set(['192.168.10.77', '192.168.20.100'].map((text) => ip(text)))
    const stale = withNamespace(fabric, 'k8s-w0', ({ inputFilters }) => ({
      inputFilters: inputFilters.map((filter) => ({ ...filter, addresses: others })),
    }))
    expect(losses(ping(stale, 'default/pod1', POD3))).toEqual(['request: input-filtered at k8s-w0'])
    const outside = withNamespace(stale, 'k8s-w0', ({ inputFilters }) => ({
      inputFilters: inputFilters.map((filter) => ({ ...filter, networks: [prefix('192.168.10.0/24')] })),
    }))
    expect(outcome(ping(outside, 'default/pod1', POD3))).toBe('answered ttl=62')
  })

  it('[OUT-2] a link that is down takes nothing', () => {
    const down = withLink(crossSubnet, 'k8s-w1', 'tunl0', { up: false })
    expect(outcome(ping(down, 'default/pod1', POD3))).toBe('lost link-down at k8s-w1')
  })

  it('[IPIP-2] without tunl0 the receiver says so, to the node only', () => {
    const gone = withLink(crossSubnet, 'k8s-w0', 'tunl0', { up: false })
    expect(losses(ping(gone, 'default/pod1', POD3))).toEqual([
      'request: no-tunnel-device at k8s-w0',
      'port-unreachable: not-for-the-sender at k8s-w1',
    ])
  })

  it('[ICMP-1] an error about a packet for this machine comes from the address that was asked', () => {
    const addresses = ['192.168.20.200', '192.168.20.100'].map((text) => ({
      address: ip(text),
      length: 24,
      scope: 'global' as const,
    }))
    const gone = withLink(withLink(crossSubnet, 'k8s-w0', 'ens5', { addresses }), 'k8s-w0', 'tunl0', { up: false })
    const { steps } = ping(gone, 'default/pod1', POD3)
    const error = steps.find(({ namespace, event }) => namespace === 'k8s-w0' && event.kind === 'originate')
    const [header] = dissect(error?.bytes ?? new Uint8Array(), 'ipv4')
    expect(header?.protocol === 'ipv4' && formatIpv4(header.header.source)).toBe('192.168.20.100')
  })

  it('[VXLAN-1] without an entry for the VTEP nothing leaves', () => {
    const gone = withNamespace(vxlan, 'k8s-w1', () => ({ fdb: [] }))
    expect(outcome(ping(gone, 'default/pod1', POD3))).toBe('lost no-vtep at k8s-w1')
  })

  it('[FWD-1] two machines that send to each other: the TTL ends it', () => {
    const ring = [
      ['k8s-m', '192.168.10.101'],
      ['k8s-w1', '192.168.10.102'],
      ['k8s-w2', '192.168.10.101'],
    ]
    const loop = ring.reduce(
      (fabric, [name = '', via]) => withRoutes(fabric, name, `10.66.0.0/16 via ${via} dev ens5`),
      crossSubnet,
    )
    expect(outcome(ping(loop, 'k8s-m', '10.66.0.1'))).toMatch(/^time-exceeded from/)
  })

  it('a host that is not in the fabric is a fault of ours', () => {
    expect(() => ping(never, 'nobody', POD1)).toThrow(InvariantError)
  })
})

it('[IN-3] nobody answers a ping to a whole network, at home or behind a router', () => {
  const at = (to: string): string => outcome(ping(crossSubnet, 'default/pod1', to))
  expect([at('192.168.10.255'), at('192.168.20.255')]).toEqual(['lost broadcast at k8s-w1', 'lost broadcast at router'])
})

it('multicast is refused by name', () => {
  expect(ping(crossSubnet, 'k8s-w1', '224.0.0.1').verdict).toMatchObject({
    kind: 'lost',
    reason: { kind: 'unmodelled', what: 'multicast' },
  })
})

describe('what takes time', () => {
  const dead = withLink(crossSubnet, 'k8s-w2', 'ens5', { up: false })

  it('[ARP-3] a neighbour that does not answer: the sender is told when the three requests have failed', () => {
    const trace = ping(dead, 'default/pod1', POD2)
    expect(outcome(trace)).toBe('host-unreachable from 192.168.10.101')
    expect(trace.steps.at(-1)?.timeUs).toBeGreaterThan(3_000_000)
  })

  it('[ARP-3] one who waits a second for each packet hears of it with the third', () => {
    expect(pingAgain(dead, 3, 'default/pod1', POD2, { waitMs: 1000 })).toEqual([
      'lost no-neighbour at k8s-w1',
      'lost no-neighbour at k8s-w1',
      'host-unreachable from 192.168.10.101',
    ])
  })

  it('[ARP-3] a packet that waited is complained of, whichever ping is under way by then', () => {
    const { memory } = ping(dead, 'default/pod1', POD2, { waitMs: 1000 })
    const later = { ...memory, nowUs: memory.nowUs + 1_500_000 }
    const other = ping(dead, 'default/pod3', '172.16.34.99', { waitMs: 1000 }, later)
    expect(outcome(other)).toBe('lost blackhole at k8s-w0')
    const errors = other.packets.flatMap(({ error, fate, parent }) => (error ? [[error, fate, parent]] : []))
    expect(errors).toEqual([['host-unreachable', 'lost', undefined]])
    expect(losses(other)).toContain('host-unreachable: not-for-the-sender at default/pod1')
    expect([memory.waiting.length, other.memory.waiting.length]).toEqual([1, 0])
  })

  it('[ARP-3] nobody hears of it who has stopped waiting', () => {
    const { verdict, memory } = tracePacket(
      dead,
      exampleProbe('default/pod1', POD2, { waitMs: 1000 }),
      undefined,
      4_000_000,
    )
    expect([verdict.kind, memory.waiting, memory.nowUs]).toEqual(['lost', [], 4_000_000])
  })

  it('[ARP-3] one run of ping hears of its earlier packets; another ping does not', () => {
    const first = ping(dead, 'default/pod1', POD2, { waitMs: 1000 })
    const second = { waitMs: 2500, identifier: 1, sequence: 2 }
    const same = ping(dead, 'default/pod1', POD2, second, first.memory)
    expect(same.late).toMatchObject([{ sequence: 1, verdict: same.verdict }])
    const another = ping(dead, 'default/pod1', POD2, { waitMs: 2500 }, first.memory)
    expect([another.late, outcome(another)]).toEqual([[], 'host-unreachable from 192.168.10.101'])
  })

  it('[ARP-2] [ARP-3] on a node without a default route the pod itself gives up', () => {
    const lonely = withNamespace(crossSubnet, 'k8s-w1', ({ routes }) => ({
      routes: routes.filter(({ destination }) => destination.length > 0),
    }))
    expect(pingAgain(lonely, 3, 'default/pod1', POD2).at(-1)).toBe('host-unreachable from 172.16.158.8')
  })
})
