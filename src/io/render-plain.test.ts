import { expect, it } from 'vitest'
import { withPoolSpec } from '../engine/calico/resources/ip-pool'
import type { LabDocument, Manifest } from '../engine/lab/document'
import { printed, resourcesOf } from '../importing/cluster-export.arb'
import { findResources } from './find-resources'
import { renderSource } from './render-source'

const all = Object.values(resourcesOf({ nodes: 60, podsPerNode: 2 }, { group: 'crd', wrapper: 'list' })).flat()

const manifestsOf = (text: string): readonly Manifest[] => {
  const found = findResources(text)
  if (!found.ok) throw new Error(JSON.stringify(found.error))
  return found.value.resources.map(({ json }) => json as Manifest)
}

it.each(['list', 'documents'] as const)(
  'a large %s keeps every byte but those of what changed, went or came',
  (wrapper) => {
    const text = printed(all, { group: 'crd', wrapper })
    expect(text.length).toBeGreaterThan(250_000)
    const before = manifestsOf(text)
    expect(renderSource(text, { manifests: before })).toBe(text)
    const fresh: Manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'new', namespace: 'default' },
      spec: { nodeName: 'edge-a1' },
    }
    const lab: LabDocument = {
      manifests: [
        ...before
          .filter(({ kind, metadata }) => !(kind === 'Pod' && metadata.name === 'cart-7-1'))
          .map((manifest) =>
            manifest.kind === 'IPPool' ? withPoolSpec(manifest, { ipipMode: 'Always', disabled: true }) : manifest,
          ),
        fresh,
      ],
    }
    const after = renderSource(text, lab)
    expect(manifestsOf(after)).toEqual(lab.manifests)
    const lines = new Set(text.split('\n'))
    const others = after.split('\n').filter((line) => !lines.has(line))
    expect(others.length).toBeLessThan(9)
    expect(others.filter((line) => /ipipMode|disabled/.test(line)).map((line) => line.trim())).toEqual([
      'disabled: true',
      'ipipMode: Always',
    ])
    expect(text.split('\n').length - after.split('\n').length).toBeGreaterThan(60)
  },
)
