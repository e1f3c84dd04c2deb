import { expect, it } from 'vitest'
import { ip } from '../engine/net/ipv4'
import type { Verdict } from '../engine/trace/trace'
import { pingEnd } from './ping-end'

it.each<[Verdict, string]>([
  [{ kind: 'answered', ttl: 62, from: ip('172.16.34.1') }, 'answered'],
  [{ kind: 'error', error: 'net-unreachable', from: ip('10.0.0.1'), ttl: 64 }, 'lost'],
  [{ kind: 'local-error', error: 'network-unreachable' }, 'lost'],
  [{ kind: 'lost', step: 1, reason: { kind: 'ttl-expired' } }, 'lost'],
  [{ kind: 'lost', step: 1, reason: { kind: 'unmodelled', what: 'multicast' } }, 'unknown'],
])('what is not modelled is not called lost: %o is %s', (verdict, end) => {
  expect(pingEnd(verdict)).toBe(end)
})
