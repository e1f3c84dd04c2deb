import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../../cases/read-case'
import reference from '../../../labs/reference.yaml'
import type { LabDocument } from '../../lab/document'
import { editsOf, play } from '../../lab/edits.arb'
import { apply, edited, withUnderlay } from '../../lab/example-lab'
import { realize } from '../../lab/realize'
import type { JsonObject } from '../../manifest'
import { formatPrefix } from '../../net/prefix'

const { document: plain } = reference

const router = (drops: JsonObject[]): JsonObject => ({
  name: 'router',
  interfaces: [
    { subnet: 'a', address: '192.168.10.1' },
    { subnet: 'b', address: '192.168.20.1' },
  ],
  drops,
})

/** The first pod where it was not made: its address is out of another node's block. */
const borrowed: LabDocument = {
  manifests: plain.manifests.map((manifest) =>
    manifest.kind === 'Pod' && manifest.metadata.name === 'pod1'
      ? { ...manifest, spec: { ...(manifest.spec as JsonObject), nodeName: 'k8s-w2' } }
      : manifest,
  ),
}

const labs: readonly (readonly [string, LabDocument])[] = [
  ['the reference lab', plain],
  ['a lab with a borrowed pod', borrowed],
  [
    'a lab whose router drops the BGP of one node',
    withUnderlay(plain, { routers: [router([{ protocol: 6, source: '192.168.10.101/32' }])] }),
  ],
  [
    'a lab with a block over a node’s address',
    edited(
      plain,
      apply('IPPool', 'over', { cidr: '192.168.20.0/24', blockSize: 26 }),
      apply('BlockAffinity', 'over', {
        cidr: '192.168.20.64/26',
        node: 'k8s-w1',
        state: 'confirmed',
        deleted: 'false',
      }),
    ),
  ],
  ...['003-twopools', '004-borrow', '008-mask', '014-chain', '018-birddown', '1022-current-mask'].map(
    (name) => [name, readCase(name).document] as const,
  ),
]

const linesOf = (document: LabDocument): readonly string[] =>
  [...realize(document).namespaces.values()].flatMap(({ name, routes }) =>
    routes.map(({ destination, type, nextHops, metric, provenance: { because, details } }) =>
      [name, formatPrefix(destination), type, JSON.stringify([nextHops, because, details]), metric].join(' '),
    ),
  )

/** With it the lab has more BGP than its mesh, as far as anybody can tell who has not read the selector. */
const PEER_OF_NOBODY = apply('BGPPeer', 'nobody', { nodeSelector: 'has(none)', peerSelector: 'has(none)' })

describe.each(labs)('in %s', (_, document) => {
  it('[BGP-2] the mesh heard by place is the mesh talked through session by session', () => {
    fc.assert(
      fc.property(editsOf(document), (commands) => {
        const lab = play(document, commands)
        expect(linesOf(lab)).toEqual(linesOf(edited(lab, PEER_OF_NOBODY)))
      }),
      { numRuns: 20 },
    )
  })
})
