import { describe, expect, it } from 'vitest'
import { parseLab } from '../io/parse-lab'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { selectPicture } from './derived'
import { elementOfPart, partOfElement } from './resource-element'
import { resourceOfId } from './resource-id'

const parsed = parseLab(reference.source)
if (!parsed.ok) throw new Error('the reference lab is a lab')
const { manifests } = parsed.value.document
const picture = selectPicture(createLabStore(reference).getState())

const elementOf = (kind: string, name: string, path: readonly (string | number)[] = []) => {
  const manifest = manifests.find((each) => each.kind === kind && each.metadata.name === name)
  return manifest && elementOfPart(picture, manifests, manifest, path)
}

describe('elementOfPart', () => {
  it.each([
    ['Node', 'k8s-w1', [], 'node:k8s-w1'],
    ['Pod', 'pod1', [], 'pod:default/pod1'],
    ['BlockAffinity', 'k8s-w1-172-16-158-0-24', [], 'node:k8s-w1'],
    ['IPPool', 'default-ipv4-ippool', ['spec', 'cidr'], 'resource:IPPool/default-ipv4-ippool'],
    ['Underlay', 'reference', ['spec', 'subnets', 1, 'cidr'], 'subnet:b'],
    ['Underlay', 'reference', ['spec', 'routers', 0], 'router:router'],
    ['Underlay', 'reference', ['spec', 'hosts', 3, 'interface'], 'node:k8s-w0'],
    ['Underlay', 'reference', ['metadata', 'name'], 'resource:Underlay/reference'],
  ] as const)('of %s %s %j is %4$s', (kind, name, path, expected) => expect(elementOf(kind, name, path)).toBe(expected))

  it('is nothing the lab does not have yet', () => {
    const draft = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'fresh' } }
    expect(elementOfPart(picture, manifests, draft, [])).toBeUndefined()
    expect(elementOfPart(picture, manifests, { ...draft, kind: 'IPPool' }, [])).toBeUndefined()
  })
})

describe('partOfElement', () => {
  it.each(['node:k8s-w1', 'pod:default/pod1', 'subnet:b', 'router:router', 'resource:IPPool/default-ipv4-ippool'])(
    'leads from %s to what leads back',
    (id) => {
      const part = partOfElement(manifests, id)
      const manifest = manifests.find(
        (each) => each.kind === part?.resource.kind && each.metadata.name === part.resource.name,
      )
      expect(manifest && elementOfPart(picture, manifests, manifest, part?.path ?? [])).toBe(id)
    },
  )

  it('is nothing for nothing', () => expect(partOfElement(manifests, undefined)).toBeUndefined())
})

it('an element of the canvas is no resource', () => expect(resourceOfId('pod:default/pod1')).toBeUndefined())
