import { describe, expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { type Fabric, segmentAt } from '../fabric/fabric'
import { InvariantError } from '../invariant'
import { formatIpv4 } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { apply, edited, withUnderlay } from './example-lab'
import { addressOfHost, findHost } from './find-host'
import { realize } from './realize'

const { document } = reference
const fabric = realize(document)

const linksOf = (lab: Fabric, name: string) =>
  (lab.namespaces.get(name)?.links ?? []).map(({ index, name: link, mtuBytes, addresses, proxyArp }) =>
    [index, link, mtuBytes, ...addresses.map(formatPrefix), ...(proxyArp ? ['proxy_arp'] : [])].join(' '),
  )

it('the same document is the same fabric, an equal one another', () => {
  expect(realize(document)).toBe(fabric)
  expect(realize({ ...document })).not.toBe(fabric)
})

it('what is asked for again and again is kept, and what was long ago is not', () => {
  const often = { ...document }
  const once = { ...document }
  const [kept, dropped] = [realize(often), realize(once)]
  for (let others = 0; others < 20; others += 1) {
    realize({ ...document })
    expect(realize(often)).toBe(kept)
  }
  expect(realize(once)).not.toBe(dropped)
})

it('a document that is not valid is a fault of ours', () => {
  expect(() => realize({ manifests: [] })).toThrow(InvariantError)
})

it('a machine for each node, router and pod', () => {
  const roles = [...fabric.namespaces.values()].map(({ name, role }) => `${role} ${name}`)
  expect(roles).toEqual([
    'node k8s-m',
    'node k8s-w1',
    'node k8s-w2',
    'node k8s-w0',
    'router router',
    'pod default/pod1',
    'pod default/pod2',
    'pod default/pod3',
  ])
})

it('[MTU-2] [CNI-2] devices in the order in which they are made', () => {
  expect(linksOf(fabric, 'k8s-w1')).toEqual([
    '1 lo 65536 127.0.0.1/8',
    '2 ens5 1500 192.168.10.101/24',
    '3 tunl0 1480 172.16.158.0/32',
    '5 calice0906292e2 1480 proxy_arp',
  ])
  expect(linksOf(fabric, 'default/pod1')).toEqual(['1 lo 65536 127.0.0.1/8', '2 eth0 1480 172.16.158.8/32'])
  expect(linksOf(fabric, 'router')).toEqual([
    '1 lo 65536 127.0.0.1/8',
    '2 eth0 1500 192.168.10.1/24',
    '3 eth1 1500 192.168.20.1/24',
  ])
})

it('subnets join their machines, a cable the two ends of a pod’s', () => {
  const portsAt = (namespace: string, link: string) =>
    segmentAt(fabric, { namespace, link })?.ports.map((port) => `${port.namespace} ${port.link}`)
  expect(portsAt('k8s-w1', 'ens5')).toEqual(['k8s-m ens5', 'k8s-w1 ens5', 'k8s-w2 ens5', 'router eth0'])
  expect(portsAt('default/pod1', 'eth0')).toEqual(['k8s-w1 calice0906292e2', 'default/pod1 eth0'])
  expect(portsAt('k8s-w1', 'tunl0')).toBeUndefined()
})

it('[CNI-2] a pod knows one way: to an address that its node answers for', () => {
  const routes = fabric.namespaces.get('default/pod1')?.routes.map(({ destination }) => formatPrefix(destination))
  expect(routes).toEqual(['0.0.0.0/0', '169.254.1.1/32'])
})

describe('what the underlay adds', () => {
  const routesOf = (lab: Fabric, name: string) =>
    (lab.namespaces.get(name)?.routes ?? [])
      .filter(({ protocol }) => protocol === 'boot' || protocol === 'kernel')
      .map(({ destination, nextHops: [hop], metric }) => {
        const gateway = hop?.gateway === undefined ? '' : ` via ${formatIpv4(hop.gateway)}`
        return `${formatPrefix(destination)}${gateway} dev ${hop?.dev} metric ${metric}`
      })

  it('a node’s network, its gateway and what an operator added', () => {
    expect(routesOf(fabric, 'k8s-m')).toEqual([
      '0.0.0.0/0 via 192.168.10.1 dev ens5 metric 100',
      '192.168.0.2/32 via 192.168.10.1 dev ens5 metric 100',
      '192.168.10.0/24 dev ens5 metric 0',
    ])
  })

  it('a route over a next hop that is on no network of the machine is refused, and so missing', () => {
    const routes = [{ to: '10.66.0.0/16', via: '192.168.20.100' }]
    const lab = realize(withUnderlay(document, { hosts: [{ node: 'k8s-m', interface: 'ens5', routes }] }))
    expect(routesOf(lab, 'k8s-m').join()).not.toContain('10.66.0.0')
  })

  it('a subnet without a gateway gives no default route', () => {
    const subnets = [
      { name: 'a', cidr: '192.168.10.0/24' },
      { name: 'b', cidr: '192.168.20.0/24', gateway: '192.168.20.1' },
    ]
    const lab = realize(withUnderlay(document, { subnets }))
    expect(routesOf(lab, 'k8s-w1')).toEqual([
      '172.16.158.8/32 dev calice0906292e2 metric 0',
      '192.168.10.0/24 dev ens5 metric 0',
    ])
    expect(routesOf(lab, 'k8s-w0')).toContain('0.0.0.0/0 via 192.168.20.1 dev ens5 metric 100')
  })
})

describe('hosts by name', () => {
  const lab = realize(edited(document, { kind: 'add-pod', node: 'k8s-m', name: 'web', namespace: 'shop' }))

  it.each([
    ['k8s-w1', 'k8s-w1'],
    ['router', 'router'],
    ['pod1', 'default/pod1'],
    ['default/pod1', 'default/pod1'],
    ['web', 'shop/web'],
    ['nobody', undefined],
  ])('%s is %s', (name, expected) => expect(findHost(lab, name)).toBe(expected))

  it('a name that two namespaces have is nobody’s, unless one is default', () => {
    const two = realize(
      edited(
        document,
        { kind: 'add-pod', node: 'k8s-m', name: 'web', namespace: 'shop' },
        { kind: 'add-pod', node: 'k8s-m', name: 'web', namespace: 'test' },
      ),
    )
    expect(findHost(two, 'web')).toBeUndefined()
    expect(findHost(two, 'test/web')).toBe('test/web')
  })

  it.each([
    ['k8s-w1', '192.168.10.101'],
    ['default/pod1', '172.16.158.8'],
    ['router', '192.168.10.1'],
  ])('%s has %s', (name, expected) => expect(formatIpv4(addressOfHost(lab, name))).toBe(expected))

  it('who is not there has no address', () => {
    expect(() => addressOfHost(lab, 'nobody')).toThrow(InvariantError)
  })
})

it('a new pool changes nothing until it has a block', () => {
  const lab = realize(edited(document, apply('IPPool', 'more', { cidr: '10.66.0.0/16', ipipMode: 'CrossSubnet' })))
  expect(lab.namespaces.get('k8s-w1')?.routes).toHaveLength(fabric.namespaces.get('k8s-w1')?.routes.length ?? 0)
})
