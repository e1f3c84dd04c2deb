import { expect, it } from 'vitest'
import type { Picture } from '../../canvas/picture'
import { neighbourOf, outlineOrder } from './outline-order'

const node = (name: string, subnet: string, pods: readonly string[]): Picture['nodes'][number] => ({
  id: `node:${name}`,
  name,
  subnet: `subnet:${subnet}`,
  address: '10.0.0.1',
  blocks: [],
  devices: [],
  pods: pods.map((pod) => ({ id: `pod:default/${pod}`, name: pod, namespace: 'default', address: '10.1.0.1' })),
})

const picture: Picture = {
  subnets: ['a', 'b'].map((name) => ({ id: `subnet:${name}`, name, cidr: '10.0.0.0/24' })),
  nodes: [node('n1', 'a', ['p1']), node('n2', 'b', ['p2']), node('n3', 'a', [])],
  routers: [{ id: 'router:r', name: 'r', interfaces: [] }],
}

it('lists nodes under their subnet and pods under their node', () => {
  expect(outlineOrder(picture).map(({ id }) => id)).toEqual([
    'subnet:a',
    'node:n1',
    'pod:default/p1',
    'node:n3',
    'subnet:b',
    'node:n2',
    'pod:default/p2',
    'router:r',
  ])
})

it.each([
  ['subnet:a', 'ArrowUp', 'subnet:a'],
  ['subnet:a', 'ArrowRight', 'node:n1'],
  ['node:n1', 'ArrowDown', 'pod:default/p1'],
  ['pod:default/p1', 'ArrowLeft', 'node:n1'],
  ['node:n3', 'ArrowRight', undefined],
  ['router:r', 'ArrowDown', undefined],
  ['node:n3', 'Home', 'subnet:a'],
  ['node:n3', 'End', 'router:r'],
] as const)('from %s, %s leads to %s', (from, key, to) => {
  expect(neighbourOf(picture, from, key)).toBe(to)
})
