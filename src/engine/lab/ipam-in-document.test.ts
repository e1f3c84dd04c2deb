import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseLab } from '../../io/parse-lab'
import { giveBack } from '../calico/ipam/blocks'
import type { Ipam } from '../calico/ipam/ipam'
import { invariant } from '../invariant'
import { ip } from '../net/ipv4'
import { ipamOfCluster, withIpam } from './ipam-in-document'
import { clusterOf } from './read-cluster'

const parsed = parseLab(readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const { document } = parsed.value

const KEY = '172.16.34.0/24'
const before = ipamOfCluster(clusterOf(document))
const block = before.blocks.get(KEY)
invariant(block, `no block ${KEY}`)

const blocksIn = (after: Ipam) => withIpam(document, before, after).manifests.filter(({ kind }) => kind === 'IPAMBlock')

it('writes nothing where nothing has changed', () => {
  expect(withIpam(document, before, { ...before })).toBe(document)
})

it('writes a block down whose free list the addresses in use do not tell', () => {
  const after = { ...before, blocks: new Map(before.blocks).set(KEY, giveBack(block, ip('172.16.34.1'))) }
  expect(blocksIn(after)).toMatchObject([{ metadata: { name: '172-16-34-0-24' }, spec: { affinity: 'host:k8s-w0' } }])
})

it('writes a block down that nobody owns, or it would be taken for that of a pod in it', () => {
  const { node: _owner, ...unowned } = block
  const affinities = before.affinities.filter(({ node }) => node !== 'k8s-w0')
  const written = blocksIn({ ...before, affinities, blocks: new Map(before.blocks).set(KEY, unowned) })
  expect(written).toMatchObject([{ metadata: { name: '172-16-34-0-24' } }])
  expect(written[0]?.spec).not.toHaveProperty('affinity')
})
