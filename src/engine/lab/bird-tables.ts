import type { BirdTable } from '../calico/bird/bird'
import { oncePer } from '../once-per'
import { bareFabric } from './bare-fabric'
import { bgpNetwork } from './bgp-network'
import type { Cluster } from './cluster'
import { birdTablesOf } from './desired-state'

/** What the BIRDs of a lab have heard, by machine: for who asks them, as `birdcl` does. */
export const labBirdTables = oncePer(
  (cluster: Cluster): ReadonlyMap<string, BirdTable> =>
    birdTablesOf(cluster, bareFabric(cluster).namespaces, bgpNetwork(cluster).ground),
)
