import { describe, expect, it } from 'vitest'
import { clusterOf, warningsOf } from '../../engine/lab/read-cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { renderSource } from '../../io/render-source'
import reference from '../../labs/reference.yaml'
import { readDraft } from './read-draft'
import { remedyFor } from './remedies'

const edited = (from: string | RegExp, to: string): string => reference.source.replace(from, to)
const refused = (text: string) => {
  const read = readDraft(reference.document, text)
  return read.ok ? [] : read.error.map(({ code, source }) => [code, source?.line])
}
const lineOf = (text: string, part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1

describe('a text in which a pool has another network or block size', () => {
  const text = edited('cidr: 172.16.0.0/16', 'cidr: 10.50.0.0/16')

  it('is refused at the field’s line, as Calico refuses it', () => {
    expect(refused(text)).toEqual([['pool-cidr-fixed', lineOf(text, 'cidr: 10.50.0.0/16')]])
    const size = edited('blockSize: 24', 'blockSize: 26')
    expect(refused(size)).toEqual([['pool-block-size-fixed', lineOf(size, 'blockSize: 26')]])
  })

  it('can be had with the pool made anew: no pod is left in no pool, and the comments stay', () => {
    const remedy = remedyFor(reference.document, text)
    if (!remedy) throw new Error('no remedy')
    expect(remedy.said).toMatchObject({ key: 'yaml.remedy.pools', params: { count: 3 } })
    expect(warningsOf(remedy.document)).toEqual(warningsOf(reference.document))
    const rendered = renderSource(text, remedy.document)
    expect(rendered).toContain('# The reference cluster')
    expect(rendered).not.toContain('172.16.')
  })

  it('of another cluster is another lab', () => {
    expect(refused(text.replaceAll('k8s-', 'other-'))).toEqual([])
  })

  it('under another name is another pool, and what it leaves behind is said', () => {
    const other = text.replace('name: default-ipv4-ippool', 'name: new-pool')
    const read = readDraft(reference.document, other)
    expect(read.ok && warningsOf(read.value.document).map(({ code }) => code)).toContain('pod-outside-pools')
  })
})

describe('a text in which a subnet has another network', () => {
  const text = edited(
    '{name: a, cidr: 192.168.10.0/24, gateway: 192.168.10.1}',
    '{name: a, cidr: 10.5.0.0/24, gateway: 10.5.0.1}',
  )

  it('is refused for all who are not in it any more, and can be had with them renumbered', () => {
    expect(refused(text).map(([code]) => code)).toContain('node-outside-subnets')
    const remedy = remedyFor(reference.document, text)
    if (!remedy) throw new Error('no remedy')
    expect(remedy.said.params).toEqual({ machines: 'k8s-m, k8s-w1, k8s-w2, router', subnets: 'a' })
    const rendered = renderSource(text, remedy.document)
    expect(rendered).not.toContain('192.168.10.')
    expect(rendered.split('\n')).toHaveLength(reference.source.split('\n').length)
  })
})

describe('a text in which something has another name', () => {
  it('can be had with all that names it', () => {
    const text = edited('name: k8s-w1\n  annotations', 'name: worker\n  annotations')
    expect(refused(text).length).toBeGreaterThan(0)
    const remedy = remedyFor(reference.document, text)
    expect(remedy?.said).toEqual({ key: 'yaml.remedy.rename', params: { name: 'k8s-w1', to: 'worker' } })
    expect(remedy && renderSource(text, remedy.document)).not.toContain('k8s-w1')
  })

  it('of a subnet too', () => {
    const remedy = remedyFor(reference.document, edited('{name: a,', '{name: rack-a,'))
    expect(remedy?.said).toEqual({ key: 'yaml.remedy.rename', params: { name: 'a', to: 'rack-a' } })
    expect(
      remedy &&
        clusterOf(remedy.document).underlay.routers[0]?.interfaces.map(({ subnet, address }) => [
          subnet,
          formatIpv4(address),
        ])[0],
    ).toEqual(['rack-a', '192.168.10.1'])
  })

  it('and is wrong beside that has no remedy', () => {
    expect(
      remedyFor(reference.document, edited('{name: a,', '{name: rack-a,').replace('asNumber: 64512', 'asNumber: x')),
    ).toBeUndefined()
    expect(remedyFor(reference.document, 'kind: [')).toBeUndefined()
  })
})
