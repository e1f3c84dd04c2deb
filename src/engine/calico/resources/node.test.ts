import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../manifest'
import { ip } from '../../net/ipv4'
import { codesOf, V3 } from './example-manifest'
import { nodeManifest, readNode, withIpipTunnelAddress, withNodeAddress, withVxlanTunnelAddress } from './node'

describe('readNode', () => {
  const facts = {
    name: 'edge-a1',
    labels: { rack: 'a' },
    internalAddress: ip('10.20.1.11'),
    bgpAddress: { address: ip('10.20.1.11'), length: 24 },
    ipipTunnelAddress: ip('10.64.7.64'),
    vxlanTunnelAddress: ip('10.64.7.65'),
    vxlanTunnelMac: '66:0b:4c:5a:01:9e',
    asNumber: 64999,
    routeReflectorClusterId: '1.0.0.1',
  }
  const metadata = { name: 'edge-a1', labels: { rack: 'a' } }
  const kubernetes: Manifest = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      ...metadata,
      annotations: {
        'projectcalico.org/IPv4Address': '10.20.1.11/24',
        'projectcalico.org/IPv4IPIPTunnelAddr': '10.64.7.64',
        'projectcalico.org/IPv4VXLANTunnelAddr': '10.64.7.65',
        'projectcalico.org/VXLANTunnelMACAddr': '66:0B:4C:5A:01:9E',
        'projectcalico.org/ASNumber': '64999',
        'projectcalico.org/RouteReflectorClusterID': '1.0.0.1',
        other: 'kept',
      },
    },
    status: {
      addresses: [
        { type: 'InternalIP', address: 'fd00::1' },
        { type: 'InternalIP', address: '10.20.1.11' },
      ],
    },
  }
  const calico: Manifest = {
    apiVersion: V3,
    kind: 'Node',
    metadata,
    spec: {
      addresses: [
        { address: '10.20.1.11/24', type: 'CalicoNodeIP' },
        { address: '10.20.1.11', type: 'InternalIP' },
      ],
      bgp: {
        ipv4Address: '10.20.1.11/24',
        ipv4IPIPTunnelAddr: '10.64.7.64',
        asNumber: 64999,
        routeReflectorClusterID: '1.0.0.1',
      },
      ipv4VXLANTunnelAddr: '10.64.7.65',
      vxlanTunnelMACAddr: '66:0b:4c:5a:01:9e',
      orchRefs: [{ nodeName: 'edge-a1', orchestrator: 'k8s' }],
    },
  }
  const spellings = [
    ['Kubernetes', kubernetes],
    ['Calico', calico],
  ] as const

  it.each(spellings)('reads the same facts from %s', (_, node) => {
    expect(readNode(node)).toEqual({ value: facts, issues: [] })
  })

  it.each(spellings)('writes an address the way %s has it', (_, node) => {
    const moved = withNodeAddress(node, { address: ip('10.30.0.5'), length: 16 })
    expect(readNode(moved).value).toEqual({
      ...facts,
      internalAddress: ip('10.30.0.5'),
      bgpAddress: { address: ip('10.30.0.5'), length: 16 },
    })
    expect(JSON.stringify(moved)).not.toContain('10.20.1.11')
  })

  it.each(spellings)('writes and removes tunnel addresses the way %s has them', (_, node) => {
    const changed = withVxlanTunnelAddress(withIpipTunnelAddress(node, ip('10.64.9.1')), undefined)
    const { vxlanTunnelAddress: _gone, ...rest } = facts
    expect(readNode(changed).value).toEqual({ ...rest, ipipTunnelAddress: ip('10.64.9.1') })
    expect(withIpipTunnelAddress(changed, ip('10.64.9.1'))).toBe(changed)
  })

  it('keeps other annotations and addresses', () => {
    const moved = withNodeAddress(kubernetes, { address: ip('10.30.0.5'), length: 16 })
    expect(moved).toMatchObject({ metadata: { annotations: { other: 'kept' } } })
    expect(moved.status).toEqual({
      addresses: [
        { type: 'InternalIP', address: 'fd00::1' },
        { type: 'InternalIP', address: '10.30.0.5' },
      ],
    })
  })

  it('drops bgp when its last member goes, as Calico does', () => {
    const bare: Manifest = { ...calico, spec: { bgp: { ipv4IPIPTunnelAddr: '10.64.7.64' }, x: 1 } }
    expect(withIpipTunnelAddress(bare, undefined).spec).toEqual({ x: 1 })
  })

  it('takes /32 where there is only an InternalIP, and an address without a mask as /32', () => {
    const bare: Manifest = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n' },
      status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }] },
    }
    const reading = readNode(bare)
    expect(reading.value?.bgpAddress).toEqual({ address: ip('10.0.0.1'), length: 32 })
    expect(codesOf(reading)).toEqual(['node-without-mask'])
    const annotated = { ...bare, metadata: { name: 'n', annotations: { 'projectcalico.org/IPv4Address': '10.0.0.1' } } }
    expect(readNode(annotated)).toMatchObject({ value: { bgpAddress: { length: 32 } }, issues: [] })
  })

  it('refuses a cluster id that BIRD would not take', () => {
    const node = nodeManifest({ name: 'n', address: { address: ip('10.0.0.1'), length: 24 } })
    const reflecting = (id: string): Manifest => ({
      ...node,
      metadata: {
        name: 'n',
        annotations: {
          'projectcalico.org/IPv4Address': '10.0.0.1/24',
          'projectcalico.org/RouteReflectorClusterID': id,
        },
      },
    })
    expect(codesOf(readNode(reflecting('rack-a')))).toEqual(['not-an-address'])
    expect(readNode(reflecting('244.0.0.1')).value?.routeReflectorClusterId).toBe('244.0.0.1')
    expect(readNode(reflecting('')).value?.routeReflectorClusterId).toBeUndefined()
  })

  it('nodeManifest gives a node that reads back', () => {
    const address = { address: ip('10.0.0.1'), length: 24 }
    expect(readNode(nodeManifest({ name: 'n', address, ipipTunnelAddress: ip('10.9.0.0') }))).toEqual({
      value: {
        name: 'n',
        labels: { 'kubernetes.io/hostname': 'n' },
        internalAddress: address.address,
        bgpAddress: address,
        ipipTunnelAddress: ip('10.9.0.0'),
      },
      issues: [],
    })
  })
})
