import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readCase } from '../cases/read-case'
import { realize } from '../engine/lab/realize'
import type { Manifest } from '../engine/manifest'
import { type ExportStyle, printed, resourcesOf } from '../importing/cluster-export.arb'
import type { ClusterSize } from '../importing/cluster-facts.arb'
import { importFiles } from '../importing/import-lab'
import { parseLab } from '../io/parse-lab'
import { packedFragment, readShareFragment } from '../io/share-link'
import { leanLab } from './lean-lab'

function imported(size: ClusterSize, style: ExportStyle) {
  const files = Object.entries(resourcesOf(size, style)).map(([name, resources]) => ({
    name: `${name}.yaml`,
    content: printed(resources, style),
  }))
  const read = importFiles(files)
  if (!read.ok || read.value.kind !== 'lab') throw new Error('the made-up cluster is valid')
  return read.value
}

/** What the lab comes to, without who said so: that is another manifest. */
const model = (lab: Parameters<typeof realize>[0]) =>
  [...realize(lab).namespaces].map(([name, { links, routes }]) => [name, links, routes])

const STYLES: readonly ExportStyle[] = [
  { group: 'crd', wrapper: 'list' },
  { group: 'crd', wrapper: 'documents', managedFields: true },
  { group: 'v3', wrapper: 'kind-lists' },
]

it.each(STYLES)('$group in $wrapper: a link brings the same model, and nothing that only servers write', (style) => {
  const { document, source } = imported({ nodes: 6, podsPerNode: 8, workloads: 5 }, style)
  const lean = leanLab(document, source)
  expect(lean).toMatchObject({ isLess: true, isBare: false })
  expect(lean.text).not.toMatch(/uid:|creationTimestamp|managedFields|containerID|timestamp:|sha256|env:/)
  const back = readShareFragment(packedFragment({ lab: lean.text }))
  if (!back.ok) throw new Error(back.error.code)
  const parsed = parseLab(back.value.lab)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  expect(model(parsed.value.document)).toEqual(model(document))
})

const CASES = readdirSync(new URL('../../fixtures/cases', import.meta.url)).filter((name) => !name.endsWith('.md'))

it.each(CASES)('%s: the same model', (name) => {
  const { document } = readCase(name)
  const parsed = parseLab(leanLab(document, '').text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  expect(model(parsed.value.document)).toEqual(model(document))
})

it('a lab that nobody has exported keeps its text, comments and all', () => {
  const text = `# mine
apiVersion: v1
kind: Node
metadata:
  name: a # the first
  annotations: {projectcalico.org/IPv4Address: 10.0.0.1/24}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: p}
spec: {cidr: 10.1.0.0/16}
`
  const parsed = parseLab(text)
  if (!parsed.ok) throw new Error('a sound lab')
  const { text: lean, isLess } = leanLab(parsed.value.document, parsed.value.source)
  expect(isLess).toBe(false)
  expect(lean).toContain('# mine\napiVersion: v1\nkind: Node\nmetadata:\n  name: a # the first\n')
})

it('two containers that have held addresses for one pod keep their handles apart', () => {
  const [one, other] = ['a', 'b'].map((digit) => `k8s-pod-network.${digit.repeat(64)}`)
  const block = {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPAMBlock',
    metadata: { name: '10-1-0-0-30' },
    spec: {
      cidr: '10.1.0.0/30',
      allocations: [0, 1, 2, null],
      attributes: [one, other, `k8s-pod-network.${'c'.repeat(64)}`].map((handle_id, i) => ({
        handle_id: handle_id as string,
        secondary: { namespace: 'shop', node: 'a', pod: i < 2 ? 'cart' : 'search' },
      })),
      unallocated: [3],
    },
  }
  const { text } = leanLab({ manifests: [block] }, '')
  expect(text.match(/handle_id: .*/g)).toEqual([
    `handle_id: ${one}`,
    `handle_id: ${other}`,
    'handle_id: k8s-pod-network.shop.search',
  ])
})

it('a hundred nodes with two thousand pods, as kubectl and calicoctl print them, are a link of less than 32 kB', () => {
  const size = { nodes: 100, podsPerNode: 20, workloads: 150 }
  const all = resourcesOf(size, { group: 'crd', wrapper: 'list' })
  const { text } = leanLab({ manifests: Object.values(all).flat() as Manifest[] }, '')
  const link = packedFragment({ lab: text, ping: { from: 'default/a', to: 'default/b' } })
  expect(link.length).toBeLessThan(32_000)
  expect(readShareFragment(link)).toEqual({
    ok: true,
    value: { lab: text, ping: { from: 'default/a', to: 'default/b' } },
  })
})
