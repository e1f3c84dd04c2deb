import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { ip } from '../engine/net/ipv4'
import { prefix } from '../engine/net/prefix'
import type { DropReason, Trace } from '../engine/trace/trace'
import { lostAtRouter, route, wrappedRoundTrip } from '../playback/example-traces'
import { timelineOf } from '../playback/timeline-of'
import { provenance } from './en/provenance'
import { step } from './en/step'
import { lossText } from './loss-text'
import { routeText } from './route-text'
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

const story = (trace: Trace): string[] => timelineOf(trace).moments.map((moment) => text(stepText(trace, moment.step)))

describe('stepText', () => {
  it('tells the way through the tunnel', () => {
    expect(story(wrappedRoundTrip()).slice(0, 9)).toEqual([
      'pod1 pings 172.16.34.1. Its route: default via 169.254.1.1 dev eth0.',
      '172.16.34.0/24 via 192.168.20.100 dev tunl0 wins over default.',
      'tunl0 puts an outer header on: 192.168.10.101 → 192.168.20.100, protocol 4. TTL and DF are copied from inside.',
      'To the gateway 192.168.10.1: 192.168.20.100 is not on this link.',
      '192.168.20.0/24 dev eth1 is the only match.',
      'tunl0 takes the outer header off. Inside, the packet is as 192.168.10.101 wrapped it.',
      '172.16.34.1 dev cali49778cadcf1 is the only match.',
      'pod3 has the echo request, ttl 62.',
      'pod3 answers 172.16.158.8. Its route: default via 169.254.1.1 dev eth0.',
    ])
  })

  it('tells a loss', () => {
    expect(story(lostAtRouter()).slice(2)).toEqual([
      'Lost at router: no route to 172.16.34.1.',
      'router would send to 172.16.158.8, but has no route there.',
      'Lost at router: no route to 172.16.158.8.',
    ])
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

  it('says who programmed the route and why, and why the others lost', () => {
    expect(details(wrappedRoundTrip(), 1)).toEqual([
      '192.168.20.100 is outside k8s-w1’s 192.168.10.0/24, so CrossSubnet sends it through tunl0.',
      'default would match too, but a shorter prefix loses.',
      'The TTL goes down to 63.',
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
    const verdict = { kind: 'error', error: 'net-unreachable', from: ip('192.168.10.1') } as const
    expect(text(verdictText({ ...lostAtRouter(), verdict }, 'pod3'))).toBe(
      'pod1 → pod3 · lost at router: no route to 172.16.34.1 (192.168.10.1 says net unreachable)',
    )
  })
})

describe('lossText', () => {
  it('tells the whole story: what, why, and why nobody heard', () => {
    expect(lossText(lostAtRouter()).map(text)).toEqual([
      'router has no route to 172.16.34.1, not even a default one.',
      'ipipMode Never hands packets for 172.16.34.0/24 to 192.168.10.1 unwrapped, and nothing told router where pods live.',
      'Its ICMP “net unreachable” to 172.16.158.8 found no way back either.',
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
  'no-neighbour': { kind: 'no-neighbour', nextHop: ip('192.168.10.7'), link: 'ens5' },
  'not-forwarding': { kind: 'not-forwarding' },
  'no-tunnel-device': { kind: 'no-tunnel-device', protocol: 4 },
  'no-vtep': { kind: 'no-vtep', gateway: ip('172.16.34.0'), link: 'vxlan.calico' },
  'link-down': { kind: 'link-down', link: 'ens5' },
  'martian-source': { kind: 'martian-source', source: ip('192.168.10.7') },
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
      {},
    ]
    expect(rules.map((rule) => text(dropText({ kind: 'filtered', rule })))).toEqual([
      'a filter drops IP protocol 6, port 179',
      'a filter drops everything from 172.16.0.0/16',
      'a filter drops IP protocol 4 from 172.16.0.0/16',
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
