import { describe, expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import type { JsonObject } from '../manifest'
import { formatPrefix } from '../net/prefix'
import { outcome, ping } from '../trace/example-ping'
import { bareFabric, bgpGround } from './bare-fabric'
import { bgpNetwork } from './bgp-network'
import type { LabDocument } from './document'
import { apply, edited, withRestlessSession, withUnderlay } from './example-lab'
import { clusterOf } from './read-cluster'
import { realize } from './realize'

const POOL = 'default-ipv4-ippool'
const { document } = reference

/** Two racks without default routes, whose router tells every node of both, or of nothing. */
function racksWithout(advertise: 'connected' | 'none', more: JsonObject = {}): LabDocument {
  const lab = edited(
    document,
    { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' },
    apply('BGPPeer', 'router-a', {
      nodeSelector: "kubernetes.io/hostname != 'k8s-w0'",
      peerIP: '192.168.10.1',
      asNumber: 65001,
    }),
    apply('BGPPeer', 'router-b', { node: 'k8s-w0', peerIP: '192.168.20.1', asNumber: 65001 }),
  )
  return withUnderlay(lab, {
    subnets: [
      { name: 'a', cidr: '192.168.10.0/24' },
      { name: 'b', cidr: '192.168.20.0/24' },
    ],
    routers: [
      {
        name: 'router',
        interfaces: [
          { subnet: 'a', address: '192.168.10.1' },
          { subnet: 'b', address: '192.168.20.1' },
        ],
        bgp: { asNumber: 65001, advertise },
        ...more,
      },
    ],
  })
}

/** What a machine has of others by BGP. */
const heard = (lab: LabDocument, machine: string): string[] =>
  (realize(lab).namespaces.get(machine)?.routes ?? [])
    .filter(({ protocol, type }) => protocol === 'bird' && type !== 'blackhole')
    .map(({ destination, type }) => `${type} ${formatPrefix(destination)}`)

const isAsWithoutBgp = (lab: LabDocument): boolean => {
  const cluster = clusterOf(lab)
  return bgpNetwork(cluster).ground === bgpGround(bareFabric(cluster))
}

describe('[BGP-10] sessions follow from the routes that BGP brings', () => {
  it('a router that tells of its networks brings nodes without a default route together', () => {
    const told = racksWithout('connected')
    expect(isAsWithoutBgp(told)).toBe(false)
    // The other rack's nodes are heard; their address lies behind what BGP has told. [BGP-6]
    expect(heard(told, 'k8s-w0')).toEqual([
      'unreachable 172.16.116.0/24',
      'unreachable 172.16.158.0/24',
      'unreachable 172.16.184.0/24',
      'unicast 192.168.10.0/24',
    ])
    expect(heard(racksWithout('none'), 'k8s-w0')).toEqual([])
  })

  it('a way that is known is not enough where the router lets no session pass', () => {
    const lab = racksWithout('connected', { drops: [{ protocol: 'tcp', port: 179 }] })
    expect(heard(lab, 'k8s-w0')).toEqual(['unicast 192.168.10.0/24'])
    expect(isAsWithoutBgp(lab)).toBe(true)
  })

  it('a session whose routes take away its own way comes to no rest, and counts as up', () => {
    const lab = withRestlessSession(document)
    // The network of the very address that tells of it: its next hop lies behind the route itself. [BGP-6]
    expect(heard(lab, 'k8s-w1')).toContain('unreachable 192.168.20.0/24')
    const ends = bgpNetwork(clusterOf(lab)).restless.map(({ speaker, peer }) => `${speaker} ${peer}`)
    expect(ends).toEqual(expect.arrayContaining(['k8s-w1 beyond', 'beyond k8s-w1']))
    expect(bgpNetwork(clusterOf(document)).restless).toEqual([])
    // [BGP-11]
    const fabric = realize(lab)
    expect(outcome(ping(fabric, 'k8s-w1', '192.168.20.2'))).toBe('lost unmodelled at k8s-w1')
    expect(outcome(ping(fabric, 'k8s-w1', '192.168.10.102'))).toBe('answered ttl=64')
    expect(fabric.namespaces.get('k8s-m')?.unsettled).toBeUndefined()
  })
})
