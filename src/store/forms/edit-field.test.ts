import { describe, expect, it } from 'vitest'
import { withField } from '../../engine/calico/resources/edit-manifest'
import type { Json } from '../../engine/manifest'
import { valueAt } from '../../engine/manifest'
import { renderSource } from '../../io/render-source'
import reference from '../../labs/reference.yaml'
import { createLabStore } from '../create-lab-store'
import { editField, refusalOf } from './edit-field'
import { formSections } from './form-sections'
import { freshPeer, freshPool } from './fresh-resource'

/** Sets a field of a section by the end of its path, as the form does. */
function edited(id: string, end: string, value: Json | undefined, part = 0) {
  const store = createLabStore(reference)
  const { document, baseSource } = store.getState()
  const section = formSections(document.manifests, id)[part]
  const path = section?.fields.find((each) => each.join('/').endsWith(end))
  if (!section || !path) throw new Error(`${id} has no field ${end}`)
  const commands = editField(section, path, value)
  const refusal = refusalOf(document, commands)
  if (!refusal) store.getState().run(commands)
  const after = store.getState()
  return { refusal, commands, document: after.document, text: renderSource(baseSource, after.document), store }
}

const differing = (text: string): readonly string[] => {
  const before = new Set(reference.source.split('\n'))
  return text.split('\n').filter((line) => !before.has(line))
}

describe('a field that is set', () => {
  it('changes its line and no other, comments included', () => {
    const { text } = edited('resource:IPPool/default-ipv4-ippool', 'ipipMode', 'Always')
    expect(differing(text)).toEqual(['  ipipMode: Always'])
    expect(text).toContain('# The reference cluster')
  })

  it('is one step of the history', () => {
    const { store } = edited('subnet:b', 'mtu', 1400)
    store.temporal.getState().undo()
    expect(store.getState().document).toEqual(createLabStore(reference).getState().document)
  })

  it('is taken out where it is emptied', () => {
    const { text } = edited('subnet:b', 'gateway', undefined)
    expect(differing(text)).toEqual(['    - {name: b, cidr: 192.168.20.0/24}'])
  })

  it('of a machine that the file says nothing of begins an entry', () => {
    const store = createLabStore(reference)
    const own = store.getState().document.manifests.find(({ kind }) => kind === 'Underlay')
    if (!own) throw new Error('the reference lab has a network')
    store.getState().run({ kind: 'apply-manifest', manifest: withField(own, ['spec', 'hosts'], undefined) })
    const section = formSections(store.getState().document.manifests, 'node:k8s-w0')[1]
    if (!section) throw new Error('no machine')
    store.getState().run(editField(section, [...section.base, 'interface'], 'ens7'))
    const underlay = store.getState().document.manifests.find(({ kind }) => kind === 'Underlay')
    expect(underlay && valueAt(underlay, ['spec', 'hosts'])).toEqual([{ node: 'k8s-w0', interface: 'ens7' }])
  })

  it('of a machine’s cable is what its link does, both ways apart', () => {
    const { document, refusal } = edited('node:k8s-w0', 'netem/receive/lossPercent', 12.5, 1)
    expect(refusal).toBeUndefined()
    const underlay = document.manifests.find(({ kind }) => kind === 'Underlay')
    expect(underlay && valueAt(underlay, ['spec', 'hosts', 3, 'netem'])).toEqual({ receive: { lossPercent: 12.5 } })
  })

  it('of a configuration that is not written down writes it', () => {
    const { document } = edited('resource:FelixConfiguration/default', 'ipipMTU', 1400)
    expect(document.manifests.find(({ kind }) => kind === 'FelixConfiguration')?.spec).toEqual({ ipipMTU: 1400 })
  })
})

describe('a node’s address', () => {
  it('is its machine’s too, as long as the two agree', () => {
    const { text } = edited('node:k8s-w2', 'IPv4Address', '192.168.10.77/24')
    expect(differing(text)).toEqual([
      '    projectcalico.org/IPv4Address: 192.168.10.77/24',
      '    - {type: InternalIP, address: 192.168.10.77}',
    ])
  })

  it('has a mask that only Calico believes', () => {
    const { text } = edited('node:k8s-w2', 'IPv4Address', '192.168.10.102/16')
    expect(differing(text)).toEqual(['    projectcalico.org/IPv4Address: 192.168.10.102/16'])
  })
})

describe('a pod', () => {
  it('gets the address that it asks for: it is made anew', () => {
    const { refusal, document, text } = edited('pod:default/pod1', 'ipAddrs', '["172.16.158.20"]')
    expect(refusal).toBeUndefined()
    const pod = document.manifests.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === 'pod1')
    expect(pod && valueAt(pod, ['status', 'podIP'])).toBe('172.16.158.20')
    expect(text).not.toContain('172.16.158.8')
  })

  it('that moves gets an address of the other node', () => {
    const { document } = edited('pod:default/pod1', 'nodeName', 'k8s-w0')
    const pod = document.manifests.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === 'pod1')
    expect(pod && valueAt(pod, ['status', 'podIP'])).toMatch(/^172\.16\.34\./)
  })
})

describe('what Calico refuses', () => {
  const POOL = 'resource:IPPool/default-ipv4-ippool'
  it.each<readonly [string, string, Json, string]>([
    [POOL, 'vxlanMode', 'Always', 'pool-both-modes'],
    [POOL, 'blockSize', 25, 'pool-block-size-fixed'],
    [POOL, 'blockSize', 33, 'block-size-range'],
    [POOL, 'cidr', '172.16.0.0/17', 'pool-cidr-fixed'],
    [POOL, 'nodeSelector', 'has(', 'bad-selector'],
    ['subnet:b', 'cidr', '192.168.10.0/23', 'gateway-outside'],
    ['subnet:b', 'gateway', '192.168.10.1', 'gateway-outside'],
    ['subnet:a', 'mtu', 12, 'field-range'],
    ['node:k8s-w0', 'IPv4Address', 'w0', 'not-an-interface-address'],
  ])('%s %s %j: %4$s', (id, end, value, code) => {
    const { refusal, commands } = edited(id, end, value)
    expect(commands).toHaveLength(1)
    expect(refusal?.map((issue) => issue.code)).toContain(code)
  })
})

it('a new pool is on a free network, and a new peer is a router', () => {
  const { document } = createLabStore(reference).getState()
  const [pool, peer] = [freshPool(document.manifests), freshPeer(document.manifests)]
  expect(pool?.spec).toMatchObject({ cidr: '10.10.0.0/16' })
  expect(peer.spec).toEqual({ asNumber: 64512, peerIP: '192.168.10.1' })
  for (const manifest of [pool, peer]) {
    expect(manifest && refusalOf(document, [{ kind: 'apply-manifest', manifest }])).toBeUndefined()
  }
})

it.each(['node:k8s-w1', 'pod:default/pod1', 'subnet:a', 'router:router', 'resource:BGPConfiguration/default'])(
  '%s has fields that the schema knows',
  (id) => {
    const sections = formSections(createLabStore(reference).getState().document.manifests, id)
    expect(sections.flatMap(({ fields }) => fields).length).toBeGreaterThan(3)
  },
)
