import { describe, expect, it } from 'vitest'
import type { LabDocument } from '../engine/lab/document'
import { withUnderlay } from '../engine/lab/example-lab'
import { addressOfHost } from '../engine/lab/find-host'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import { type JsonObject, type Manifest, valueAt } from '../engine/manifest'
import { tracePacket } from '../engine/trace/trace-packet'
import reference from '../labs/reference.yaml'
import { droppingFields } from './dropping-fields'

const router = (more: JsonObject, second: JsonObject = {}) => ({
  routers: [
    {
      name: 'router',
      interfaces: [
        { subnet: 'a', address: '192.168.10.1' },
        { subnet: 'b', address: '192.168.20.1', ...second },
      ],
      ...more,
    },
  ],
})

/** What the fields say that pod1's ping to pod3 is lost by, as the file has it. */
function lostBy(change: JsonObject, payloadBytes = 56): readonly unknown[] {
  const document: LabDocument = withUnderlay(reference.document, change)
  const fabric = realize(document)
  const destination = addressOfHost(fabric, 'default/pod3')
  const probe = { from: 'default/pod1', destination, payloadBytes, ttl: 64, pathMtuDiscovery: 'do' } as const
  const drop = tracePacket(fabric, probe).steps.find(({ event }) => event.kind === 'drop')
  if (drop?.event.kind !== 'drop') return ['not lost']
  return droppingFields(clusterOf(document), drop.event.reason, drop.namespace).map(({ resource, path }) => {
    const manifest = document.manifests.find(({ kind }) => kind === resource.kind) as Manifest
    return [path.join('.'), valueAt(manifest, path)]
  })
}

const node = (more: JsonObject) => ({ hosts: [{ node: 'k8s-w1', interface: 'ens5', ...more }] })

describe('droppingFields', () => {
  it.each<[string, JsonObject, number, readonly unknown[]]>([
    [
      'a router’s filter',
      router({ drops: [{ protocol: 17 }, { protocol: 4 }] }),
      56,
      ['spec.routers.0.drops.1', { protocol: 4 }],
    ],
    ['the network’s filter', { drops: [{ protocol: 4 }] }, 56, ['spec.drops.0', { protocol: 4 }]],
    ['a cable that sends nothing', node({ link: 'no-send' }), 56, ['spec.hosts.0.link', 'no-send']],
    ['a router’s MTU', router({}, { mtu: 600 }), 900, ['spec.routers.0.interfaces.1.mtu', 600]],
    [
      'a switch’s MTU',
      {
        subnets: [
          { name: 'a', cidr: '192.168.10.0/24', gateway: '192.168.10.1', mtu: 600 },
          { name: 'b', cidr: '192.168.20.0/24', gateway: '192.168.20.1' },
        ],
      },
      900,
      ['spec.subnets.0.mtu', 600],
    ],
  ])('leads to %s', (_, change, payloadBytes, field) => {
    expect(lostBy(change, payloadBytes)).toEqual([field])
  })

  it('leads to a router’s cable, by the number of its device', () => {
    const loss = { kind: 'no-send', port: { namespace: 'router', link: 'eth1' } } as const
    const reason = { kind: 'lost-on-wire', segment: 'b', loss } as const
    expect(droppingFields(clusterOf(reference.document), reason, 'router').map(({ path }) => path.join('.'))).toEqual([
      'spec.routers.0.interfaces.1.link',
    ])
  })

  it('has nothing where routes decided', () => {
    expect(lostBy({ routers: [] })).toEqual([])
  })
})
