import { describe, expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { edited } from '../lab/example-lab'
import { realize } from '../lab/realize'
import { exampleRoute } from '../linux/example-namespace'
import { compareRoutes } from '../linux/route-order'
import { formatIpv4, type Ipv4, ip } from '../net/ipv4'
import type { Mac } from '../net/mac'
import { losses, outcome, ping, withNamespace } from './example-ping'
import type { TraceMemory } from './memory'
import { heardAsking, type LearnedNeighbour, neighbourStateAt, usedAt } from './neighbours'

const second = (count: number): number => count * 1_000_000
const MAC = '02:00:00:00:00:01' as Mac
const known = (state: 'reachable' | 'stale' | 'delay'): LearnedNeighbour => ({
  kind: 'known',
  mac: MAC,
  state,
  sinceUs: 0,
})

describe('what becomes of an entry', () => {
  it.each<[string, LearnedNeighbour, number, string]>([
    ['asked for', { kind: 'asked', sinceUs: 0 }, 3, 'incomplete'],
    ['asked for in vain', { kind: 'asked', sinceUs: 0 }, 4, 'failed'],
    ['that has answered', known('reachable'), 14, 'reachable'],
    ['that answered long ago', known('reachable'), 46, 'stale'],
    ['that has asked', known('stale'), 1000, 'stale'],
    ['used though it was stale', known('delay'), 4, 'delay'],
    ['asked again after that', known('delay'), 6, 'reachable'],
    ['asked again, long ago', known('delay'), 51, 'stale'],
  ])('[ARP-4] one %s', (_, entry, seconds, expected) => {
    expect(neighbourStateAt(entry, second(seconds))).toBe(expected)
  })

  it('[ARP-4] using it changes a stale one only; hearing it ask, one that is new or has failed', () => {
    expect(usedAt(known('reachable'), second(60))).toEqual({ ...known('delay'), sinceUs: second(60) })
    expect(usedAt(known('reachable'), second(10))).toEqual(known('reachable'))
    expect(heardAsking(known('reachable'), MAC, second(5))).toEqual(known('reachable'))
    expect(heardAsking(undefined, MAC, 0)).toEqual(known('stale'))
    expect(heardAsking({ kind: 'asked', sinceUs: 0 }, MAC, 0)).toEqual(known('stale'))
  })
})

const direct = realize(
  edited(reference.document, { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' }),
)

/** What a host has learned, `address dev state`. */
const table = (memory: TraceMemory, host: string, atUs = memory.nowUs): string[] =>
  [...memory.neighbours].flatMap(([key, entry]) => {
    const [namespace, dev, address] = key.split('\0')
    if (namespace !== host) return []
    return [`${formatIpv4(Number(address) as Ipv4)} ${dev} ${neighbourStateAt(entry, atUs)}`]
  })

describe('what a ping teaches', () => {
  const { memory } = ping(direct, 'default/pod1', '172.16.184.2')

  it('[ARP-4] who asks and who is asked, on each link', () => {
    expect(table(memory, 'default/pod1')).toEqual(['169.254.1.1 eth0 reachable'])
    // The pod asked for the gateway, the node then for the other node; the reply goes to who has asked.
    expect(table(memory, 'k8s-w1')).toEqual(['172.16.158.8 calice0906292e2 delay', '192.168.10.102 ens5 reachable'])
    expect(table(memory, 'k8s-w2')).toEqual(['192.168.10.101 ens5 delay', '172.16.184.2 calibd2348b4f67 reachable'])
    // The node asked from its own address, as its end of the cable has none.
    expect(table(memory, 'default/pod2')).toEqual(['192.168.10.102 eth0 stale', '169.254.1.1 eth0 reachable'])
  })

  it('[ARP-4] and five seconds later', () => {
    expect(table(memory, 'k8s-w1', memory.nowUs + second(6))[0]).toBe('172.16.158.8 calice0906292e2 reachable')
  })

  it('[ARP-3] whom nobody knows', () => {
    const lost = ping(direct, 'k8s-w1', '192.168.10.77')
    expect(table(lost.memory, 'k8s-w1', second(1))).toEqual(['192.168.10.77 ens5 incomplete'])
    expect(table(lost.memory, 'k8s-w1')).toEqual(['192.168.10.77 ens5 failed'])
  })
})

it('[RPF-3, ARP-4] who would not be answered now, but knows the address from before, need not ask', () => {
  // A reply from the tunnel's address: strictly, the neighbour would have it come by tunl0, and not hear the question.
  const tunnel = withNamespace(direct, 'k8s-w2', ({ routes }) => ({
    rpFilter: 1,
    routes: [...routes, exampleRoute('10.7.7.7/32 via 192.168.20.1 dev cali0')].sort(compareRoutes),
  }))
  const strict = withNamespace(tunnel, 'k8s-w1', ({ links }) => ({
    links: links.map((link) =>
      link.name === 'lo'
        ? { ...link, addresses: [...link.addresses, { address: ip('10.7.7.7'), length: 32, scope: 'global' as const }] }
        : link,
    ),
  }))
  const as = (source: string) => ({ source: ip(source) })
  expect(outcome(ping(strict, 'k8s-w1', '192.168.10.102', as('10.7.7.7')))).toMatch(
    /^(lost no-neighbour|host-unreachable)/,
  )
  const { memory } = ping(strict, 'k8s-w1', '192.168.10.102')
  expect(losses(ping(strict, 'k8s-w1', '192.168.10.102', as('10.7.7.7'), memory))).toEqual([
    'request: reverse-path at k8s-w2',
  ])
})
