import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import reference from '../../labs/reference.yaml'
import type { Fabric } from '../fabric/fabric'
import type { LabDocument } from './document'
import { editsOf, play } from './edits.arb'
import { ipamOfCluster } from './ipam-in-document'
import { clusterOf, warningsOf } from './read-cluster'
import { realize } from './realize'

const labs: readonly (readonly [string, LabDocument])[] = [
  ['the reference lab', reference.document],
  ...['003-twopools', '004-borrow', '005-rr', '006-tor', '012-vxlan', '1020-current-tor'].map(
    (name) => [name, readCase(name).document] as const,
  ),
]

/** All of a fabric as data, with what routes spell only when they are asked. */
const dataOf = ({ namespaces, segments, segmentByPort }: Fabric): unknown => ({
  namespaces: [...namespaces.values()].map(({ routes, ...rest }) => ({
    ...rest,
    routes: routes.map(({ provenance: { programmer, because, details, from }, ...route }) => ({
      ...route,
      provenance: { programmer, because, details, from },
    })),
  })),
  segments,
  ports: [...segmentByPort].map(([key, { name }]) => `${key} ${name}`),
})

const factsOf = (document: LabDocument): unknown => ({
  cluster: clusterOf(document),
  warnings: warningsOf(document),
  ipam: [...ipamOfCluster(clusterOf(document)).blocks],
  fabric: dataOf(realize(document)),
})

describe.each(labs)('in %s', (_, document) => {
  it('an edited lab is what the same lab is to somebody who has never seen it before', () => {
    fc.assert(
      fc.property(editsOf(document), (commands) => {
        const lab = commands.reduce((current, command) => {
          const next = play(current, [command])
          realize(next)
          return next
        }, document)
        expect(factsOf(lab)).toEqual(factsOf(structuredClone(lab)))
      }),
      { numRuns: 20 },
    )
  })
})
