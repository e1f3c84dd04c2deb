import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseLab } from '../../io/parse-lab'
import { isAllocated } from '../calico/ipam/blocks'
import { prefixContains } from '../net/prefix'
import { applyCommand } from './apply-command'
import type { Command } from './commands'
import { completeLab } from './complete'
import type { LabDocument } from './document'
import { ipamOfCluster } from './ipam-in-document'
import { clusterOf, readCluster } from './read-cluster'

const parsed = parseLab(readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))

/** The reference lab with blocks of four addresses, so that they fill up and wrap soon, in a pool of sixteen of them. */
const LABS: readonly LabDocument[] = [parsed.value.document, smallBlocks(parsed.value.document)]

function smallBlocks(document: LabDocument): LabDocument {
  const manifests = document.manifests
    .filter(({ kind }) => kind !== 'BlockAffinity' && kind !== 'Pod')
    .map((manifest) => {
      if (manifest.kind === 'IPPool') {
        return { ...manifest, spec: { ...Object(manifest.spec), cidr: '172.16.0.0/26', blockSize: 30 } }
      }
      if (manifest.kind !== 'Node') return manifest
      const { 'projectcalico.org/IPv4IPIPTunnelAddr': _tunnel, ...annotations } = Object(manifest.metadata.annotations)
      return { ...manifest, metadata: { ...manifest.metadata, annotations } }
    })
  return { manifests }
}

const POOL = 'default-ipv4-ippool'
const node = fc.constantFrom('k8s-m', 'k8s-w0', 'k8s-w1', 'k8s-w2', 'k8s-w3')
const subnet = fc.constantFrom('a', 'b', 'c')
const pod = fc.constantFrom('pod1', 'pod2', 'pod3', 'pod4', 'pod5')
const mode = fc.constantFrom('Never' as const, 'CrossSubnet' as const, 'Always' as const)
const namespace = 'default'

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('set-ipip-mode' as const), pool: fc.constant(POOL), mode }),
  fc.record({ kind: fc.constant('set-vxlan-mode' as const), pool: fc.constant(POOL), mode }),
  fc.record({ kind: fc.constant('set-nat-outgoing' as const), pool: fc.constant(POOL), enabled: fc.boolean() }),
  fc.record({ kind: fc.constant('set-bgp-mesh' as const), enabled: fc.boolean() }),
  fc.record({ kind: fc.constant('move-node' as const), node, subnet }),
  fc.record({ kind: fc.constant('move-pod' as const), pod, namespace: fc.constant(namespace), node }),
  fc.record({ kind: fc.constant('add-subnet' as const) }),
  fc.record({ kind: fc.constant('add-node' as const), subnet }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add-pod' as const), node }) },
  fc.record({ kind: fc.constant('remove-subnet' as const), subnet }),
  fc.record({ kind: fc.constant('remove-node' as const), node }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('remove-pod' as const), pod, namespace: fc.constant(namespace) }),
  },
  fc.record({
    kind: fc.constant('patch-manifest' as const),
    resource: fc.constant('ippool'),
    name: fc.constant(POOL),
    patch: fc.record({ spec: fc.record({ disabled: fc.boolean() }) }),
  }),
)

const commands = fc.array(command, { maxLength: 40 })
const lab = fc.constantFrom(...LABS)

/** Commands that are refused are passed over, as by a person who reads the message. */
const play = (document: LabDocument, sequence: readonly Command[]): LabDocument =>
  sequence.reduce((current, next) => {
    const result = applyCommand(current, next)
    return result.ok ? result.value : current
  }, document)

it('no sequence of commands gives an invalid lab or an address to two', () => {
  fc.assert(
    fc.property(lab, commands, (document, sequence) => {
      const after = play(document, sequence)
      expect(readCluster({ manifests: [...after.manifests] })).toMatchObject({ ok: true })
    }),
  )
})

it('IPAM knows every address in use, and no other that the lab has handed out', () => {
  fc.assert(
    fc.property(lab, commands, (document, sequence) => {
      const cluster = clusterOf(play(document, sequence))
      const inUse = [
        ...cluster.pods.map(({ address }) => address),
        ...cluster.nodes.flatMap(({ ipipTunnelAddress, vxlanTunnelAddress }) => [
          ipipTunnelAddress ?? [],
          vxlanTunnelAddress ?? [],
        ]),
      ].flat()
      for (const block of ipamOfCluster(cluster).blocks.values()) {
        const mine = inUse.filter((address) => prefixContains(block.cidr, address))
        expect(mine.every((address) => isAllocated(block, address))).toBe(true)
        expect(block.allocations.filter((allocation) => allocation !== null)).toHaveLength(mine.length)
      }
    }),
  )
})

it('what a command leaves is complete', () => {
  fc.assert(
    fc.property(lab, commands, (document, sequence) => {
      const after = play(document, sequence)
      const completed = completeLab(after)
      expect(completed.ok && completed.value.document).toBe(after)
    }),
  )
})

it('the order of the resources in the file does not count', () => {
  const addresses = (document: LabDocument) => {
    const { nodes, pods, blockAffinities } = clusterOf(document)
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    return [nodes, pods, blockAffinities].map((list) => [...list].sort(byName))
  }
  fc.assert(
    fc.property(lab, commands, fc.nat(), (document, sequence, turn) => {
      const { manifests } = document
      const at = turn % manifests.length
      const turned = { manifests: [...manifests.slice(at), ...manifests.slice(0, at)].reverse() }
      expect(addresses(play(turned, sequence))).toEqual(addresses(play(document, sequence)))
    }),
  )
})

it('a command leaves the document it is given as it was', () => {
  fc.assert(
    fc.property(lab, commands, (document, sequence) => {
      const before = JSON.stringify(document)
      play(document, sequence)
      expect(JSON.stringify(document)).toBe(before)
    }),
  )
})
