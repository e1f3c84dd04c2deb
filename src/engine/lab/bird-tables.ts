import type { BirdTable } from '../calico/bird/bird'
import { oncePer } from '../once-per'
import { bareFabric, bgpGround } from './bare-fabric'
import type { Cluster } from './cluster'
import { birdTablesOf } from './desired-state'

/** What the BIRDs of a lab have heard, by machine: for who asks them, as `birdcl` does. */
export const labBirdTables = oncePer((cluster: Cluster): ReadonlyMap<string, BirdTable> => {
  const bare = bareFabric(cluster)
  return birdTablesOf(cluster, bare.namespaces, bgpGround(bare))
})
