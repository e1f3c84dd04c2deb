import { describe, expect, it } from 'vitest'
import { readCase } from '../cases/read-case'
import { addressOfHost, findHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import type { Probe, Trace } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import { sceneAt, stillScene } from './scene-at'
import type { Anchor } from './timeline'
import { timelineOf } from './timeline-of'

function ping(lab: string, from: string, to: string, options: Partial<Probe> = {}): Trace {
  const fabric = realize(readCase(lab).document)
  const [source, destination] = [findHost(fabric, from), findHost(fabric, to)]
  if (source === undefined || destination === undefined) throw new Error(`no ${from} or ${to} in ${lab}`)
  const probe = { payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want', ...options } as const
  return tracePacket(fabric, { from: source, destination: addressOfHost(fabric, destination), ...probe })
}

const named = ({ namespace, link }: Anchor): string =>
  [namespace.replace('default/', ''), link].filter(Boolean).join(' ')

const walk = (trace: Trace): string[] => timelineOf(trace).moments.map(({ at, look }) => `${named(at)}, ${look}`)

describe('the reference cluster, pod1 to pod3', () => {
  it('CrossSubnet: through tunl0 both ways, in sixteen moments', () => {
    expect(walk(ping('reference-crosssubnet', 'pod1', 'pod3'))).toEqual([
      'pod1 eth0, local',
      'k8s-w1, local',
      'k8s-w1 tunl0, ipip',
      'k8s-w1 ens5, ipip',
      'router, ipip',
      'k8s-w0 tunl0, local',
      'k8s-w0, local',
      'pod3 eth0, local',
      'pod3 eth0, local',
      'k8s-w0, local',
      'k8s-w0 tunl0, ipip',
      'k8s-w0 ens5, ipip',
      'router, ipip',
      'k8s-w1 tunl0, local',
      'k8s-w1, local',
      'pod1 eth0, local',
    ])
  })

  it('CrossSubnet, to pod2 beside it: direct from the node that decides so', () => {
    expect(walk(ping('reference-crosssubnet', 'pod1', 'pod2')).slice(0, 4)).toEqual([
      'pod1 eth0, local',
      'k8s-w1, direct',
      'k8s-w2, local',
      'pod2 eth0, local',
    ])
  })

  it('Never: breaks at the router, and so does the error', () => {
    const trace = ping('reference-never', 'pod1', 'pod3')
    expect(walk(trace)).toEqual(['pod1 eth0, local', 'k8s-w1, direct', 'router, lost', 'router, lost'])
    expect(stillScene(timelineOf(trace), 2).capsules[0]).toMatchObject({ broken: { reason: { kind: 'no-route' } } })
  })

  it('Always: a node’s own ping starts at its routing, not twice at tunl0', () => {
    expect(walk(ping('reference-always', 'k8s-w1', 'pod3')).slice(0, 3)).toEqual([
      'k8s-w1, local',
      'k8s-w1 tunl0, ipip',
      'k8s-w1 ens5, ipip',
    ])
  })

  it('a ping that stays on its node is local from end to end', () => {
    const looks = timelineOf(ping('reference-always', 'k8s-w1', 'pod1')).moments.map(({ look }) => look)
    expect(new Set(looks)).toEqual(new Set(['local']))
  })

  it('NAT rewrites the source where the packet leaves, and the answer’s destination where it returns', () => {
    const { moments, legs } = timelineOf(ping('reference-never', 'pod1', 'k8s-w0'))
    const rewrites = legs.filter(({ action }) => action === 'rewrite')
    expect(rewrites.map(({ before, after }) => [before[0], after[0]].map((layer) => layer?.source))).toEqual([
      ['172.16.158.8', '192.168.10.101'],
      ['192.168.20.100', '192.168.20.100'],
    ])
    expect(moments).toHaveLength(10)
    expect(moments.slice(0, 4).map(({ look }) => look)).toEqual(['local', 'direct', 'direct', 'direct'])
  })
})

describe('a packet in VXLAN', () => {
  it('grows by 50 bytes at vxlan.calico', () => {
    const { legs } = timelineOf(ping('012-vxlan', 'pod-1', 'shop/pod-2'))
    const wraps = legs.filter(({ action }) => action === 'wrap')
    expect(wraps).toHaveLength(2)
    for (const { before, after, to } of wraps) {
      expect(to.link).toBe('vxlan.calico')
      expect((after[0]?.lengthBytes ?? 0) - (before[0]?.lengthBytes ?? 0)).toBe(50)
    }
  })
})

describe('a packet in fragments', () => {
  it('is one capsule, that of the first fragment', () => {
    const trace = ping('reference-crosssubnet', 'pod1', 'pod3', { payloadBytes: 1472, pathMtuDiscovery: 'dont' })
    const timeline = timelineOf(trace)
    const transmits = trace.steps.filter(({ event, namespace }) => event.kind === 'transmit' && namespace === 'router')
    expect(transmits).toHaveLength(4)
    expect(timeline.moments).toHaveLength(16)
    expect(sceneAt(timeline, timeline.durationMs / 3).capsules).toHaveLength(1)
  })
})

describe('a ping that cannot leave', () => {
  it('breaks in the pod that sends it', () => {
    const timeline = timelineOf(
      ping('reference-crosssubnet', 'pod1', 'pod3', { payloadBytes: 1472, pathMtuDiscovery: 'do' }),
    )
    expect(timeline.trace.verdict.kind).toBe('local-error')
    expect(timeline.moments.map(({ at, look }) => [at.namespace, look])).toEqual([['default/pod1', 'lost']])
    const broken = sceneAt(timeline, timeline.durationMs / 2).capsules.map((capsule) => capsule.broken?.reason.kind)
    expect(broken).toEqual(['too-big'])
  })
})
