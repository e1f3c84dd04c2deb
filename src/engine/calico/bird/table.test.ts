import { expect, it } from 'vitest'
import { exampleNamespace } from '../../linux/example-namespace'
import { formatPrefix, prefix } from '../../net/prefix'
import { blackholes, directRoutes, isPreferredToBgp, learnedFromKernel, localTable } from './table'

const { links } = exampleNamespace('w1', ['eth0 10.0.0.1/8', 'cali1 10.1.0.1/16'], [])
const direct = directRoutes(links, (link) => link.startsWith('cali'))
const kernel = (...routes: string[]) => learnedFromKernel(exampleNamespace('w1', [], routes).routes)

it('[BGP-8] of one prefix the machine’s network comes first, then its block, then what others put into the kernel', () => {
  const other = kernel('10.0.0.0/8 via 10.0.0.2 dev eth0')
  const block = blackholes([prefix('10.0.0.0/8')])
  const source = (...routes: Parameters<typeof localTable>[0][]) =>
    [...localTable(routes.flat()).routes.values()].map((route) => route.source)
  expect(source(other, block, direct)).toEqual(['direct'])
  expect(source(other, block)).toEqual(['static'])
  expect(source(other)).toEqual(['kernel'])
  expect([...direct, ...block].every(isPreferredToBgp)).toBe(true)
  expect(other.some(isPreferredToBgp)).toBe(false)
})

it('[BGP-8] of the kernel’s own the lowest metric counts', () => {
  const routes = kernel('11.0.0.0/8 via 10.0.0.3 dev eth0 metric 50', '11.0.0.0/8 via 10.0.0.2 dev eth0 metric 10')
  expect([...localTable(routes).routes.values()].map(({ metric }) => metric)).toEqual([10])
})

it('[BGP-8] neither pods’ cables nor blocks of one address are of its making', () => {
  expect(direct.map((route) => formatPrefix(route.prefix))).toEqual(['10.0.0.0/8'])
  expect(blackholes([prefix('172.16.0.1/32')])).toEqual([])
})

it('leaves out what lies inside a block', () => {
  const { routes } = exampleNamespace('w1', [], ['172.16.0.5 dev cali1', '172.17.0.5 dev cali1'])
  expect(learnedFromKernel(routes, [prefix('172.16.0.0/24')]).map((route) => formatPrefix(route.prefix))).toEqual([
    '172.17.0.5/32',
  ])
})
