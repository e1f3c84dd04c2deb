import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../cases/read-case'
import { withUnderlay } from '../engine/lab/example-lab'
import { addressOfHost } from '../engine/lab/find-host'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import { formatIpv4 } from '../engine/net/ipv4'
import { prefixContains, prefixOf } from '../engine/net/prefix'
import { tracePacket } from '../engine/trace/trace-packet'
import { type Evidence, evidenceOf } from './evidence'
import { timelineOf } from './timeline-of'

const PING = { payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' } as const

function labOf(name: string) {
  const { document } = readCase(name)
  return { fabric: realize(document), cluster: clusterOf(document) }
}

function ping(lab: ReturnType<typeof labOf>, from: string, to: string) {
  return timelineOf(tracePacket(lab.fabric, { from, destination: addressOfHost(lab.fabric, to), ...PING }))
}

const told = (evidence: readonly Evidence[]): string[] =>
  evidence.map((one) => {
    if (one.kind === 'comparison') {
      const { own, other, sameSubnet } = one.comparison
      return `${formatIpv4(own.address)}/${own.length} ${sameSubnet ? 'holds' : 'does not hold'} ${formatIpv4(other)}`
    }
    if (one.kind === 'programmed') return `by ${one.provenance.programmer}`
    if (one.kind === 'set') return one.fields.map(({ path }) => path.join('.')).join()
    const ranks = one.lookup.candidates.map(({ rank, equalBits }) => `${rank} ${equalBits}`)
    return `${one.of} on ${one.host}: ${ranks.join(', ')}`
  })

describe('evidenceOf', () => {
  it('has the lookup, who programmed what won, and what CrossSubnet compared', () => {
    const lab = labOf('reference-crosssubnet')
    const timeline = ping(lab, 'default/pod1', 'default/pod3')
    const [, routing, tunnel] = timeline.moments.map((moment) => told(evidenceOf(timeline, moment, lab)))
    expect(routing).toEqual([
      'packet on k8s-w1: wins 24, shorter-prefix 0',
      'by bird',
      '192.168.10.101/24 does not hold 192.168.20.100',
    ])
    expect(tunnel?.[0]).toBe('outer on k8s-w1: wins 0')
  })

  it('shows what came closest where nothing matched', () => {
    const lab = labOf('reference-never')
    const timeline = ping(lab, 'default/pod1', 'default/pod3')
    const router = timeline.moments.find(({ look }) => look === 'lost')
    expect(router && told(evidenceOf(timeline, router, lab))).toEqual(['packet on router: no-match 1, no-match 1'])
  })

  it('names the setting that drops it', () => {
    const { document } = readCase('reference-crosssubnet')
    const filtered = withUnderlay(document, { drops: [{ protocol: 4 }] })
    const lab = { fabric: realize(filtered), cluster: clusterOf(filtered) }
    const timeline = ping(lab, 'default/pod1', 'default/pod3')
    const lost = timeline.moments.find(({ look }) => look === 'lost')
    expect(lost && told(evidenceOf(timeline, lost, lab)).at(-1)).toBe('spec.drops.0')
  })

  it.each(caseNames())('%s: explains the routes that traces took, and compares as the masks say', (name) => {
    const lab = labOf(name)
    const pods = [...lab.fabric.namespaces.keys()].filter((host) => host.includes('/')).slice(0, 4)
    for (const from of pods) {
      for (const to of pods) {
        const timeline = ping(lab, from, to)
        for (const moment of timeline.moments) {
          for (const one of evidenceOf(timeline, moment, lab)) {
            if (one.kind === 'lookup') agreesWithTrace(one, timeline.trace.steps)
            if (one.kind !== 'comparison') continue
            const { own, other, sameSubnet } = one.comparison
            expect(sameSubnet).toBe(prefixContains(prefixOf(own.address, own.length), other))
          }
        }
      }
    }
  })
})

function agreesWithTrace(
  { host, lookup, chosen, alternatives }: Extract<Evidence, { kind: 'lookup' }>,
  steps: ReturnType<typeof ping>['trace']['steps'],
): void {
  const asked = steps.find(
    ({ namespace, event }) =>
      namespace === host && 'lookup' in event && event.lookup.destination === lookup.destination,
  )
  const winner = lookup.candidates.find(({ rank }) => rank === 'wins')?.route
  if (!asked || !('lookup' in asked.event)) return expect(winner).toBeUndefined()
  expect(winner).toBe(asked.event.lookup.route)
  if (alternatives) expect([...alternatives, chosen]).toHaveLength(winner?.nextHops.length ?? 0)
}
