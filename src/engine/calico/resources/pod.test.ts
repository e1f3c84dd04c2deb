import { describe, expect, it } from 'vitest'
import type { JsonObject, Manifest } from '../../manifest'
import { ip } from '../../net/ipv4'
import { V3 } from './example-manifest'
import { podManifest, readPod, readWorkloadEndpoint, withPodPlacement } from './pod'

describe('readPod', () => {
  const pod = (spec: JsonObject, status: JsonObject, annotations: JsonObject = {}): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'cart-0', namespace: 'shop', annotations },
    spec,
    status,
  })
  const running = pod(
    { nodeName: 'n' },
    { phase: 'Running', podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }], hostIP: '1.2.3.4' },
  )
  const POD_IP = 'cni.projectcalico.org/podIP'

  it.each([
    ['in the host network', pod({ nodeName: 'n', hostNetwork: true }, { podIP: '10.0.0.1' })],
    ['done', pod({ nodeName: 'n' }, { phase: 'Succeeded', podIP: '10.0.0.1' })],
    ['failed', pod({ nodeName: 'n' }, { phase: 'Failed', podIP: '10.0.0.1' })],
    ['not scheduled', pod({}, { phase: 'Pending' })],
    ['released', pod({ nodeName: 'n' }, { podIP: '10.0.0.1' }, { [POD_IP]: '' })],
  ])('passes over a pod that is %s', (_, manifest) => {
    expect(readPod(manifest)).toEqual({ issues: [] })
  })

  it('prefers the CNI plugin’s annotation', () => {
    const both = pod({ nodeName: 'n' }, { podIP: '10.0.0.1' }, { [POD_IP]: '10.0.0.2/32' })
    expect(readPod(both).value?.address).toBe(ip('10.0.0.2'))
    expect(readPod(withPodPlacement(both, 'm', ip('10.0.0.3'))).value).toMatchObject({
      node: 'm',
      address: ip('10.0.0.3'),
    })
  })

  it('moves with all that names its address', () => {
    const moved = withPodPlacement(running, 'm', ip('10.0.1.1'))
    expect(moved.status).toEqual({ phase: 'Running', podIP: '10.0.1.1', podIPs: [{ ip: '10.0.1.1' }] })
    expect(readPod(moved).value).toMatchObject({
      name: 'cart-0',
      namespace: 'shop',
      node: 'm',
      address: ip('10.0.1.1'),
    })
  })

  it('refuses an address that is none, where it stands', () => {
    expect(readPod(pod({ nodeName: 'n' }, { podIP: '10.0.0.256' })).issues).toMatchObject([
      { code: 'not-an-address', path: ['status', 'podIP'], params: { kind: 'Pod', name: 'shop/cart-0' } },
    ])
  })

  it('podManifest gives a pod that reads back', () => {
    const facts = { name: 'p', namespace: 'default', node: 'n', address: ip('10.0.0.1') }
    expect(readPod(podManifest(facts)).value).toEqual({ ...facts, labels: {} })
  })

  it('reads and moves a WorkloadEndpoint', () => {
    const endpoint: Manifest = {
      apiVersion: V3,
      kind: 'WorkloadEndpoint',
      metadata: { name: 'edge--a1-k8s-cart--0-eth0', namespace: 'shop' },
      spec: { ipNetworks: ['10.64.7.65/32'], node: 'edge-a1', pod: 'cart-0' },
    }
    expect(readWorkloadEndpoint(endpoint).value).toMatchObject({
      name: 'cart-0',
      namespace: 'shop',
      address: ip('10.64.7.65'),
    })
    const moved = withPodPlacement(endpoint, 'edge-b1', ip('10.64.0.1'))
    expect(moved.metadata.name).toBe('edge--b1-k8s-cart--0-eth0')
    expect(readWorkloadEndpoint(moved).value).toMatchObject({ node: 'edge-b1', address: ip('10.64.0.1') })
  })
})
