import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseLab } from '../../../io/parse-lab'
import { formatPrefix } from '../../net/prefix'
import { applyCommand } from '../apply-command'
import type { LabDocument } from '../document'
import { positionsOf } from '../positions'
import { clusterOf } from '../read-cluster'
import { previewNodeMove } from './move-node'

const parsed = parseLab(readFileSync(new URL('../../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const reference = parsed.value

function moved(document: LabDocument, node: string, subnet: string): LabDocument {
  const result = applyCommand(document, { kind: 'move-node', node, subnet })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const nodeIn = (document: LabDocument, name: string) => clusterOf(document).nodes.find((node) => node.name === name)

it('keeps the host number where it is free', () => {
  const node = nodeIn(moved(reference.document, 'k8s-w2', 'b'), 'k8s-w2')
  expect(node && formatPrefix(node.bgpAddress)).toBe('192.168.20.102/24')
  expect(node?.internalAddress).toBe(node?.bgpAddress.address)
})

it('takes the lowest free address where another has the host number', () => {
  const added = applyCommand(reference.document, {
    kind: 'apply-manifest',
    manifest: {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'other', annotations: { 'projectcalico.org/IPv4Address': '192.168.20.102/24' } },
    },
  })
  const document = added.ok ? added.value : reference.document
  const node = nodeIn(moved(document, 'k8s-w2', 'b'), 'k8s-w2')
  expect(node && formatPrefix(node.bgpAddress)).toBe('192.168.20.2/24')
})

it('leaves name, tunnel address, blocks and pods alone', () => {
  const after = moved(reference.document, 'k8s-w2', 'b')
  const changed = after.manifests.filter((manifest) => !reference.document.manifests.includes(manifest))
  expect(changed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Node k8s-w2'])
  expect(nodeIn(after, 'k8s-w2')?.ipipTunnelAddress).toBe(nodeIn(reference.document, 'k8s-w2')?.ipipTunnelAddress)
})

it('drops static routes whose next hop the new subnet does not hold', () => {
  const host = (document: LabDocument) => clusterOf(document).underlay.hosts.find(({ node }) => node === 'k8s-m')
  expect(host(reference.document)?.routes).toHaveLength(1)
  const after = host(moved(reference.document, 'k8s-m', 'b'))
  expect(after).toMatchObject({ routes: [], interface: 'ens5', gatewayMetric: 100 })
})

it('a move to where the node is changes nothing', () => {
  expect(moved(reference.document, 'k8s-w2', 'a')).toBe(reference.document)
})

it('there and back gives the old address', () => {
  const back = moved(moved(reference.document, 'k8s-w2', 'b'), 'k8s-w2', 'a')
  expect(nodeIn(back, 'k8s-w2')).toEqual(nodeIn(reference.document, 'k8s-w2'))
})

it('the ghost shows the address that the drop gives', () => {
  const preview = previewNodeMove(reference.document, 'k8s-w2', 'b')
  expect(preview.ok && formatPrefix(preview.value.address)).toBe('192.168.20.102/24')
  const stay = previewNodeMove(reference.document, 'k8s-w2', 'a')
  expect(stay.ok && formatPrefix(stay.value.address)).toBe('192.168.10.102/24')
})

it('refuses a subnet without a free address', () => {
  const small = applyCommand(reference.document, { kind: 'add-subnet', name: 'tiny', cidr: '10.9.0.0/30' })
  const one = moved(small.ok ? small.value : reference.document, 'k8s-w2', 'tiny')
  expect(previewNodeMove(one, 'k8s-w1', 'tiny')).toMatchObject({
    ok: false,
    error: [{ code: 'subnet-full', params: { subnet: 'tiny', cidr: '10.9.0.0/30' } }],
  })
})

it('is placed where it was dropped, and else by the canvas', () => {
  const command = { kind: 'move-node', node: 'k8s-w2', subnet: 'b' } as const
  const dropped = applyCommand(reference.document, { ...command, position: { x: 10, y: 20 } })
  const document = dropped.ok ? dropped.value : reference.document
  expect(positionsOf(document).get('node:k8s-w2')).toEqual({ x: 10, y: 20 })
  expect(positionsOf(moved(document, 'k8s-w2', 'a')).size).toBe(0)
})
