import type { Datastore } from '../calico/resources/datastore'
import type { IPAMBlock } from '../calico/resources/ipam-block'
import type { IPAMConfig } from '../calico/resources/ipam-config'
import type { HostEndpoint, Policy } from '../calico/resources/policy'
import type { Underlay } from '../calico/resources/underlay'

/** What a document says, typed and with defaults filled in. Lists are in the document's order. */
export interface Cluster extends Datastore {
  readonly underlay: Underlay
  readonly ipamConfig: IPAMConfig
  /** Those the document holds; `ipam/` makes up the others from the affinities and the addresses in use. */
  readonly blocks: readonly IPAMBlock[]
  /** Not modelled; the lab knows whom they are about. */
  readonly policies: readonly Policy[]
  readonly hostEndpoints: readonly HostEndpoint[]
}
