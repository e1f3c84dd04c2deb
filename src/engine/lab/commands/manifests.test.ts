import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseLab } from '../../../io/parse-lab'
import { formatIpv4 } from '../../net/ipv4'
import { applyCommand } from '../apply-command'
import type { JsonObject, LabDocument, Manifest } from '../document'
import { clusterOf } from '../read-cluster'

const parsed = parseLab(readFileSync(new URL('../../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const reference = parsed.value

const apply = (document: LabDocument, manifest: Manifest) =>
  applyCommand(document, { kind: 'apply-manifest', manifest })
const patch = (resource: string, name: string, change: JsonObject) =>
  applyCommand(reference.document, { kind: 'patch-manifest', resource, name, patch: change })

function accepted<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const pod = (name: string, nodeName: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { nodeName, containers: [{ name, image: 'nicolaka/netshoot' }] },
})

const find = (document: LabDocument, kind: string, name: string) =>
  document.manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)

it('a pod applied without an address gets one', () => {
  const after = accepted(apply(reference.document, pod('web', 'k8s-w0')))
  const web = clusterOf(after).pods.find(({ name }) => name === 'web')
  expect(web && formatIpv4(web.address)).toBe('172.16.34.2')
})

it('a pod applied again keeps the address it has, unless it is to run elsewhere', () => {
  const again = accepted(apply(reference.document, pod('pod3', 'k8s-w0')))
  expect(find(again, 'Pod', 'pod3')?.status).toEqual(find(reference.document, 'Pod', 'pod3')?.status)
  const elsewhere = clusterOf(accepted(apply(reference.document, pod('pod3', 'k8s-w1'))))
  const pod3 = elsewhere.pods.find(({ name }) => name === 'pod3')
  expect(pod3 && formatIpv4(pod3.address)).toBe('172.16.158.9')
})

it('what says the same changes nothing', () => {
  const pool = find(reference.document, 'IPPool', 'default-ipv4-ippool')
  expect(pool && accepted(apply(reference.document, structuredClone(pool)))).toBe(reference.document)
  expect(accepted(patch('ippool', 'default-ipv4-ippool', { spec: { natOutgoing: true } }))).toBe(reference.document)
})

it.each(['IPPool', 'ippool', 'ippools', 'ippools.crd.projectcalico.org'])('patches the pool as %s', (resource) => {
  const after = accepted(patch(resource, 'default-ipv4-ippool', { spec: { ipipMode: 'Always' } }))
  expect(clusterOf(after).pools[0]?.ipipMode).toBe('Always')
})

it('[IPAM-8] a patched mode settles the tunnel addresses as the command does', () => {
  const after = accepted(patch('ippool', 'default-ipv4-ippool', { spec: { ipipMode: 'Never' } }))
  const command = { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' } as const
  expect(after).toEqual(accepted(applyCommand(reference.document, command)))
})

it('an Underlay takes the place of the one there is, whatever it is called', () => {
  const underlay = reference.document.manifests.find(({ kind }) => kind === 'Underlay')
  const renamed: Manifest = { ...(underlay as Manifest), metadata: { name: 'other' } }
  const after = accepted(apply(reference.document, renamed))
  expect(after.manifests.filter(({ kind }) => kind === 'Underlay')).toEqual([renamed])
})

it.each([
  ['ippool', 'other', {}, 'no-such-resource'],
  ['ippool', 'default-ipv4-ippool', { spec: { cidr: '172.17.0.0/16' } }, 'pool-cidr-fixed'],
  ['ippool', 'default-ipv4-ippool', { spec: { blockSize: 26 } }, 'pool-block-size-fixed'],
  ['ippool', 'default-ipv4-ippool', { spec: { vxlanMode: 'Always' } }, 'pool-both-modes'],
  ['ippool', 'default-ipv4-ippool', { metadata: { name: 'other' } }, 'patch-renames'],
  ['pod', 'pod1', { spec: { nodeName: 'k8s-w9' } }, 'pod-on-missing-node'],
] as const)('refuses to patch %s %s with %o: %s', (resource, name, change, code) => {
  expect(patch(resource, name, change)).toMatchObject({ ok: false, error: [{ code }] })
})

it('keeps what the lab does not model of a block', () => {
  const block: Manifest = {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPAMBlock',
    metadata: { name: '172-16-34-0-24', generation: 3 },
    spec: {
      affinity: 'host:k8s-w0',
      allocations: [0, 1, ...Array.from({ length: 254 }, () => null)],
      attributes: [
        { handle_id: 'ipip-tunnel-addr-k8s-w0', secondary: { node: 'k8s-w0', type: 'ipipTunnelAddress' } },
        {
          handle_id: 'k8s-pod-network.6a1f',
          secondary: { namespace: 'default', node: 'k8s-w0', pod: 'pod3', timestamp: '2026-03-02' },
        },
      ],
      cidr: '172.16.34.0/24',
      deleted: false,
      sequenceNumber: '1772439362000000002',
      unallocated: Array.from({ length: 254 }, (_, index) => index + 2),
    },
  }
  const held = accepted(apply(reference.document, block))
  const after = accepted(applyCommand(held, { kind: 'add-pod', node: 'k8s-w0', name: 'web' }))
  const written = find(after, 'IPAMBlock', '172-16-34-0-24')
  expect(written?.metadata).toEqual(block.metadata)
  expect(written?.spec).toMatchObject({
    affinity: 'host:k8s-w0',
    sequenceNumber: '1772439362000000002',
    attributes: [
      { handle_id: 'ipip-tunnel-addr-k8s-w0' },
      { handle_id: 'k8s-pod-network.6a1f', secondary: { timestamp: '2026-03-02' } },
      { secondary: { pod: 'web' } },
    ],
  })
  expect(Object.keys(Object(written?.spec))).toEqual(Object.keys(Object(block.spec)))
})
