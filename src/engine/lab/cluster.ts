import type { BGPConfiguration } from '../calico/resources/bgp-configuration'
import type { BGPPeer } from '../calico/resources/bgp-peer'
import type { BlockAffinity } from '../calico/resources/block-affinity'
import type { ClusterInformation } from '../calico/resources/cluster-information'
import type { FelixConfiguration } from '../calico/resources/felix-configuration'
import type { IPPool } from '../calico/resources/ip-pool'
import type { IPAMBlock } from '../calico/resources/ipam-block'
import type { IPAMConfig } from '../calico/resources/ipam-config'
import type { CalicoNode } from '../calico/resources/node'
import type { Pod } from '../calico/resources/pod'
import type { Underlay } from '../calico/resources/underlay'

/** What a document says, typed and with defaults filled in. Lists are in the document's order. */
export interface Cluster {
  readonly information: ClusterInformation
  readonly underlay: Underlay
  readonly nodes: readonly CalicoNode[]
  readonly pods: readonly Pod[]
  readonly pools: readonly IPPool[]
  readonly bgpConfiguration: BGPConfiguration
  readonly bgpPeers: readonly BGPPeer[]
  readonly felixConfiguration: FelixConfiguration
  readonly ipamConfig: IPAMConfig
  readonly blockAffinities: readonly BlockAffinity[]
  /** Those the document holds; `ipam/` makes up the others from the affinities and the addresses in use. */
  readonly blocks: readonly IPAMBlock[]
}
