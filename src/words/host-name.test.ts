import { describe, expect, it } from 'vitest'
import { briefName, hostNames } from './host-name'

describe('briefName', () => {
  it.each([
    ['default/pod1', 'pod1'],
    ['kube-system/coredns', 'kube-system/coredns'],
    ['customer-facing-production/checkout-worker-0', 'checkout-worker-0'],
    ['ip-192-168-10-101.eu-central-1.compute.internal', 'ip-192-168-10-101'],
    ['shop/frontend-deployment-with-a-long-name-7d9f8b6c5d-x2x4z', 'frontend-deplo…d9f8b6c5d-x2x4z'],
  ])('%s is %s', (name, brief) => expect(briefName(name)).toBe(brief))
})

it('the namespace that all share is left out, another is not', () => {
  expect(['shop/a', 'shop/b'].map(hostNames(['shop/a', 'shop/b']))).toEqual(['a', 'b'])
  expect(['shop/a', 'default/b', 'node'].map(hostNames(['shop/a', 'default/b', 'node']))).toEqual([
    'shop/a',
    'b',
    'node',
  ])
})
