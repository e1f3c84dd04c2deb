import { describe, expect, it } from 'vitest'
import { readCase } from '../cases/read-case'
import { addressOfHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import { ip } from '../engine/net/ipv4'
import type { StepEvent, Trace } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import { parseIpv4Header } from '../engine/wire/ipv4'
import { step as catalogue } from '../words/en/step'
import { echo, inVxlan, lostAtRouter, wrappedRoundTrip } from './example-traces'
import type { HeaderView } from './frame-view'
import { packetView } from './packet-view'

const stepOf = (trace: Trace, kind: StepEvent['kind'], namespace: string): number =>
  trace.steps.findIndex(({ event, namespace: at }) => event.kind === kind && at === namespace)

function nested(header: HeaderView | undefined): HeaderView[] {
  return header ? [header, ...nested(header.inside)] : []
}

const outline = (header: HeaderView | undefined) =>
  nested(header).map(({ protocol, role, added }) => `${added ? '+' : ''}${role} ${protocol}`)

const changes = (header: HeaderView | undefined) =>
  nested(header).flatMap(({ role, fields }) =>
    fields.flatMap(({ name, value, was }) => (was === undefined ? [] : [`${role} ${name}: ${was} to ${value}`])),
  )

describe('packetView', () => {
  it('nests the headers of a frame', () => {
    const trace = wrappedRoundTrip()
    const { outermost, removed } = packetView(trace, stepOf(trace, 'receive', 'router'))
    expect(outline(outermost)).toEqual([
      'link ethernet',
      'outer ipv4',
      'packet ipv4',
      'message icmp',
      'message payload',
    ])
    expect(removed).toEqual([])
    expect(changes(outermost)).toEqual([])
  })

  it('shows what a step changed: only the outer TTL at a router', () => {
    const trace = wrappedRoundTrip()
    const { outermost } = packetView(trace, stepOf(trace, 'forward', 'router'))
    expect(changes(outermost)).toEqual(['outer ttl: 63 to 62', expect.stringMatching(/^outer checksum: 0x/)])
  })

  it('since it came to a host: what the host as a whole did to it', () => {
    const fabric = realize(readCase('reference-crosssubnet').document)
    const destination = addressOfHost(fabric, 'default/pod3')
    const probe = { from: 'default/pod1', destination, payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' } as const
    const trace = tracePacket(fabric, probe)
    const last = (namespace: string) =>
      trace.steps.findLastIndex(({ packet, namespace: at }) => packet === 0 && at === namespace)
    expect(changes(packetView(trace, last('router'), 'host').outermost)).toEqual([
      'link source: 02:00:c0:a8:0a:65 to 02:00:c0:a8:14:01',
      'link destination: 02:00:c0:a8:0a:01 to 02:00:c0:a8:14:64',
      'outer ttl: 63 to 62',
      expect.stringMatching(/^outer checksum: 0x/),
    ])
    const wrapper = packetView(trace, last('k8s-w1'), 'host')
    expect(outline(wrapper.outermost).slice(1, 3)).toEqual(['+outer ipv4', 'packet ipv4'])
    expect(changes(wrapper.outermost)).toContain('packet ttl: 64 to 63')
    expect(packetView(trace, last('k8s-w0'), 'host').removed.map(({ role }) => role)).toEqual(['outer'])
    expect(changes(packetView(trace, 0, 'host').outermost)).toEqual([])
  })

  it('shows the header that tunl0 puts on, and that it takes off', () => {
    const trace = wrappedRoundTrip()
    const on = packetView(trace, stepOf(trace, 'encapsulate', 'k8s-w1'))
    expect(outline(on.outermost)).toEqual(['+outer ipv4', 'packet ipv4', 'message icmp', 'message payload'])
    expect(on.outermost?.fields.find(({ name }) => name === 'protocol')?.value).toBe('4 (ipip)')
    const off = packetView(trace, stepOf(trace, 'decapsulate', 'k8s-w0'))
    expect(outline(off.outermost)).toEqual(['packet ipv4', 'message icmp', 'message payload'])
    expect(off.removed.map(({ role, protocol }) => `${role} ${protocol}`)).toEqual(['outer ipv4'])
  })

  it('opens VXLAN down to the ping', () => {
    const inner = echo(8, ip('172.16.158.8'), ip('172.16.34.1'), 63)
    const bytes = inVxlan(inner, ip('192.168.10.101'), ip('192.168.20.100'))
    const { steps, ...rest } = wrappedRoundTrip()
    const trace = {
      ...rest,
      steps: steps.map((step) => (step.event.kind === 'encapsulate' ? { ...step, bytes } : step)),
    }
    const { outermost } = packetView(trace, stepOf(trace, 'encapsulate', 'k8s-w1'))
    expect(outline(outermost)).toEqual([
      '+outer ipv4',
      '+tunnel udp',
      '+tunnel vxlan',
      '+tunnel ethernet',
      'packet ipv4',
      'message icmp',
      'message payload',
    ])
    expect(nested(outermost)[2]?.fields.find(({ name }) => name === 'vni')?.value).toBe('4096')
  })

  it('shows the packet that an ICMP error quotes', () => {
    const trace = lostAtRouter()
    const { outermost } = packetView(trace, trace.steps.length - 1)
    expect(outline(outermost)).toEqual(['packet ipv4', 'message icmp', 'quoted ipv4', 'quoted icmp', 'quoted payload'])
    const icmp = nested(outermost)[1]
    expect(icmp?.fields.find(({ name }) => name === 'type')?.value).toBe('3 (net unreachable)')
  })

  it('says where each field lies, so that its bytes can be lit', () => {
    const trace = wrappedRoundTrip()
    const { bytes, outermost } = packetView(trace, stepOf(trace, 'receive', 'router'))
    const [, outer] = nested(outermost)
    const source = outer?.fields.find(({ name }) => name === 'source')
    const { offset = 0, lengthBytes = 0, value } = source ?? {}
    expect([...bytes.subarray(offset, offset + lengthBytes)].join('.')).toBe(value)
    expect(parseIpv4Header(bytes, outer?.offset).ok).toBe(true)
  })

  it('has a word for every field', () => {
    const trace = lostAtRouter()
    const views = trace.steps.map(({ index }) => packetView(trace, index).outermost)
    const names = views.flatMap(nested).flatMap(({ fields }) => fields.map(({ name }) => name))
    expect(names.filter((name) => !(name in catalogue.field))).toEqual([])
  })
})
