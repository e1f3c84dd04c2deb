import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withPoolSpec } from '../engine/calico/resources/ip-pool'
import { withIpipTunnelAddress, withNodeAddress } from '../engine/calico/resources/node'
import { podManifest, withPodPlacement } from '../engine/calico/resources/pod'
import { withUnderlaySpec } from '../engine/calico/resources/underlay'
import type { Json, LabDocument, Manifest } from '../engine/lab/document'
import { ip } from '../engine/net/ipv4'
import { renderSource } from './render-source'
import { readYaml } from './yaml-source'

const reference = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')

const documentOf = (text: string): LabDocument => {
  const source = readYaml(text)
  if (!source.ok) throw new Error(JSON.stringify(source.error))
  return { manifests: source.value.slots.map(({ json }) => json as Manifest) }
}

const edit = (
  text: string,
  kind: string,
  name: string,
  change: (manifest: Manifest) => Manifest | undefined,
): string => {
  const manifests = documentOf(text).manifests.flatMap((manifest) => {
    const hit = manifest.kind === kind && manifest.metadata.name === name
    return (hit ? change(manifest) : manifest) ?? []
  })
  const rendered = renderSource(text, { manifests })
  expect(documentOf(rendered).manifests).toEqual(manifests)
  return rendered
}

/** The lines that differ, as a diff shows them. */
const diff = (before: string, after: string): string[] => {
  const [old, next] = [before.split('\n'), after.split('\n')]
  return [
    ...old.filter((line) => !next.includes(line)).map((line) => `-${line}`),
    ...next.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ]
}

describe('renderSource on the reference lab', () => {
  it('gives the same text when nothing changed', () => {
    expect(renderSource(reference, documentOf(reference))).toBe(reference)
  })

  it('writes a mode in its place', () => {
    const text = edit(reference, 'IPPool', 'default-ipv4-ippool', (pool) => withPoolSpec(pool, { ipipMode: 'Always' }))
    expect(diff(reference, text)).toEqual(['-  ipipMode: CrossSubnet', '+  ipipMode: Always'])
  })

  it('puts a new field where the alphabet has it', () => {
    const text = edit(reference, 'IPPool', 'default-ipv4-ippool', (pool) => withPoolSpec(pool, { disabled: true }))
    expect(text).toContain('  cidr: 172.16.0.0/16\n  disabled: true\n  ipipMode: CrossSubnet\n')
    expect(diff(reference, text)).toEqual(['+  disabled: true'])
  })

  it('takes a field out with its line', () => {
    const text = edit(reference, 'IPPool', 'default-ipv4-ippool', (pool) => withPoolSpec(pool, { natOutgoing: null }))
    expect(diff(reference, text)).toEqual(['-  natOutgoing: true'])
  })

  it('moves a node, keeping flow style', () => {
    const address = { address: ip('192.168.20.101'), length: 24 }
    const text = edit(reference, 'Node', 'k8s-w2', (node) => withNodeAddress(node, address))
    expect(diff(reference, text)).toEqual([
      '-    projectcalico.org/IPv4Address: 192.168.10.102/24',
      '-    - {type: InternalIP, address: 192.168.10.102}',
      '+    projectcalico.org/IPv4Address: 192.168.20.101/24',
      '+    - {type: InternalIP, address: 192.168.20.101}',
    ])
  })

  it('takes an annotation out and puts it back where it was', () => {
    const without = edit(reference, 'Node', 'k8s-m', (node) => withIpipTunnelAddress(node, undefined))
    expect(diff(reference, without)).toEqual(['-    projectcalico.org/IPv4IPIPTunnelAddr: 172.16.116.0'])
    const back = edit(without, 'Node', 'k8s-m', (node) => withIpipTunnelAddress(node, ip('172.16.116.0')))
    expect(back).toBe(reference)
  })

  it('moves a pod', () => {
    const text = edit(reference, 'Pod', 'pod3', (pod) => withPodPlacement(pod, 'k8s-w1', ip('172.16.158.9')))
    expect(text).toBe(
      reference.replace('172.16.34.1\n', '172.16.158.9\n').replace(/k8s-w0(?=\n {2}containers)/, 'k8s-w1'),
    )
  })

  it('adds a subnet and a router interface to lists', () => {
    const text = edit(reference, 'Underlay', 'reference', (underlay) =>
      withUnderlaySpec(underlay, (spec) => {
        const routers = spec.routers as unknown as { interfaces: Json[] }[]
        return {
          ...spec,
          subnets: [...(spec.subnets as Json[]), { name: 'c', cidr: '192.168.30.0/24' }],
          routers: routers.map((router) => ({
            ...router,
            interfaces: [...router.interfaces, { subnet: 'c', address: '192.168.30.1' }],
          })),
        }
      }),
    )
    expect(diff(reference, text)).toEqual([
      '+    - {name: c, cidr: 192.168.30.0/24}',
      '+        - {subnet: c, address: 192.168.30.1}',
    ])
  })

  it('appends a new resource as a document of its own', () => {
    const pod = podManifest({ name: 'pod4', namespace: 'default', node: 'k8s-m', address: ip('172.16.116.1') })
    const text = renderSource(reference, { manifests: [...documentOf(reference).manifests, pod] })
    expect(text.startsWith(`${reference}---\napiVersion: v1\nkind: Pod\n`)).toBe(true)
    expect(documentOf(text).manifests.at(-1)).toEqual(pod)
  })

  it('removes a resource with its separator', () => {
    const text = edit(reference, 'BGPConfiguration', 'default', () => undefined)
    expect(text.match(/^---$/gm)).toHaveLength((reference.match(/^---$/gm) ?? []).length - 1)
  })
})

describe('renderSource on other layouts', () => {
  const pod = (name: string, extra: object = {}) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, ...extra })

  it('edits items of a kubectl List, comments and quotes kept', () => {
    const text =
      'apiVersion: v1\nitems:\n- apiVersion: v1 # one\n  kind: Pod\n  metadata:\n    name: a\n  spec: {x: \'1\', y: "2"}\n' +
      '- apiVersion: v1\n  kind: Pod\n  metadata: # two\n    name: b\nkind: List\n'
    expect(edit(text, 'Pod', 'a', (m) => ({ ...m, spec: { x: '3', y: '4' } }))).toBe(
      text.replace('{x: \'1\', y: "2"}', '{x: \'3\', y: "4"}'),
    )
    expect(edit(text, 'Pod', 'a', () => undefined)).toBe(
      'apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: # two\n    name: b\nkind: List\n',
    )
  })

  it('stays JSON in JSON', () => {
    const text = `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod('a'), pod('b', { n: [1, 2, 3] })] }, null, 2)}\n`
    const edited = edit(text, 'Pod', 'b', (m) => ({ ...m, n: [1, 3], more: { x: 'y' } }))
    expect(JSON.parse(edited).items[1]).toEqual(pod('b', { n: [1, 3], more: { x: 'y' } }))
    expect(JSON.parse(edit(text, 'Pod', 'a', () => undefined)).items).toEqual([pod('b', { n: [1, 2, 3] })])
  })

  it('keeps CRLF', () => {
    const text = 'apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: a\r\nspec:\r\n  b: 1\r\n'
    const edited = edit(text, 'Pod', 'a', (m) => ({ ...m, spec: { a: 1, b: 1, c: [1, { d: 2 }] } }))
    expect(edited).toBe(text.replace('  b: 1\r\n', '  a: 1\r\n  b: 1\r\n  c:\r\n  - 1\r\n  - d: 2\r\n'))
    expect(edited.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('quotes text that YAML 1.1 takes for something else', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n    x: y\n'
    const labels = { x: 'yes', y: 'on', z: '012', w: '1e3', v: 'null' }
    const edited = edit(text, 'Pod', 'a', (m) => ({ ...m, metadata: { name: 'a', labels } }))
    expect(edited).toContain('x: "yes"\n')
    expect(edited).toContain('"y": "on"\n')
    expect(edited).toContain('z: "012"\n')
  })

  it('edits a text without a last line break', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a'
    const edited = edit(text, 'Pod', 'a', (m) => ({ ...m, spec: { a: [1] } }))
    expect(edited).toBe(`${text}\nspec:\n  a:\n  - 1`)
  })

  it('fills in a key that has no value', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n'
    expect(edit(text, 'Pod', 'a', (m) => ({ ...m, spec: { a: 1 } }))).toBe(`${text}  a: 1\n`)
  })

  it('turns a map into a list and back where it stands', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec: # why\n  a: 1\nstatus: {}\n'
    const listed = edit(text, 'Pod', 'a', (m) => ({ ...m, spec: ['x'] }))
    expect(listed).toBe('apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n- x\nstatus: {}\n')
    expect(edit(listed, 'Pod', 'a', (m) => ({ ...m, spec: {} }))).toContain('\nspec: {}\nstatus: {}\n')
  })

  it('says the same where anchors make edits impossible', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  a: &x [1]\n  b: *x\n'
    edit(text, 'Pod', 'a', (m) => ({ ...m, spec: { a: [2], b: [1] } }))
  })
})
