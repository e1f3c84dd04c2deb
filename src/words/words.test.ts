import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../cases/read-case'
import { addressOfHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import { ip } from '../engine/net/ipv4'
import { prefix } from '../engine/net/prefix'
import type { DropReason, Trace } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import { lostAtRouter, route, wrappedRoundTrip } from '../playback/example-traces'
import { timelineOf } from '../playback/timeline-of'
import { provenance } from './en/provenance'
import { step } from './en/step'
import { lossText } from './loss-text'
import { routeText } from './provenance-text'
import type { Said } from './said'
import { dropText, stepDetails, stepText } from './steps'
import { verdictText } from './verdict'

const catalogue = i18next.createInstance()
void catalogue.init({
  lng: 'en',
  resources: { en: { translation: { ...step, ...provenance } } },
  interpolation: { escapeValue: false },
  initAsync: false,
})

const text = ({ key, params = {} }: Said): string => {
  if (!catalogue.exists(key)) throw new Error(`no words for ${key}`)
  const filled = Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? text(value) : value])
  return catalogue.t(key as never, Object.fromEntries(filled)) as unknown as string
}

function pingIn(lab: string, from: string, to: string, ttl = 64) {
  const fabric = realize(readCase(lab).document)
  const probe = { payloadBytes: 56, ttl, pathMtuDiscovery: 'want' } as const
  return { fabric, trace: tracePacket(fabric, { from, destination: addressOfHost(fabric, to), ...probe }) }
}

const story = (trace: Trace): string[] => timelineOf(trace).moments.map((moment) => text(stepText(trace, moment.step)))

describe('stepText', () => {
  it('tells the way through the tunnel', () => {
    expect(story(wrappedRoundTrip()).slice(0, 9)).toEqual([
      'pod1 pings pod3 (172.16.34.1); its route: default via 169.254.1.1 dev eth0.',
      '172.16.34.0/24 via 192.168.20.100 dev tunl0 wins over default. 192.168.20.100 is outside k8s-w1’s 192.168.10.0/24, so CrossSubnet sends it through tunl0.',
      'tunl0 puts an outer header on: 192.168.10.101 → 192.168.20.100, protocol 4. TTL and DF are copied from inside.',
      'To the gateway 192.168.10.1: 192.168.20.100 is not on this link.',
      '192.168.20.0/24 dev eth1 is the only match.',
      'tunl0 takes the outer header off. The packet inside is unchanged since k8s-w1 (192.168.10.101) wrapped it.',
      '172.16.34.1 dev cali49778cadcf1 is the only match. default/pod3 lives on k8s-w0, so Felix points 172.16.34.1 at its interface.',
      'pod3 has the echo request, ttl 62.',
      'pod3 answers pod1 (172.16.158.8); its route: default via 169.254.1.1 dev eth0.',
    ])
  })

  it('tells a loss', () => {
    expect(story(lostAtRouter()).slice(2)).toEqual([
      'The request is lost at router: no route to 172.16.34.1.',
      'router would send to pod1 (172.16.158.8), but has no route there.',
      'The ICMP error about it is lost too, at router: no route to 172.16.158.8.',
    ])
  })

  it('tells what was lost first, and that the complaint about it got nowhere', () => {
    expect(story(pingIn('reference-never', 'default/pod1', 'default/pod3').trace).slice(2)).toEqual([
      'The request is lost at router: no route to 172.16.34.1.',
      'Then router’s own complaint, ICMP “net unreachable”, finds no way back: no route to pod1 (172.16.158.8).',
    ])
  })

  it('names the node whose tunnel address is answered', () => {
    const { trace } = pingIn('reference-always', 'k8s-w1', 'default/pod3')
    expect(story(trace)).toContain('pod3 answers k8s-w1 (172.16.158.0); its route: default via 169.254.1.1 dev eth0.')
  })

  it('has words for every step and its details', () => {
    for (const trace of [wrappedRoundTrip(), lostAtRouter()]) {
      for (const { index } of trace.steps) {
        for (const said of [stepText(trace, index), ...stepDetails(trace, index)])
          expect(text(said)).not.toMatch(/\{\{/)
      }
    }
  })
})

describe('stepDetails', () => {
  const details = (trace: Trace, index: number) =>
    stepDetails(trace, timelineOf(trace).moments[index]?.step ?? -1).map(text)

  it('says why the others lost, but not again what the step says', () => {
    expect(details(wrappedRoundTrip(), 1)).toEqual([
      'The longest prefix wins: /24 over /0.',
      'The TTL goes down to 63.',
    ])
  })

  it('says that an outer packet is routed anew', () => {
    expect(details(wrappedRoundTrip(), 2)).toEqual([
      'It grows by 20 bytes.',
      'The outer packet, to 192.168.20.100, is routed again: default via 192.168.10.1 dev ens5.',
    ])
  })

  it('says which TTL a router touches', () => {
    expect(details(wrappedRoundTrip(), 4)).toContain(
      'Only the outer header counts on the way: its TTL goes down to 62, the packet inside stays as it is.',
    )
  })
})

describe('verdictText', () => {
  it('is one line for the one who pings', () => {
    expect(text(verdictText(wrappedRoundTrip()))).toBe('pod1 → pod3 · delivered, ttl 62, wrapped both ways')
    expect(text(verdictText(lostAtRouter(), 'default/pod3'))).toBe(
      'pod1 → pod3 · lost at router: no route to 172.16.34.1',
    )
    expect(text(verdictText(lostAtRouter()))).toMatch(/^pod1 → 172\.16\.34\.1 · lost/)
  })

  it('says why a packet could not leave', () => {
    const verdict = { kind: 'local-error', error: 'message-too-long', mtuBytes: 1480 } as const
    expect(text(verdictText({ ...lostAtRouter(), verdict }, 'pod3'))).toBe(
      'pod1 → pod3 · cannot leave pod1: longer than the MTU of 1480',
    )
  })

  it('names both the loss and who reported it', () => {
    const verdict = { kind: 'error', ttl: 63, error: 'net-unreachable', from: ip('192.168.10.1') } as const
    expect(text(verdictText({ ...lostAtRouter(), verdict }, 'pod3'))).toBe(
      'pod1 → pod3 · lost at router: no route to 172.16.34.1 (192.168.10.1 says net unreachable)',
    )
  })
})

describe('lossText', () => {
  it('tells the whole story: what, why, and why nobody heard', () => {
    expect(lossText(lostAtRouter()).map(text)).toEqual([
      'The request was lost: router has no route to 172.16.34.1, not even a default one.',
      'ipipMode Never hands packets for 172.16.34.0/24 to 192.168.10.1 unwrapped, and nothing told router where pods live.',
      'Then router’s own complaint, ICMP “net unreachable” to pod1 (172.16.158.8), found no way back either.',
    ])
  })

  const lossIn = (lab: string, from: string, to: string) => {
    const { fabric, trace } = pingIn(lab, from, to)
    expect(fabric.namespaces.has(from)).toBe(true)
    return lossText(trace).map(text)
  }

  it('says when a packet went by the default route for want of a better one', () => {
    expect(lossIn('007-nomesh', 'default/pod-3', 'default/pod-0')[1]).toMatch(
      /^node-\d sent it there by its default route: no other line of its table is about 172\.29\.114\.25\.$/,
    )
  })

  it('says when proxy ARP fails because the node has no default route', () => {
    expect(lossIn('025-nogw', 'default/pod-3', 'default/pod-4').slice(0, 2)).toEqual([
      'The request was lost at pod-3: nobody answers ARP for 169.254.1.1 on eth0.',
      'Nobody has that address. The node answers for it by proxy ARP, but only if it has a route to it itself, such as a default route.',
    ])
  })

  it('says when the error about a reply reaches the one who replied', () => {
    expect(lossIn('011-drop179', 'default/pod-3', 'node-3').at(-1)).toBe(
      'Its ICMP “net unreachable” went to node-3, which had sent the reply; pod-3 is not told.',
    )
  })

  it('says when a tunnel’s packet is complained about to the tunnel', () => {
    const { trace } = pingIn('reference-crosssubnet', 'default/pod1', 'default/pod3', 2)
    expect(lossText(trace).map(text)).toEqual([
      'The request was lost at router: the TTL has run out.',
      'Its ICMP “time to live exceeded” went to k8s-w1, whose tunnel sent the outer packet; pod1 is not told.',
    ])
  })

  it('is silent about a ping that was answered', () => {
    expect(lossText(wrappedRoundTrip())).toEqual([])
  })
})

const plain = route('172.16.34.0/24', { dev: 'ens5', via: '192.168.10.1' })

/** One of each kind: a kind without an example does not compile. */
const REASONS: { readonly [K in DropReason['kind']]: Extract<DropReason, { readonly kind: K }> } = {
  'no-route': { kind: 'no-route', destination: ip('172.16.34.1') },
  blackhole: { kind: 'blackhole', route: { ...plain, type: 'blackhole', nextHops: [] } },
  'unreachable-route': { kind: 'unreachable-route', route: { ...plain, type: 'unreachable', nextHops: [] } },
  prohibited: { kind: 'prohibited', route: { ...plain, type: 'prohibit', nextHops: [] } },
  'ttl-expired': { kind: 'ttl-expired' },
  'too-big': { kind: 'too-big', sizeBytes: 1500, mtuBytes: 1480, link: 'tunl0' },
  filtered: { kind: 'filtered', rule: { protocol: 4 } },
  'input-filtered': {
    kind: 'input-filtered',
    filter: { protocol: 4, addresses: new Set(), networks: [], provenance: plain.provenance },
    source: ip('192.168.10.7'),
  },
  'no-neighbour': { kind: 'no-neighbour', nextHop: ip('192.168.10.7'), link: 'ens5' },
  'not-forwarding': { kind: 'not-forwarding' },
  broadcast: { kind: 'broadcast' },
  'no-tunnel-device': { kind: 'no-tunnel-device', protocol: 4 },
  'closed-port': { kind: 'closed-port', port: 33434 },
  'no-vtep': { kind: 'no-vtep', gateway: ip('172.16.34.0'), link: 'vxlan.calico' },
  'link-down': { kind: 'link-down', link: 'ens5' },
  'lost-on-wire': {
    kind: 'lost-on-wire',
    segment: 'a',
    loss: { kind: 'too-big', sizeBytes: 1500, mtuBytes: 1400 },
  },
  'martian-source': { kind: 'martian-source', source: ip('192.168.10.7') },
  'reverse-path': { kind: 'reverse-path', mode: 'strict', source: ip('172.16.34.1'), link: 'ens5', route: plain },
  'not-for-the-sender': { kind: 'not-for-the-sender' },
  'unmatched-answer': { kind: 'unmatched-answer' },
  unmodelled: { kind: 'unmodelled', what: 'fragmentation' },
  loop: { kind: 'loop' },
}

describe('dropText', () => {
  it.each(Object.values(REASONS))('has words for $kind', (reason) => {
    expect(text(dropText(reason))).toMatch(/^\S[^{}]+[^.]$/)
  })

  it('says what a filter looks at', () => {
    const rules = [
      { protocol: 6, port: 179 },
      { source: prefix('172.16.0.0/16') },
      { protocol: 4, source: prefix('172.16.0.0/16') },
      { protocol: 4, destination: prefix('192.168.10.101/32') },
      { destination: prefix('192.168.10.101/32') },
      { protocol: 6, port: 179, source: prefix('10.0.0.1/32'), destination: prefix('10.0.0.2/32') },
      {},
    ]
    expect(rules.map((rule) => text(dropText({ kind: 'filtered', rule })))).toEqual([
      'a filter drops IP protocol 6, port 179',
      'a filter drops everything from 172.16.0.0/16',
      'a filter drops IP protocol 4 from 172.16.0.0/16',
      'a filter drops IP protocol 4 to 192.168.10.101/32',
      'a filter drops everything to 192.168.10.101/32',
      'a filter drops IP protocol 6, port 179 from 10.0.0.1/32 to 10.0.0.2/32',
      'a filter drops everything',
    ])
  })
})

describe('routeText', () => {
  const why = (because: string, details: Record<string, string>) =>
    text(routeText(route('172.16.34.0/24', { dev: 'ens5', via: '192.168.10.1' }, because, details), 'k8s-w1'))
  const details = { block: '172.16.34.0/24', nextHop: '192.168.20.100', ownNetwork: '192.168.10.0/24' }

  it('explains a plain route by its mode and by how its next hop is reached', () => {
    expect(why('bird-plain', { ...details, mode: 'Never', gateway: '192.168.10.1' })).toMatch(/behind 192\.168\.10\.1/)
    expect(why('bird-plain', { ...details, mode: 'Never', gateway: '192.168.20.100' })).toMatch(/^ipipMode Never/)
    expect(why('bird-plain', { ...details, mode: 'CrossSubnet' })).toMatch(/is inside k8s-w1’s 192\.168\.10\.0\/24/)
    expect(why('bird-plain', details)).toMatch(/nothing wraps it/)
  })

  it('falls back to the programmer for a reason that has no words', () => {
    expect(why('bird-whim', {})).toBe('Programmed by BIRD.')
  })
})

describe('every recorded lab', () => {
  const labs = caseNames().map((name) => ({ name, fabric: realize(readCase(name).document) }))
  const isWhole = (said: Said): boolean => !/[{}]|Programmed by/.test(text(said))

  it('has routes that can all be explained', () => {
    const unexplained = labs.flatMap(({ name, fabric }) =>
      [...fabric.namespaces.values()].flatMap((namespace) =>
        namespace.routes
          .filter((candidate) => !isWhole(routeText(candidate, namespace.name)))
          .map(({ provenance: { because, details } }) => [name, because, details]),
      ),
    )
    expect(labs.length).toBeGreaterThan(70)
    expect(unexplained).toEqual([])
  })

  it.each(labs)('has pings that can all be told: $name', ({ fabric }) => {
    const pods = [...fabric.namespaces.keys()].filter((host) => host.includes('/')).slice(0, 3)
    const pairs = pods.flatMap((from) => [...pods, ...fabric.namespaces.keys()].slice(0, 7).map((to) => ({ from, to })))
    for (const { from, to } of pairs) {
      const probe = { payloadBytes: 1400, ttl: 64, pathMtuDiscovery: 'want' } as const
      const trace = tracePacket(fabric, { from, destination: addressOfHost(fabric, to), ...probe })
      const steps = trace.steps.flatMap(({ index }) => [stepText(trace, index), ...stepDetails(trace, index)])
      const told = [verdictText(trace, to), ...lossText(trace), ...steps]
      expect(told.filter((said) => !isWhole(said)).map(text), `${from} ${to}`).toEqual([])
    }
  })
})
