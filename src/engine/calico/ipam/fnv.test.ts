import { expect, it } from 'vitest'
import { fnv1 } from './fnv'

it.each([
  ['k8s-m', 1299569549],
  ['k8s-w0', 2273881733],
  ['k8s-w1', 2273881732],
  ['master', 4056684167],
  ['worker2', 1927789519],
  ['kind-worker2', 3502291508],
])('the FNV-1 hash of %s is %i', (name, hash) => {
  expect(fnv1(name)).toBe(hash)
})
