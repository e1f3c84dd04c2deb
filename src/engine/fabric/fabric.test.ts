import { expect, it } from 'vitest'
import { exampleLink, exampleNamespace } from '../linux/example-namespace'
import type { Namespace } from '../linux/namespace'
import { ip } from '../net/ipv4'
import { prefix } from '../net/prefix'
import { createFabric, type Fabric, segmentAt } from './fabric'
import { reaches } from './reachability'
import { resolveNeighbour } from './resolve-neighbour'

const port = (text: string) => {
  const [namespace = '', link = ''] = text.split(' ')
  return { namespace, link }
}
const segment = (name: string, ...ports: string[]) => ({ name, kind: 'subnet' as const, ports: ports.map(port) })

const pod = exampleNamespace(
  'pod',
  ['eth0 172.16.1.8/32'],
  ['default via 169.254.1.1 dev eth0', '169.254.1.1/32 dev eth0 scope link'],
  { role: 'pod', forwarding: false },
)
const NODE_LINKS = ['eth0 10.1.0.11/24', exampleLink('cali1', 2, { proxyArp: true })]
const NODE_ROUTES = ['default via 10.1.0.1 dev eth0', '10.1.0.0/24 dev eth0 scope link', '172.16.1.8/32 dev cali1']
const node = exampleNamespace('node', NODE_LINKS, NODE_ROUTES)
const router = exampleNamespace(
  'router',
  ['eth0 10.1.0.1/24', 'eth1 10.2.0.1/24'],
  ['10.1.0.0/24 dev eth0 scope link', '10.2.0.0/24 dev eth1 scope link'],
  { role: 'router' },
)
const far = exampleNamespace(
  'far',
  ['eth0 10.2.0.12/24'],
  ['default via 10.2.0.1 dev eth0', '10.2.0.0/24 dev eth0 scope link'],
)

const fabricOf = (changes: Partial<Record<string, Partial<Namespace>>> = {}): Fabric =>
  createFabric(
    [pod, node, router, far].map((namespace) => ({ ...namespace, ...changes[namespace.name] })),
    [
      segment('cable', 'node cali1', 'pod eth0'),
      segment('a', 'node eth0', 'router eth0'),
      segment('b', 'router eth1', 'far eth0'),
    ],
  )

const answer = (fabric: Fabric, asker: string, address: string): string => {
  const found = resolveNeighbour(fabric, port(asker), ip(address))
  return found ? `${found.port.namespace} ${found.port.link} ${found.by}` : 'nobody'
}

it('a link is plugged into one segment, a tunnel into none', () => {
  expect(segmentAt(fabricOf(), port('router eth1'))?.name).toBe('b')
  expect(segmentAt(fabricOf(), port('router tunl0'))).toBeUndefined()
})

it.each([
  ['node eth0', '10.1.0.1', 'router eth0 owner'],
  ['node eth0', '10.2.0.1', 'router eth0 owner'], // arp_ignore 0: any of its addresses
  ['node eth0', '10.2.0.12', 'nobody'],
  ['node cali1', '172.16.1.8', 'pod eth0 owner'],
  ['node tunl0', '10.1.0.1', 'nobody'],
])('[ARP-1] at %s, who has %s: %s', (asker, address, expected) =>
  expect(answer(fabricOf(), asker, address)).toBe(expected),
)

it('[ARP-1] a device that is down answers nobody', () => {
  const links = router.links.map((link) => ({ ...link, up: link.name !== 'eth0' }))
  const fabric = fabricOf({ router: { links } })
  expect(answer(fabric, 'node eth0', '10.1.0.1')).toBe('nobody')
  expect(answer(fabric, 'node eth0', '10.2.0.1')).toBe('nobody') // which is up, but on the other side
})

it('[ARP-2] a node answers for the pods’ gateway, which nobody has, by its default route', () => {
  expect(answer(fabricOf(), 'pod eth0', '169.254.1.1')).toBe('node cali1 proxy-arp')
})

it.each<[string, Partial<Namespace>]>([
  ['without a default route', { routes: node.routes.filter(({ destination }) => destination.length > 0) }],
  ['that does not forward', { forwarding: false }],
  ['without proxy_arp', { links: node.links.map((link) => ({ ...link, proxyArp: false })) }],
])('[ARP-2] a node %s leaves its pods without a gateway', (_, changes) => {
  expect(answer(fabricOf({ node: changes }), 'pod eth0', '169.254.1.1')).toBe('nobody')
})

it('[ARP-2] what is routed out of the asking device itself is not answered for', () => {
  expect(answer(fabricOf(), 'pod eth0', '172.16.1.8')).toBe('nobody')
})

it('[RPF-3] a question from where the answer would not go back to is not answered', () => {
  const strict = fabricOf({
    router: {
      rpFilter: 1,
      routes: [...router.routes, ...exampleNamespace('', [], ['172.16.1.9/32 via 10.2.0.12 dev eth1']).routes],
    },
    node: { links: [...node.links, exampleLink('lo 172.16.1.9/32', 3)] },
  })
  const asked = (source: string) => resolveNeighbour(strict, port('node eth0'), ip('10.1.0.1'), ip(source))?.by
  expect(asked('10.1.0.11')).toBe('owner')
  expect(asked('172.16.1.9')).toBeUndefined() // its own: the request is from it
  expect(asked('172.16.1.8')).toBe('owner') // a pod's: the request is from the device's address
})

const BGP = { source: ip('10.1.0.11'), destination: ip('10.2.0.12'), protocol: 6, ports: [179] }

it.each<[string, boolean, Partial<Record<string, Partial<Namespace>>>]>([
  ['over a router', true, {}],
  ['over one that drops TCP', false, { router: { forwardDrops: [{ protocol: 6 }] } }],
  ['over one that drops that port', false, { router: { forwardDrops: [{ port: 179 }] } }],
  ['over one that drops that port of UDP', true, { router: { forwardDrops: [{ protocol: 17, port: 179 }] } }],
  ['over one that drops that source', false, { router: { forwardDrops: [{ source: prefix('10.1.0.0/24') }] } }],
  ['over one that drops another source', true, { router: { forwardDrops: [{ source: prefix('10.3.0.0/24') }] } }],
  ['over one that drops what it sends itself', true, { node: { forwardDrops: [{ protocol: 6 }] } }],
  ['over one that does not forward', false, { router: { forwarding: false } }],
  ['over one that looks for the way back', true, { router: { rpFilter: 1 } }],
  [
    'to one that would answer otherwise',
    false,
    { far: { rpFilter: 1, routes: exampleNamespace('', [], ['10.2.0.0/24 dev eth0']).routes } },
  ],
  ['over one without the route', false, { router: { routes: [] } }],
  ['without a route of its own', false, { node: { routes: [] } }],
])('[REACH-1] a flow %s arrives: %s', (_, expected, changes) => {
  expect(reaches(fabricOf(changes), 'node', BGP)).toBe(expected)
})

it('[REACH-1] a routing loop ends, and nobody unknown is reached', () => {
  const routes = [...router.routes.filter(({ destination }) => destination.address !== ip('10.2.0.0'))]
  const back = exampleNamespace('back', [], ['10.2.0.0/24 via 10.1.0.11 dev eth0']).routes
  expect(reaches(fabricOf({ router: { routes: [...back, ...routes] } }), 'node', BGP)).toBe(false)
  expect(reaches(fabricOf(), 'nobody', BGP)).toBe(false)
})
