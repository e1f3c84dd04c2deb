import { describe, expect, it } from 'vitest'
import { caseNames, readCase, readKnownGaps } from '../../cases/read-case'
import { createFabric, type Fabric } from '../../engine/fabric/fabric'
import { bornWithVxlan, edited } from '../../engine/lab/example-lab'
import { addressOfHost, findHost } from '../../engine/lab/find-host'
import { realize } from '../../engine/lab/realize'
import { exampleProbe, withLink } from '../../engine/trace/example-ping'
import { tracePacket } from '../../engine/trace/trace-packet'
import reference from '../../labs/reference.yaml'
import { bothWays, type PairOutcome } from './outcome'
import { outcomeOfPair } from './ping-pair'

const POOL = 'default-ipv4-ippool'
const withMode = (mode: 'Never' | 'CrossSubnet' | 'Always') =>
  realize(edited(reference.document, { kind: 'set-ipip-mode', pool: POOL, mode }))

const inWords = (outcome: PairOutcome): string => {
  if (outcome.kind === 'lost') {
    const { of, reason, at, told } = outcome.loss
    return `${of} lost at ${at}: ${reason.kind}, told ${told?.error ?? 'nothing'}`
  }
  const { kind, there, back, ttl, mtuBytes } = outcome
  const ways = kind === 'asymmetric' ? ` ${there.carriage}/${back.carriage}` : ''
  return `${kind}${ways} ttl ${ttl} mtu ${mtuBytes} by ${there.hosts.filter((name) => !name.includes('/'))}`
}

const pair = (fabric: Fabric, from: string, to: string) => inWords(outcomeOfPair(fabric, from, to))

describe('in the reference lab', () => {
  it.each([
    ['CrossSubnet', 'default/pod1', 'default/pod2', 'direct ttl 62 mtu 1480 by k8s-w1,k8s-w2'],
    ['CrossSubnet', 'default/pod1', 'default/pod3', 'ipip ttl 62 mtu 1480 by k8s-w1,router,k8s-w0'],
    ['Always', 'default/pod1', 'default/pod2', 'ipip ttl 62 mtu 1480 by k8s-w1,k8s-w2'],
    ['Never', 'default/pod1', 'default/pod2', 'direct ttl 62 mtu 1480 by k8s-w1,k8s-w2'],
    ['Never', 'default/pod1', 'default/pod3', 'request lost at router: no-route, told nothing'],
    ['CrossSubnet', 'k8s-w1', 'default/pod1', 'local ttl 64 mtu 1480 by k8s-w1'],
    ['CrossSubnet', 'k8s-w1', 'k8s-w0', 'direct ttl 63 mtu 1500 by k8s-w1,router,k8s-w0'],
  ] as const)('%s: %s to %s: %s', (mode, from, to, expected) => expect(pair(withMode(mode), from, to)).toBe(expected))

  it('VXLAN takes 50 bytes, and its own TTL', () => {
    const fabric = realize(bornWithVxlan(reference.document, 'CrossSubnet'))
    expect(pair(fabric, 'default/pod1', 'default/pod3')).toBe('vxlan ttl 62 mtu 1450 by k8s-w1,router,k8s-w0')
  })

  it('a pod whose node is cut off loses the reply, not the request, if only the way back is gone', () => {
    const fabric = withMode('CrossSubnet')
    const cut = withLink(fabric, 'k8s-w0', 'tunl0', { up: false })
    expect(pair(cut, 'default/pod1', 'default/pod3')).toMatch(/^request lost at k8s-w0: no-tunnel-device/)
    expect(pair(cut, 'default/pod3', 'default/pod1')).toMatch(/^request lost at k8s-w0: link-down/)
  })
})

const answered = (ttl: number, kind: 'direct' | 'ipip' = 'direct'): PairOutcome => {
  const journey = { carriage: kind, hosts: [], ttl, mtuBytes: 1480 }
  return { kind, there: journey, back: journey, ttl, mtuBytes: 1480, sameWay: true }
}
const lost: PairOutcome = { kind: 'lost', loss: { of: 'request', reason: { kind: 'ttl-expired' }, at: 'router' } }

it.each([
  [answered(62), answered(62), 'direct'],
  [answered(62), answered(62, 'ipip'), 'asymmetric'],
  [answered(62), lost, 'lost'],
  [lost, lost, 'lost'],
])('both ways of a pair', (there, back, expected) => expect(bothWays(there, back).kind).toBe(expected))

/** Pods and tunnels as wide as the underlay: what a tunnel takes is then taken off by nobody before. */
const withWideDevices = ({ namespaces, segments }: Fabric): Fabric =>
  createFabric(
    [...namespaces.values()].map((namespace) => ({
      ...namespace,
      links: namespace.links.map((link) => (link.type.kind === 'loopback' ? link : { ...link, mtuBytes: 1500 })),
      routes: namespace.routes.map(({ mtuBytes: _, ...route }) => route),
    })),
    segments,
  )

/** What a recording shows of how a packet was carried: by the headers in front of the ICMP message. */
const carriedWrapped = (frames: Readonly<Record<string, readonly { layers: readonly unknown[] }[]>>): boolean =>
  Object.values(frames).some((ofHost) => ofHost.some(({ layers }) => layers.length > 1))

const GAPS = new Set(readKnownGaps().map(({ case: name }) => name))

describe('recorded pings', () => {
  it.each(caseNames().filter((name) => !GAPS.has(name)))('%s: answered and wrapped as the real kernel did', (name) => {
    const { document, expected } = readCase(name)
    const fabric = realize(document)
    const plain = expected.pings.filter(({ args, to }) => !args && findHost(fabric, to) !== undefined)
    for (const { from, to, received, ttl, frames } of plain) {
      const outcome = outcomeOfPair(fabric, findHost(fabric, from) ?? '', findHost(fabric, to) ?? '')
      expect([from, to, outcome.kind !== 'lost']).toEqual([from, to, received])
      if (outcome.kind === 'lost') continue
      const { there, back } = outcome
      expect(outcome.ttl).toBe(ttl)
      expect([there, back].some(({ carriage }) => carriage === 'ipip' || carriage === 'vxlan')).toBe(
        carriedWrapped(frames),
      )
    }
    expect(plain.length).toBeGreaterThan(0)
  })

  it.each(caseNames().filter((name) => /mtu|plain|vxlan|mask/.test(name)))(
    '%s: the MTU is the largest that passes',
    (name) => {
      const fabric = withWideDevices(realize(readCase(name).document))
      const hosts = [...fabric.namespaces.keys()]
      for (const from of hosts) {
        for (const to of hosts) {
          const outcome = outcomeOfPair(fabric, from, to)
          if (from === to || outcome.kind === 'lost' || outcome.there.mtuBytes > 60_000) continue
          const passes = (bytes: number): boolean => {
            const probe = exampleProbe(from, addressOfHost(fabric, to), {
              payloadBytes: bytes - 28,
              pathMtuDiscovery: 'do',
            })
            return tracePacket(fabric, probe).verdict.kind === 'answered'
          }
          expect([from, to, passes(outcome.there.mtuBytes), passes(outcome.there.mtuBytes + 1)]).toEqual([
            from,
            to,
            true,
            false,
          ])
        }
      }
    },
  )
})

describe('[FAULT-5] cables that lose by chance or take their time', () => {
  const netem = (way: 'send' | 'receive', what: 'loss' | 'delay' | 'duplicate', amount: number) =>
    ({ kind: 'set-fault', fault: { kind: 'node-netem', node: 'k8s-w2', way, what, amount }, on: true }) as const
  const outcomeWith = (...commands: readonly ReturnType<typeof netem>[]) =>
    outcomeOfPair(realize(edited(reference.document, ...commands)), 'default/pod1', 'default/pod2')

  it.each([
    ['nothing', [], undefined],
    [
      '10 per cent each way',
      [netem('send', 'loss', 10), netem('receive', 'loss', 10)],
      { lossPercent: 19, delayMs: 0 },
    ],
    ['99 per cent', [netem('send', 'loss', 99)], { lossPercent: 99, delayMs: 0 }],
    ['20 ms and 5 ms', [netem('send', 'delay', 20), netem('receive', 'delay', 5)], { lossPercent: 0, delayMs: 25 }],
    ['copies', [netem('send', 'duplicate', 100)], undefined],
  ])('%s: the pair is what it was, and says so', (_, commands, cables) => {
    expect(outcomeWith(...commands)).toMatchObject({ kind: 'direct', ttl: 62, ...(cables && { cables }) })
    if (!cables) expect(outcomeWith(...commands)).not.toHaveProperty('cables')
  })

  it('what loses everything loses the pair', () => {
    expect(outcomeWith(netem('send', 'loss', 100)).kind).toBe('lost')
  })
})
