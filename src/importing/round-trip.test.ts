import { describe, expect, it } from 'vitest'
import type { Command } from '../engine/lab/commands'
import { edited } from '../engine/lab/example-lab'
import { renderSource } from '../io/render-source'
import reference from '../labs/reference.yaml'
import { type ExportStyle, printed, resourcesOf } from './cluster-export.arb'
import type { ClusterSize } from './cluster-facts.arb'
import { type ImportedLab, importFiles } from './import-lab'

function labIn(content: string): ImportedLab {
  const imported = importFiles([{ name: 'lab.yaml', content }])
  if (!imported.ok || imported.value.kind !== 'lab') throw new Error(JSON.stringify(imported).slice(0, 500))
  return imported.value
}

const exported = (size: ClusterSize, style: ExportStyle): string =>
  printed(Object.values(resourcesOf(size, style)).flat(), style)

const SIZES: readonly ClusterSize[] = [
  { nodes: 3, podsPerNode: 4 },
  { nodes: 50, podsPerNode: 10 },
]
const STYLES: readonly ExportStyle[] = [
  { group: 'crd', wrapper: 'list' },
  { group: 'crd', wrapper: 'documents' },
  { group: 'v3', wrapper: 'documents' },
]

describe('[IMPORT-3] there and back', () => {
  it.each(SIZES.flatMap((size) => STYLES.map((style) => ({ ...size, ...style, size, style }))))(
    '$nodes nodes, $group in $wrapper: what was exported and imported again is exported byte for byte the same',
    ({ size, style }) => {
      const first = labIn(exported(size, style))
      const second = labIn(renderSource(first.source, first.document))
      expect(second.document).toEqual(first.document)
      expect(second.source === first.source).toBe(true)
      expect(renderSource(second.source, second.document) === first.source).toBe(true)
    },
    60_000,
  )

  it('comments, those inside resources too, outlive ten edits at the canvas', () => {
    const commented = reference.source
      .replaceAll(/^metadata:$/gm, 'metadata: # who it is')
      .replaceAll(/^spec:$/gm, '# what is wanted\nspec:')
      .replace('  ipipMode:', '  # the switch\n  ipipMode:')
    const comments = commented.split('\n').filter((line) => line.includes('#'))
    expect(comments.length).toBeGreaterThan(20)
    const edits: readonly Command[] = [
      { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Always' },
      { kind: 'move-node', node: 'k8s-w2', subnet: 'b' },
      { kind: 'add-pod', node: 'k8s-m' },
      { kind: 'move-pod', pod: 'pod1', namespace: 'default', node: 'k8s-w2' },
      { kind: 'set-nat-outgoing', pool: 'default-ipv4-ippool', enabled: false },
      { kind: 'add-subnet' },
      { kind: 'place', element: 'node/k8s-m', position: { x: 10, y: 20 } },
      { kind: 'set-bgp-mesh', enabled: false },
      { kind: 'add-node', subnet: 'a' },
      { kind: 'remove-pod', pod: 'pod4', namespace: 'default' },
    ]
    // As the store has it: the text that was read stays, and each edit makes a document.
    const text = renderSource(commented, edited(labIn(commented).document, ...edits))
    const left = text.split('\n')
    expect(comments.filter((line) => !left.includes(line))).toEqual([])
  })
})
