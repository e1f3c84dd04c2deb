import { withoutPool } from '../../calico/ipam/remove-pool'
import type { LabDocument } from '../document'
import { editResource } from '../edit-document'
import { ipamOfCluster, withIpam } from '../ipam-in-document'
import { clusterOf } from '../read-cluster'
import { findPool } from './find'
import type { Outcome } from './outcome'
import { settleTunnels } from './tunnels'

/** Pods keep the addresses they have from it, but nobody announces them any more. [IPAM-9] */
export function removePool(document: LabDocument, name: string): Outcome {
  const cluster = clusterOf(document)
  const pool = findPool(cluster, name)
  if (!pool.ok) return pool
  const before = ipamOfCluster(cluster)
  const released = withIpam(document, before, withoutPool(before, pool.value))
  return settleTunnels(editResource(released, 'IPPool', name, () => undefined))
}
