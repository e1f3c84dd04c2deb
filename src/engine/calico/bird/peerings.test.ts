import { expect, it } from 'vitest'
import { caseNames, readCase } from '../../../cases/read-case'
import reference from '../../../labs/reference.yaml'
import { clusterOf } from '../../lab/read-cluster'
import { peerings, peeringsWith } from './peerings'
import type { Peering } from './speaker'

const spelled = (ends: readonly Peering[]): readonly string[] => ends.map((end) => JSON.stringify(end)).toSorted()

it('[BGP-1] what one speaker is asked for is its part of what all are', () => {
  for (const document of [reference.document, ...caseNames().map((name) => readCase(name).document)]) {
    const cluster = clusterOf(document)
    const all = peerings(cluster, cluster.underlay.routers)
    for (const { name } of [...cluster.nodes, ...cluster.underlay.routers]) {
      const own = all.filter(({ speaker, peer }) => speaker === name || peer === name)
      expect(spelled(peeringsWith(name, cluster, cluster.underlay.routers))).toEqual(spelled(own))
    }
  }
})
