import { expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { formatIpv4 } from '../../net/ipv4'
import { applyCommand } from '../apply-command'
import type { LabDocument } from '../document'
import { edited } from '../example-lab'
import { clusterOf } from '../read-cluster'

const podsOf = (document: LabDocument) =>
  Object.fromEntries(
    clusterOf(document).pods.map(({ name, node, address }) => [name, `${formatIpv4(address)} on ${node}`]),
  )

it('a new pod has the next name, and the next address of its node', () => {
  const after = edited(reference.document, { kind: 'add-pod', node: 'k8s-w1' }, { kind: 'add-pod', node: 'k8s-m' })
  expect(podsOf(after)).toMatchObject({ pod4: '172.16.158.9 on k8s-w1', pod5: '172.16.116.1 on k8s-m' })
})

it('what the addresses in use tell is not written down', () => {
  const after = edited(reference.document, { kind: 'add-pod', node: 'k8s-w1' })
  expect(after.manifests.filter(({ kind }) => kind === 'IPAMBlock')).toEqual([])
})

it('a moved pod has an address of the new node, and its old one is handed out last', () => {
  const moved = edited(reference.document, { kind: 'move-pod', pod: 'pod1', namespace: 'default', node: 'k8s-w0' })
  expect(podsOf(moved).pod1).toBe('172.16.34.2 on k8s-w0')
  expect(podsOf(edited(moved, { kind: 'add-pod', node: 'k8s-w1' })).pod4).toBe('172.16.158.9 on k8s-w1')
})

it('a pod moved to where it is stays', () => {
  expect(edited(reference.document, { kind: 'move-pod', pod: 'pod1', namespace: 'default', node: 'k8s-w1' })).toBe(
    reference.document,
  )
})

it('[IPAM-6] a removed pod leaves its address to those that come last', () => {
  const after = edited(
    reference.document,
    { kind: 'remove-pod', pod: 'pod2', namespace: 'default' },
    { kind: 'add-pod', node: 'k8s-w2', name: 'web' },
  )
  expect(podsOf(after)).toMatchObject({ web: '172.16.184.3 on k8s-w2' })
  expect(podsOf(after)).not.toHaveProperty('pod2')
})

it('a pod on a node without a block claims one', () => {
  const without = {
    manifests: reference.document.manifests.filter(({ metadata }) => metadata.name !== 'k8s-w1-172-16-158-0-24'),
  }
  const bare = edited(without, { kind: 'remove-pod', pod: 'pod1', namespace: 'default' })
  const after = edited(bare, { kind: 'add-pod', node: 'k8s-w1', name: 'again' })
  expect(clusterOf(after).blockAffinities.some(({ node }) => node === 'k8s-w1')).toBe(true)
})

it.each([
  [{ kind: 'add-pod', node: 'nowhere' }, 'no-such-node'],
  [{ kind: 'add-pod', node: 'k8s-w1', name: 'Pod 1' }, 'bad-name'],
  [{ kind: 'add-pod', node: 'k8s-w1', name: 'pod1' }, 'name-taken'],
  [{ kind: 'move-pod', pod: 'pod9', namespace: 'default', node: 'k8s-w1' }, 'no-such-pod'],
  [{ kind: 'remove-pod', pod: 'pod1', namespace: 'shop' }, 'no-such-pod'],
] as const)('%o is refused: %s', (command, code) => {
  expect(applyCommand(reference.document, command)).toMatchObject({ ok: false, error: [{ code }] })
})

it('says why IPAM gives no address', () => {
  const disabled = edited(reference.document, {
    kind: 'patch-manifest',
    resource: 'ippool',
    name: 'default-ipv4-ippool',
    patch: { spec: { disabled: true } },
  })
  expect(applyCommand(disabled, { kind: 'add-pod', node: 'k8s-w1' })).toMatchObject({
    ok: false,
    error: [{ code: 'ipam-no-pool', params: { node: 'k8s-w1', pod: 'default/pod4' } }],
  })
})
