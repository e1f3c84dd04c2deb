import { describe, expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import type { Fabric } from '../fabric/fabric'
import { edited } from '../lab/example-lab'
import { realize } from '../lab/realize'
import { exampleRoute } from '../linux/example-namespace'
import { compareRoutes } from '../linux/route-order'
import { ip } from '../net/ipv4'
import { losses, ping, withNamespace } from './example-ping'
import { FRESH_MEMORY, peerKey, type TraceMemory } from './memory'
import type { Probe } from './trace'

const never = realize(edited(reference.document, { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' }))
const NOWHERE = '203.0.113.1'
const NODE = 'k8s-w1'

/** Of pings that a node sends at those moments, in milliseconds, the ones it hears an error of. */
function answeredAt(fabric: Fabric, moments: readonly number[], changes: Partial<Probe> = {}): readonly number[] {
  let memory: TraceMemory = FRESH_MEMORY
  return moments.filter((moment) => {
    const trace = ping(fabric, NODE, NOWHERE, changes, { ...memory, nowUs: moment * 1000 })
    memory = trace.memory
    return trace.verdict.kind === 'error'
  })
}

// Each of these was seen so under Linux 6.1, between two network namespaces, with the same pauses.
describe('how often a router complains', () => {
  const soon = Array.from({ length: 8 }, (_, i) => i * 40)
  const later = [2300, 2350]

  it('[ICMP-4] of a TTL: six times at once, then once for each second', () => {
    const answered = answeredAt(withDefault(never), [...soon, ...later], { ttl: 1 })
    expect(answered).toEqual([...soon.slice(0, 6), ...later])
  })

  it('[ICMP-5] of a route that is missing: twice, then hardly ever while one asks every second', () => {
    const moments = [0, 45, 97, 1146, 2202, 3259, 4335, 5519, 6611, 7690, 8823, 10173]
    expect(answeredAt(never, moments)).toEqual([0, 45, 10173])
  })

  it('[ICMP-5] and again when it was left alone', () => {
    expect(answeredAt(never, [0, 40, 80, 6000, 6040, 6080])).toEqual([0, 40, 6000, 6040])
  })

  describe('with icmp_ratelimit 0', () => {
    const unlimited = withNamespace(never, 'router', () => ({ icmpRatelimitMs: 0 }))

    it('[ICMP-4] of a TTL: every time', () => {
      expect(answeredAt(withDefault(unlimited), soon, { ttl: 1 })).toEqual(soon)
    })

    it('[ICMP-5] of a missing route: once in a second, as the bucket is emptied each time', () => {
      expect(answeredAt(never, [0, 138])).toEqual([0, 138])
      expect(answeredAt(unlimited, [0, 138, 1239, 1284, 2354, 2404])).toEqual([0, 1239, 2354])
    })
  })
})

/** The router, with a way for everything: what it cannot send is then the TTL's fault alone. */
const withDefault = (fabric: Fabric): Fabric =>
  withNamespace(fabric, 'router', ({ routes }) => ({
    routes: [...routes, exampleRoute('default via 192.168.20.100 dev eth1')].sort(compareRoutes),
  }))

it('[ICMP-5] one that has no way back is not sent, and paid for all the same', () => {
  const trace = ping(never, 'default/pod1', '172.16.34.1')
  expect(losses(trace)).toContain('request: no-route at router')
  const tokens = trace.memory.errorTokens.get(peerKey('router', ip('172.16.158.8')))
  expect(tokens?.tokensUs).toBe(4_000_000)
})
