import { RELEASE_OF } from '../../engine/calico/resources/cluster-information'
import type { Cluster } from '../../engine/lab/cluster'
import { isJsonObject, type Manifest } from '../../engine/manifest'
import { serverFields } from '../cluster-api/served-metadata'

/**
 * What calico/node keeps of the cluster as a whole. A lab that does not hold it is taken to run the release that stands
 * for its generation.
 */
export function informationManifest({ information }: Pick<Cluster, 'information'>, held?: Manifest): Manifest {
  const made: Manifest = held ?? {
    apiVersion: 'projectcalico.org/v3',
    kind: 'ClusterInformation',
    metadata: { name: 'default' },
  }
  const spec = {
    clusterGUID: serverFields(made).uid.replaceAll('-', ''),
    clusterType: 'k8s,bgp,kubeadm,kdd',
    calicoVersion: information.calicoVersion ?? RELEASE_OF[information.era],
    datastoreReady: true,
  }
  return { ...made, spec: { ...spec, ...(isJsonObject(made.spec) && made.spec) } }
}
