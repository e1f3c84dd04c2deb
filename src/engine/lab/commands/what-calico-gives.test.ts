import { describe, expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { formatPrefix } from '../../net/prefix'
import { applyCommand } from '../apply-command'
import type { Command } from '../commands'
import type { LabDocument } from '../document'
import { apply, edited, patch } from '../example-lab'
import { clusterOf } from '../read-cluster'

// Edits as a person makes them, and what IPAM and the tunnel allocator of a real cluster would answer.

const POOL = 'default-ipv4-ippool'
const text = (address: Ipv4 | undefined): string => (address === undefined ? '-' : formatIpv4(address))

const podIn = (lab: LabDocument, name: string): string =>
  text(clusterOf(lab).pods.find((pod) => pod.name === name)?.address)

const nodeIn = (lab: LabDocument, name: string): readonly string[] => {
  const { nodes, blockAffinities } = clusterOf(lab)
  const node = nodes.find((candidate) => candidate.name === name)
  const blocks = blockAffinities.filter((affinity) => affinity.node === name).map(({ cidr }) => formatPrefix(cidr))
  return [text(node?.ipipTunnelAddress), text(node?.vxlanTunnelAddress), ...blocks]
}

const addPod = (node: string, name: string): Command => ({ kind: 'add-pod', node, name })
const removePod = (pod: string): Command => ({ kind: 'remove-pod', namespace: 'default', pod })
const pod = (name: string, node: string, annotations: Readonly<Record<string, string>>): Command => ({
  kind: 'apply-manifest',
  manifest: { apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations }, spec: { nodeName: node } },
})

describe('[IPAM-3] [IPAM-8] a node that joins', () => {
  it.each([
    // The start of each walk is a test vector, computed with Go's own generator: 24, 166, 25 of 256 blocks.
    ['k8s-w3', '172.16.24.0', '172.16.24.0/24'],
    ['worker1', '172.16.166.0', '172.16.166.0/24'],
    ['node-1', '172.16.25.0', '172.16.25.0/24'],
  ])('%s gets block %s by its name, and the tunnel address first', (name, address, block) => {
    const lab = edited(reference.document, { kind: 'add-node', subnet: 'b', name }, addPod(name, 'first'))
    expect(nodeIn(lab, name)).toEqual([address, '-', block])
    expect(podIn(lab, 'first')).toBe(address.replace(/0$/, '1'))
  })

  it('has no block until its first pod where no pool has a tunnel', () => {
    const joined = edited(
      reference.document,
      { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' },
      { kind: 'add-node', subnet: 'b', name: 'k8s-w3' },
    )
    expect(nodeIn(joined, 'k8s-w3')).toEqual(['-', '-'])
    const started = edited(joined, addPod('k8s-w3', 'first'))
    expect([podIn(started, 'first'), ...nodeIn(started, 'k8s-w3')]).toEqual(['172.16.24.0', '-', '-', '172.16.24.0/24'])
  })

  it('moves to another subnet with all that IPAM gave it', () => {
    const moved = edited(reference.document, { kind: 'move-node', node: 'k8s-w2', subnet: 'b' })
    expect(nodeIn(moved, 'k8s-w2')).toEqual(nodeIn(reference.document, 'k8s-w2'))
    expect(podIn(moved, 'pod2')).toBe('172.16.184.2')
  })
})

describe('[IPAM-6] a pod removed and made again', () => {
  it('gets the next address, and its old one when the block has been gone round', () => {
    const again = edited(reference.document, removePod('pod3'), addPod('k8s-w0', 'pod3'))
    expect(podIn(again, 'pod3')).toBe('172.16.34.2')
    const flips = Array.from({ length: 254 }, () => [removePod('pod3'), addPod('k8s-w0', 'pod3')]).flat()
    expect(podIn(edited(again, ...flips), 'pod3')).toBe('172.16.34.1')
  })
})

describe('[IPAM-1] [IPAM-8] a pool that is added', () => {
  const vxlanPool = { cidr: '10.50.0.0/16', blockSize: 24, vxlanMode: 'Always' }

  it('with another tunnel gives every node a second tunnel address, and a block for it', () => {
    const lab = edited(reference.document, apply('IPPool', 'zz-new', vxlanPool))
    expect(nodeIn(lab, 'k8s-w1')).toEqual(['172.16.158.0', '10.50.158.0', '172.16.158.0/24', '10.50.158.0/24'])
  })

  it('whose name comes first serves the pods from then on, a block of the old one not given up', () => {
    const lab = edited(
      reference.document,
      apply('IPPool', 'a-new', { cidr: '10.50.0.0/16', blockSize: 24, ipipMode: 'Always' }),
    )
    // The old block lies in a pool that is as good a choice, and has room: no new one is claimed.
    expect(podIn(edited(lab, addPod('k8s-w1', 'new')), 'new')).toBe('172.16.158.9')
    const off = edited(lab, patch('IPPool', POOL, { spec: { disabled: true } }))
    expect(nodeIn(off, 'k8s-w1')).toEqual(['10.50.158.0', '-', '172.16.158.0/24', '10.50.158.0/24'])
    expect(podIn(edited(off, addPod('k8s-w1', 'new')), 'new')).toBe('10.50.158.1')
  })

  it('that is manual serves who asks for it', () => {
    const lab = edited(reference.document, apply('IPPool', 'a-new', { ...vxlanPool, assignmentMode: 'Manual' }))
    expect(podIn(edited(lab, addPod('k8s-w1', 'new')), 'new')).toBe('172.16.158.9')
    const wish = { 'cni.projectcalico.org/ipv4pools': '["a-new"]' }
    // Behind the tunnel address, which a manual pool gives too.
    expect(podIn(edited(lab, pod('asks', 'k8s-w1', wish)), 'asks')).toBe('10.50.158.1')
    const byCidr = { 'cni.projectcalico.org/ipv4pools': '["10.50.0.0/16"]' }
    expect(podIn(edited(lab, pod('asks', 'k8s-w1', byCidr)), 'asks')).toBe('10.50.158.1')
  })
})

describe('[CNI-3] a pod that asks for an address', () => {
  const wish = (address: string) => ({ 'cni.projectcalico.org/ipAddrs': `["${address}"]` })

  it('has it, borrowed if it must be, and takes it along', () => {
    const lab = edited(reference.document, pod('asks', 'k8s-w1', wish('172.16.34.77')))
    expect(podIn(lab, 'asks')).toBe('172.16.34.77')
    const moved = edited(lab, { kind: 'move-pod', namespace: 'default', pod: 'asks', node: 'k8s-w2' })
    expect(podIn(moved, 'asks')).toBe('172.16.34.77')
  })

  it.each([
    ['172.16.158.8', 'ipam-address-taken'],
    ['10.1.2.3', 'ipam-address-outside-pools'],
    ['nothing', 'pod-request'],
  ])('%s is refused: %s', (address, code) => {
    const refused = applyCommand(reference.document, pod('asks', 'k8s-w1', wish(address)))
    expect(refused).toMatchObject({ ok: false, error: [{ code }] })
  })

  it('asks for a pool that is not there, and is refused', () => {
    const refused = applyCommand(
      reference.document,
      pod('asks', 'k8s-w1', { 'cni.projectcalico.org/ipv4pools': '["none"]' }),
    )
    expect(refused).toMatchObject({ ok: false, error: [{ code: 'ipam-pool-not-enabled' }] })
  })
})
