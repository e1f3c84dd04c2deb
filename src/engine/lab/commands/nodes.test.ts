import { expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix } from '../../net/prefix'
import { applyCommand } from '../apply-command'
import type { Command } from '../commands'
import { edited } from '../example-lab'
import { clusterOf } from '../read-cluster'

it('a new node goes on with the names, is set up as the others, and gets its block and tunnel address', () => {
  const after = clusterOf(edited(reference.document, { kind: 'add-node', subnet: 'b' }))
  const node = after.nodes.find(({ name }) => name === 'k8s-w3')
  expect(node && formatPrefix(node.bgpAddress)).toBe('192.168.20.2/24')
  expect(node?.ipipTunnelAddress && formatIpv4(node.ipipTunnelAddress)).toBe('172.16.24.0')
  expect(after.blockAffinities.find((affinity) => affinity.node === 'k8s-w3')?.cidr).toEqual({
    address: node?.ipipTunnelAddress,
    length: 24,
  })
  expect(after.underlay.hosts.find((host) => host.node === 'k8s-w3')).toMatchObject({
    interface: 'ens5',
    gatewayMetric: 100,
    routes: [],
  })
})

it('[IPAM-8] a node that comes in Never mode has neither tunnel address nor block', () => {
  const never: Command = { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' }
  const after = clusterOf(edited(reference.document, never, { kind: 'add-node', subnet: 'a', name: 'late' }))
  expect(after.nodes.find(({ name }) => name === 'late')).not.toHaveProperty('ipipTunnelAddress')
  expect(after.blockAffinities.some(({ node }) => node === 'late')).toBe(false)
})

it('a removed node takes its pods, blocks and settings along', () => {
  const after = edited(reference.document, { kind: 'remove-node', node: 'k8s-w1' })
  expect(JSON.stringify(after)).not.toContain('k8s-w1')
  expect(JSON.stringify(after)).not.toContain('pod1')
})

it('a block that pods of other nodes have addresses of outlives its node', () => {
  const borrowed = edited(reference.document, {
    kind: 'patch-manifest',
    resource: 'pod',
    name: 'pod1',
    patch: { status: { podIP: '172.16.34.5' } },
  })
  const after = clusterOf(edited(borrowed, { kind: 'remove-node', node: 'k8s-w0' }))
  expect(after.pods.find(({ name }) => name === 'pod1')?.node).toBe('k8s-w1')
  expect(after.blockAffinities.some(({ cidr }) => formatPrefix(cidr) === '172.16.34.0/24')).toBe(false)
  const block = after.blocks.find(({ cidr }) => formatPrefix(cidr) === '172.16.34.0/24')
  expect(block).toBeDefined()
  expect(block).not.toHaveProperty('node')
})

it('the last node cannot go', () => {
  const one = edited(
    reference.document,
    ...['k8s-w0', 'k8s-w1', 'k8s-w2'].map((node): Command => ({ kind: 'remove-node', node })),
  )
  expect(applyCommand(one, { kind: 'remove-node', node: 'k8s-m' })).toMatchObject({ error: [{ code: 'last-node' }] })
})

it.each([
  ['router', 'name-taken'],
  ['k8s-w1', 'name-taken'],
  ['Worker', 'bad-name'],
])('a node cannot be called %s: %s', (name, code) => {
  expect(applyCommand(reference.document, { kind: 'add-node', subnet: 'a', name })).toMatchObject({
    ok: false,
    error: [{ code }],
  })
})
