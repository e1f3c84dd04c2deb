import { expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { formatIpv4 } from '../../net/ipv4'
import { applyCommand } from '../apply-command'
import type { Command } from '../commands'
import type { LabDocument } from '../document'
import { edited } from '../example-lab'
import { clusterOf } from '../read-cluster'

const pool = 'default-ipv4-ippool'
const ipip = (mode: 'Never' | 'CrossSubnet' | 'Always'): Command => ({ kind: 'set-ipip-mode', pool, mode })
const vxlan = (mode: 'Never' | 'CrossSubnet' | 'Always'): Command => ({ kind: 'set-vxlan-mode', pool, mode })

const tunnelsOf = (document: LabDocument) =>
  Object.fromEntries(
    clusterOf(document).nodes.map(({ name, ipipTunnelAddress, vxlanTunnelAddress }) => [
      name,
      [ipipTunnelAddress, vxlanTunnelAddress].map((address) => (address === undefined ? '-' : formatIpv4(address))),
    ]),
  )

it('a mode that the pool has changes nothing', () => {
  expect(applyCommand(reference.document, ipip('CrossSubnet'))).toEqual({ ok: true, value: reference.document })
  expect(edited(reference.document, ipip('CrossSubnet'))).toBe(reference.document)
})

it('CrossSubnet to Always changes the pool and nothing else', () => {
  const after = edited(reference.document, ipip('Always'))
  const changed = after.manifests.filter((manifest) => !reference.document.manifests.includes(manifest))
  expect(changed.map(({ kind }) => kind)).toEqual(['IPPool'])
  expect(clusterOf(after).pools[0]?.ipipMode).toBe('Always')
})

it('[IPAM-8] Never takes the tunnel addresses away', () => {
  expect(tunnelsOf(edited(reference.document, ipip('Never')))).toEqual({
    'k8s-m': ['-', '-'],
    'k8s-w1': ['-', '-'],
    'k8s-w2': ['-', '-'],
    'k8s-w0': ['-', '-'],
  })
})

it('[IPAM-8] Never and back gives each node the next free address, not the old one', () => {
  expect(tunnelsOf(edited(reference.document, ipip('Never'), ipip('CrossSubnet')))).toEqual({
    'k8s-m': ['172.16.116.1', '-'],
    'k8s-w1': ['172.16.158.9', '-'],
    'k8s-w2': ['172.16.184.3', '-'],
    'k8s-w0': ['172.16.34.2', '-'],
  })
})

it('[IPAM-6] a node with a block of its own goes round it in the order in which addresses were given back', () => {
  const flips = Array.from({ length: 256 }, () => [ipip('Never'), ipip('Always')]).flat()
  expect(tunnelsOf(edited(reference.document, ...flips))['k8s-m']).toEqual(['172.16.116.0', '-'])
})

it('VXLAN instead of IPIP moves the tunnel addresses', () => {
  expect(tunnelsOf(edited(reference.document, ipip('Never'), vxlan('Always')))['k8s-w1']).toEqual(['-', '172.16.158.9'])
})

it('refuses both encapsulations on a pool', () => {
  expect(applyCommand(reference.document, vxlan('Always'))).toEqual({
    ok: false,
    error: [
      {
        code: 'both-encapsulations',
        severity: 'error',
        params: { pool, field: 'vxlanMode', mode: 'Always', other: 'ipipMode', otherMode: 'CrossSubnet' },
      },
    ],
  })
})

it('a lab that says Never and has tunnel addresses is taken as it is until a pool changes', () => {
  const recorded: LabDocument = {
    manifests: reference.document.manifests.map((manifest) =>
      manifest.kind === 'IPPool' ? { ...manifest, spec: { ...Object(manifest.spec), ipipMode: 'Never' } } : manifest,
    ),
  }
  expect(tunnelsOf(recorded)['k8s-w1']).toEqual(['172.16.158.0', '-'])
  const nat = edited(recorded, { kind: 'set-nat-outgoing', pool, enabled: false })
  expect(tunnelsOf(nat)['k8s-w1']).toEqual(['172.16.158.0', '-'])
  expect(tunnelsOf(edited(recorded, ipip('Always')))['k8s-w1']).toEqual(['172.16.158.0', '-'])
})

it('switches natOutgoing', () => {
  const off = edited(reference.document, { kind: 'set-nat-outgoing', pool, enabled: false })
  expect(clusterOf(off).pools[0]?.natOutgoing).toBe(false)
  expect(edited(off, { kind: 'set-nat-outgoing', pool, enabled: false })).toBe(off)
})

it('makes a BGPConfiguration where there is none', () => {
  const bare = { manifests: reference.document.manifests.filter(({ kind }) => kind !== 'BGPConfiguration') }
  const off = edited(bare, { kind: 'set-bgp-mesh', enabled: false })
  expect(clusterOf(off).bgpConfiguration).toMatchObject({ nodeToNodeMeshEnabled: false, asNumber: 64512 })
  expect(edited(bare, { kind: 'set-bgp-mesh', enabled: true })).toBe(bare)
})

it('names a pool that does not exist', () => {
  const result = applyCommand(reference.document, { kind: 'set-ipip-mode', pool: 'other', mode: 'Never' })
  expect(result).toMatchObject({ ok: false, error: [{ code: 'no-such-pool', params: { pool: 'other' } }] })
})
