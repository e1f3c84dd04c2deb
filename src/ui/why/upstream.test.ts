import { expect, it } from 'vitest'
import { provenance } from '../../words/en/provenance'
import { upstreamOf } from './upstream'

/** A person and a network's own settings: nobody's program decides that. */
const NOBODYS = ['operator-static', 'dhcp-default', 'kernel-default-gateway', 'unknown']

it('whatever a program puts into a table has its rule in a source', () => {
  const reasons = new Set(Object.keys(provenance.provenance).map((key) => key.replace(/_.*/, '')))
  const without = [...reasons].filter((because) => upstreamOf(because, 'classic') === undefined)
  expect(without.toSorted()).toEqual(NOBODYS.toSorted())
})

it('is of the release that the lab is of', () => {
  expect(upstreamOf('felix-blackhole', 'classic')?.url).toBe(
    'https://github.com/projectcalico/calico/blob/v3.28.2/felix/dataplane/linux/vxlan_mgr.go',
  )
  expect(upstreamOf('felix-blackhole', 'current')?.url).toBe(
    'https://github.com/projectcalico/calico/blob/master/felix/dataplane/linux/route_mgr.go',
  )
  expect(upstreamOf('kernel-connected', 'current')?.path).toBe('net/ipv4/fib_frontend.c')
})
