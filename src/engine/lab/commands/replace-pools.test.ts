import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseLab } from '../../../io/parse-lab'
import { formatIpv4 } from '../../net/ipv4'
import { prefix, prefixContains } from '../../net/prefix'
import type { LabDocument } from '../document'
import { poolChangeIssue, poolChanges } from '../pool-changes'
import { clusterOf, warningsOf } from '../read-cluster'
import { replacePools } from './replace-pools'

const text = readFileSync(new URL('../../../labs/reference.yaml', import.meta.url), 'utf8')

function labOf(source: string): LabDocument {
  const parsed = parseLab(source)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value.document
}

const before = labOf(text)

function replaced(from: string, to: string) {
  const after = labOf(text.replace(from, to))
  const result = replacePools(after, poolChanges(before, after))
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return { ...result.value, after }
}

const addressesOf = (document: LabDocument) => {
  const { pods, nodes } = clusterOf(document)
  return [
    ...pods.map(({ address }) => address),
    ...nodes.flatMap(({ ipipTunnelAddress, vxlanTunnelAddress }) => [
      ...(ipipTunnelAddress === undefined ? [] : [ipipTunnelAddress]),
      ...(vxlanTunnelAddress === undefined ? [] : [vxlanTunnelAddress]),
    ]),
  ]
}

describe('[IPAM-11] a pool that keeps its name', () => {
  it('keeps its network and block size, or is refused at the field', () => {
    const changed = (from: string, to: string) =>
      poolChanges(before, labOf(text.replace(from, to))).map(poolChangeIssue)
    expect(changed('cidr: 172.16.0.0/16', 'cidr: 10.50.0.0/16')).toEqual([
      expect.objectContaining({ code: 'pool-cidr-fixed', path: ['spec', 'cidr'] }),
    ])
    expect(changed('blockSize: 24', 'blockSize: 26')).toEqual([
      expect.objectContaining({ code: 'pool-block-size-fixed', path: ['spec', 'blockSize'] }),
    ])
    expect(changed('ipipMode: CrossSubnet', 'ipipMode: Always')).toEqual([])
  })
})

describe('a pool made anew', () => {
  it('with another network gives every pod and every tunnel an address of it', () => {
    const { document, pods } = replaced('cidr: 172.16.0.0/16', 'cidr: 10.50.0.0/16')
    expect(pods).toHaveLength(clusterOf(before).pods.length)
    for (const address of addressesOf(document)) {
      expect(prefixContains(prefix('10.50.0.0/16'), address), formatIpv4(address)).toBe(true)
    }
    expect(addressesOf(document)).toHaveLength(addressesOf(before).length)
    expect(warningsOf(document)).toEqual(warningsOf(before))
  })

  it('leaves nothing of the old one behind', () => {
    const { document } = replaced('cidr: 172.16.0.0/16', 'cidr: 10.50.0.0/16')
    expect(JSON.stringify(document)).not.toContain('172.16.')
    expect(clusterOf(document).blockAffinities.length).toBeGreaterThan(0)
  })

  it('with another block size has only blocks of that size', () => {
    const { document, pods } = replaced('blockSize: 24', 'blockSize: 26')
    expect(pods.length).toBeGreaterThan(0)
    expect(new Set(clusterOf(document).blockAffinities.map(({ cidr }) => cidr.length))).toEqual(new Set([26]))
  })

  it('with a network that holds the old one changes no address', () => {
    const { document, after, pods } = replaced('cidr: 172.16.0.0/16', 'cidr: 172.16.0.0/15')
    expect(pods).toEqual([])
    expect(document).toBe(after)
  })
})
