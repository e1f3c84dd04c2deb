import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { placeInDraft, rangeInDraft } from './draft-place'

const reference = readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8')

const at = (text: string, needle: string, more = 0) => placeInDraft(text, text.indexOf(needle) + more)

describe('placeInDraft', () => {
  it('tells the field under a key and under a value', () => {
    expect(at(reference, 'ipipMode: Cross', 2)).toMatchObject({ path: ['spec', 'ipipMode'], at: 'key' })
    const value = at(reference, 'CrossSubnet\n', 3)
    expect(value).toMatchObject({ path: ['spec', 'ipipMode'], at: 'value', resource: { kind: 'IPPool' } })
    expect(reference.slice(value?.from, value?.to)).toBe('CrossSubnet')
  })

  it('tells the entry of a list', () => {
    expect(at(reference, '{node: k8s-w2', 8)).toMatchObject({ path: ['spec', 'hosts', 2, 'node'] })
  })

  it('tells the resource although another document is broken', () => {
    expect(at(`kind: [\n---\n${reference}`, 'nodeToNodeMesh')?.resource).toMatchObject({ kind: 'BGPConfiguration' })
  })

  it('tells the item of a list of resources', () => {
    const list = `kind: List\napiVersion: v1\nitems:\n- {kind: Pod, metadata: {name: a}}\n- {kind: Pod, metadata: {name: b}}\n`
    expect(at(list, 'name: b')).toMatchObject({ path: ['metadata', 'name'], resource: { metadata: { name: 'b' } } })
  })

  it('tells nothing between the documents', () => expect(placeInDraft('\n\n---\nkind: Pod\n', 1)).toBeUndefined())
})

describe('rangeInDraft', () => {
  const textOf = (wanted: Parameters<typeof rangeInDraft>[1], path?: readonly (string | number)[]) => {
    const range = rangeInDraft(reference, wanted, path)
    return range && reference.slice(range.from, range.to)
  }

  it('is the resource’s lines', () => {
    const lines = textOf({ kind: 'Node', name: 'k8s-w2' })?.split('\n')
    expect(lines?.[0]).toBe('apiVersion: v1')
    expect(lines?.at(-1)).toBe('    - {type: Hostname, address: k8s-w2}')
  })

  it('is a part’s own text', () => {
    expect(textOf({ kind: 'Underlay', name: 'reference' }, ['spec', 'subnets', 1])).toMatch(/^\{name: b,.*\}$/)
  })

  it('is nothing for what is not there', () => {
    expect(textOf({ kind: 'Node', name: 'nobody' })).toBeUndefined()
    expect(textOf({ kind: 'Pod', name: 'pod1', namespace: 'elsewhere' })).toBeUndefined()
  })
})
