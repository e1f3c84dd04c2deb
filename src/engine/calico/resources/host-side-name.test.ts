import { expect, it } from 'vitest'
import { hostSideName } from './host-side-name'

it.each([
  ['default', 'pod1', 'calice0906292e2'],
  ['default', 'pod2', 'calibd2348b4f67'],
  ['default', 'pod3', 'cali49778cadcf1'],
  ['shop', 'cart-0', 'cali18582a65b10'],
])('[CNI-1] %s/%s hangs on %s', (namespace, name, expected) => {
  expect(hostSideName({ namespace, name })).toBe(expected)
})
