import type { BGPConfiguration } from './bgp-configuration'
import type { BGPFilter } from './bgp-filter'
import type { BGPPeer } from './bgp-peer'
import type { BlockAffinity } from './block-affinity'
import type { ClusterInformation } from './cluster-information'
import type { FelixConfiguration } from './felix-configuration'
import type { IPPool } from './ip-pool'
import type { CalicoNode } from './node'
import type { Pod } from './pod'

/** What Felix and BIRD read of the datastore. */
export interface Datastore {
  readonly information: ClusterInformation
  readonly nodes: readonly CalicoNode[]
  readonly pods: readonly Pod[]
  readonly pools: readonly IPPool[]
  readonly bgpConfiguration: BGPConfiguration
  readonly bgpPeers: readonly BGPPeer[]
  readonly bgpFilters: readonly BGPFilter[]
  readonly felixConfiguration: FelixConfiguration
  readonly blockAffinities: readonly BlockAffinity[]
}
