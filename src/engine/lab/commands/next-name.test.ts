import { expect, it } from 'vitest'
import { nextName } from './next-name'

it.each([
  [['k8s-m', 'k8s-w1', 'k8s-w2', 'k8s-w0'], 'k8s-w3'],
  [['kind-control-plane', 'kind-worker', 'kind-worker2'], 'kind-worker3'],
  [['node-01', 'node-09'], 'node-10'],
  [['a', 'b'], 'c'],
  [['rack-b', 'rack-a'], 'rack-c'],
  [['master', 'gpu'], 'node1'],
  [['node1x', 'edge'], 'node1'],
  [['a2', 'b2', 'b3'], 'b4'],
  [[], 'node1'],
])('after %o comes %s', (names, next) => {
  expect(nextName(names, 'node')).toBe(next)
})
