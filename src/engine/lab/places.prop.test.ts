import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../../cases/read-case'
import { groupBy } from '../group-by'
import { type JsonObject, valueAt } from '../manifest'
import { formatIpv4 } from '../net/ipv4'
import { bareFabric, bgpGround } from './bare-fabric'
import type { LabDocument } from './document'
import { editsOf, play } from './edits.arb'
import { withUnderlay } from './example-lab'
import { clusterOf } from './read-cluster'

const documents = caseNames().map((name) => readCase(name).document)
const edited = fc.constantFrom(...documents).chain((document) =>
  fc.tuple(editsOf(document), fc.nat(), fc.boolean()).map(([commands, some, isGateway]) => {
    const lab = play(document, commands)
    return toldApart(lab, some % clusterOf(lab).nodes.length, isGateway)
  }),
)

/** One node more or less told from the others: by a filter on every router, or as somebody's gateway. */
function toldApart(document: LabDocument, which: number, isGateway: boolean): LabDocument {
  const { nodes, underlay } = clusterOf(document)
  const [address, other] = [which, which + 1].map((index) => nodes[index % nodes.length])
  if (!address || !other) return document
  const text = formatIpv4(address.internalAddress)
  if (isGateway) {
    const host = underlay.hosts.find(({ node }) => node === other.name)
    return withUnderlay(document, {
      hosts: [{ node: other.name, interface: host?.interface ?? 'eth0', routes: [{ to: '0.0.0.0/1', via: text }] }],
    })
  }
  const manifest = document.manifests.find(({ kind }) => kind === 'Underlay')
  const routers = valueAt(manifest ?? {}, ['spec', 'routers'])
  if (!Array.isArray(routers)) return document
  const drops = [{ protocol: 6, source: `${text}/32` }]
  return withUnderlay(document, { routers: routers.map((router) => ({ ...(router as JsonObject), drops })) })
}

describe('the place of a machine', () => {
  it('machines of one place reach the same others, and are reached by the same', () => {
    fc.assert(
      fc.property(edited, (document) => {
        const cluster = clusterOf(document)
        const { reaches, placeOf } = bgpGround(bareFabric(cluster))
        const pairs = cluster.nodes.flatMap((from) =>
          cluster.nodes.filter((to) => to !== from).map((to) => ({ from, to })),
        )
        const place = ({ name, bgpAddress }: (typeof cluster.nodes)[number]): string =>
          placeOf(name, bgpAddress.address)
        for (const [, alike] of groupBy(pairs, ({ from, to }) => `${place(from)} → ${place(to)}`)) {
          const answers = alike.map(({ from, to }) =>
            reaches(
              { speaker: from.name, localAddress: from.bgpAddress.address, peerAddress: to.bgpAddress.address },
              179,
            ),
          )
          expect(new Set(answers).size, JSON.stringify(alike)).toBe(1)
        }
      }),
      { numRuns: 300 },
    )
  })
})
