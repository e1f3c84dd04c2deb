import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../cases/read-case'
import type { Fabric } from '../engine/fabric/fabric'
import { withUnderlay } from '../engine/lab/example-lab'
import { addressOfHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import type { Probe, Trace } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import { mtuLedger } from './mtu-ledger'
import { ttlLedger } from './ttl-ledger'

function ping(fabric: Fabric, from: string, to: string, options: Partial<Probe> = {}): Trace {
  const probe = { payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want', ...options } as const
  return tracePacket(fabric, { from, destination: addressOfHost(fabric, to), ...probe })
}

const fabricOf = (name: string): Fabric => realize(readCase(name).document)

const podsOf = (fabric: Fabric): readonly string[] => [...fabric.namespaces.keys()].filter((host) => host.includes('/'))

describe('ttlLedger', () => {
  it('IPIP through a router: 64 − 2 = 62, and the router’s one is the outer header’s', () => {
    const ledger = ttlLedger(ping(fabricOf('reference-crosssubnet'), 'default/pod1', 'default/pod3'), 0)
    expect(ledger).toMatchObject({ start: 64, end: 62, own: ['k8s-w1', 'k8s-w0'], outer: ['router'] })
    expect(ledger?.entries.map(({ kind, host, layers }) => `${kind} ${host} ${layers.join('+')}`)).toEqual([
      'starts default/pod1 64',
      'own k8s-w1 63',
      'wrapped k8s-w1 63+63',
      'outer router 62+63',
      'unwrapped k8s-w0 63',
      'own k8s-w0 62',
      'delivered default/pod3 62',
    ])
  })

  it('a router that carries pod routes itself takes one more: 61', () => {
    const interfaces = [
      { subnet: 'a', address: '192.168.10.1' },
      { subnet: 'b', address: '192.168.20.1' },
    ]
    const routes = [
      { to: '172.16.34.0/24', via: '192.168.20.100' },
      { to: '172.16.158.0/24', via: '192.168.10.101' },
    ]
    const lab = withUnderlay(readCase('reference-never').document, {
      routers: [{ name: 'router', interfaces, routes }],
    })
    expect(ttlLedger(ping(realize(lab), 'default/pod1', 'default/pod3'), 0)).toMatchObject({
      start: 64,
      end: 61,
      own: ['k8s-w1', 'router', 'k8s-w0'],
      outer: [],
    })
  })

  it.each(caseNames())('%s: the sum is right, for every packet', (name) => {
    const fabric = fabricOf(name)
    const [from = '', ...others] = podsOf(fabric)
    for (const to of others.slice(0, 4)) {
      const trace = ping(fabric, from, to)
      const { verdict } = trace
      for (const [packet, { kind }] of trace.packets.entries()) {
        const ledger = ttlLedger(trace, packet)
        if (ledger) expect(ledger.start - ledger.own.length).toBe(ledger.end)
        if (kind === 'reply' && verdict.kind === 'answered') expect(ledger?.end).toBe(verdict.ttl)
      }
    }
  })
})

describe('mtuLedger', () => {
  it('measures the packet against each device, with what the tunnel adds', () => {
    const fabric = fabricOf('reference-crosssubnet')
    const { entries, largestPayloadBytes } = mtuLedger(ping(fabric, 'default/pod1', 'default/pod3'), 0, fabric)
    expect(
      entries.map(({ host, link, sizeBytes, overheadBytes, mtuBytes }) => [
        host,
        link,
        sizeBytes,
        overheadBytes,
        mtuBytes,
      ]),
    ).toEqual([
      ['default/pod1', 'eth0', 84, 0, 1480],
      ['k8s-w1', 'tunl0', 84, 0, 1480],
      ['k8s-w1', 'ens5', 104, 20, 1500],
      ['router', 'eth1', 104, 20, 1500],
      ['k8s-w0', 'cali49778cadcf1', 84, 0, 1480],
    ])
    expect(largestPayloadBytes).toBe(1452)
  })

  it('says where it did not fit; what it calls the largest fits, and one byte more does not', () => {
    const fabric = fabricOf('reference-crosssubnet')
    const sent = (payloadBytes: number) =>
      ping(fabric, 'default/pod1', 'default/pod3', { payloadBytes, pathMtuDiscovery: 'do' })
    const { largestPayloadBytes = 0 } = mtuLedger(sent(56), 0, fabric)
    expect(sent(largestPayloadBytes).verdict.kind).toBe('answered')
    expect(sent(largestPayloadBytes + 1).verdict.kind).not.toBe('answered')
    const interfaces = [
      { subnet: 'a', address: '192.168.10.1' },
      { subnet: 'b', address: '192.168.20.1', mtu: 1400 },
    ]
    const narrow = realize(
      withUnderlay(readCase('reference-crosssubnet').document, { routers: [{ name: 'router', interfaces }] }),
    )
    const through = ping(narrow, 'default/pod1', 'default/pod3', { payloadBytes: 1352, pathMtuDiscovery: 'do' })
    expect(through.verdict.kind).toBe('answered')
    expect(mtuLedger(through, 0, narrow).largestPayloadBytes).toBe(1352)
    const tooBig = ping(narrow, 'default/pod1', 'default/pod3', { payloadBytes: 1353, pathMtuDiscovery: 'do' })
    expect(mtuLedger(tooBig, 0, narrow).entries.at(-1)).toMatchObject({
      host: 'router',
      link: 'eth1',
      sizeBytes: 1401,
      mtuBytes: 1400,
      overheadBytes: 20,
      fits: false,
    })
    const fromNode = ping(fabric, 'k8s-w1', 'default/pod3', { payloadBytes: 1473, pathMtuDiscovery: 'do' })
    expect(fromNode.verdict.kind).not.toBe('answered')
  })
})
