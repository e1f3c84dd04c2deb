import { describe, expect, it } from 'vitest'
import { prefix } from '../../net/prefix'
import { affinityManifest, readBlockAffinity } from './block-affinity'
import { codesOf, exampleManifest } from './example-manifest'
import { blockManifest, readIPAMBlock } from './ipam-block'

describe('blocks and affinities', () => {
  it.each([
    [{ state: 'pending' }, 'pending'],
    [{ state: 'confirmed', deleted: 'false' }, 'confirmed'],
    [{ deleted: false }, 'confirmed'],
    [{ deleted: 'true' }, undefined],
    [{ deleted: true, state: 'confirmed' }, undefined],
    [{ state: 'confirmed', type: 'virtual' }, undefined],
  ])('an affinity with %j is %s', (spec, state) => {
    expect(
      readBlockAffinity(exampleManifest('BlockAffinity', { cidr: '10.0.0.0/26', node: 'n', ...spec })).value?.state,
    ).toBe(state)
  })

  it('affinityManifest reads back, named as Calico names it', () => {
    const affinity = affinityManifest({ cidr: prefix('172.16.158.0/24'), node: 'k8s-w1', state: 'confirmed' })
    expect(affinity.metadata.name).toBe('k8s-w1-172-16-158-0-24')
    expect(readBlockAffinity(affinity).value).toMatchObject({ node: 'k8s-w1', cidr: prefix('172.16.158.0/24') })
  })

  const spec = {
    affinity: 'host:edge-a1',
    allocations: [0, 1, null, null],
    attributes: [
      { handle_id: 'ipip-tunnel-addr-edge-a1', secondary: { node: 'edge-a1', type: 'ipipTunnelAddress' } },
      { handle_id: 'h', secondary: { namespace: 'shop', node: 'edge-a1', pod: 'cart-0', timestamp: '2026' } },
    ],
    cidr: '10.64.7.64/30',
    deleted: false,
    unallocated: [2, 3],
  }
  it('reads a block, and blockManifest writes it', () => {
    const { value, issues } = readIPAMBlock(exampleManifest('IPAMBlock', spec))
    expect(issues).toEqual([])
    expect(value).toMatchObject({ node: 'edge-a1', allocations: [0, 1, null, null], unallocated: [2, 3] })
    expect(value?.attributes[0]).toEqual({
      handleId: 'ipip-tunnel-addr-edge-a1',
      node: 'edge-a1',
      type: 'ipipTunnelAddress',
    })
    if (value) expect(readIPAMBlock(blockManifest(value)).value).toEqual(value)
  })

  it.each([
    [{ allocations: [0, 1, null] }, ['block-allocations-size']],
    [{ allocations: [0, 2, null, null] }, ['block-attribute-missing']],
    [{ unallocated: [1, 2, 3] }, ['block-free-but-taken']],
    [{ unallocated: [2, 2] }, ['block-free-but-taken']],
    [{ unallocated: [2, 9] }, ['block-free-but-taken']],
    [{ affinity: 'virtual:load-balancer' }, []],
  ])('a block with %j: %j', (change, expected) => {
    expect(codesOf(readIPAMBlock(exampleManifest('IPAMBlock', { ...spec, ...change })))).toEqual(expected)
  })
})
