import { expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import type { LabDocument } from '../../lab/document'
import { edited, patch } from '../../lab/example-lab'
import { clusterOf } from '../../lab/read-cluster'
import { formatPrefix } from '../../net/prefix'
import { nodeRoutes } from './cluster-routes'

const routesOf = (document: LabDocument): string[] =>
  nodeRoutes(clusterOf(document)).map(({ cidr, node, kind }) => `${node.name} ${kind} ${formatPrefix(cidr)}`)

const BLOCKS = [
  'k8s-m block 172.16.116.0/24',
  'k8s-w1 block 172.16.158.0/24',
  'k8s-w2 block 172.16.184.0/24',
  'k8s-w0 block 172.16.34.0/24',
]

it('[BLOCK-2] a node stands for its blocks', () => expect(routesOf(reference.document)).toEqual(BLOCKS))

it.each([
  ['pending', BLOCKS.toSpliced(1, 1, 'k8s-w1 borrowed 172.16.158.8/32', 'k8s-w1 borrowed 172.16.158.0/32')],
  ['confirmed', BLOCKS],
])('[BLOCK-1] only confirmed affinities are blocks of one’s own; this one is %s', (state, expected) => {
  const document = edited(reference.document, patch('BlockAffinity', 'k8s-w1-172-16-158-0-24', { spec: { state } }))
  expect(routesOf(document)).toEqual(expected)
})

it('[BLOCK-2] an address out of another node’s block, and a tunnel’s, count on their own', () => {
  const tunnel = { metadata: { annotations: { 'projectcalico.org/IPv4IPIPTunnelAddr': '172.16.184.77' } } }
  const document = edited(
    reference.document,
    patch('Pod', 'pod1', { status: { podIP: '172.16.34.99' } }),
    patch('Node', 'k8s-w1', tunnel),
  )
  const borrowed = ['k8s-w1 borrowed 172.16.34.99/32', 'k8s-w1 borrowed 172.16.184.77/32']
  expect(routesOf(document)).toEqual(BLOCKS.toSpliced(2, 0, ...borrowed))
})

it('[BLOCK-2] what lies in no pool is nobody’s', () => {
  expect(nodeRoutes({ ...clusterOf(reference.document), pools: [] })).toEqual([])
})
