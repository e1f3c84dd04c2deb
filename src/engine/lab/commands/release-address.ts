import { isAllocated } from '../../calico/ipam/blocks'
import { releaseAddress } from '../../calico/ipam/ipam'
import { parseIpv4 } from '../../net/ipv4'
import { ok } from '../../result'
import type { LabDocument } from '../document'
import { ipamOfCluster, withIpam } from '../ipam-in-document'
import { clusterOf } from '../read-cluster'
import { type Outcome, refuse } from './outcome'

/** What a pod or a node still uses stays taken: the lab reads that from the pod and the node, not from the block. */
export function releaseIpamAddress(document: LabDocument, text: string): Outcome {
  const before = ipamOfCluster(clusterOf(document))
  const address = parseIpv4(text)
  const isTaken = address !== undefined && [...before.blocks.values()].some((block) => isAllocated(block, address))
  if (address === undefined || !isTaken) return refuse('address-not-assigned', { address: text })
  return ok(withIpam(document, before, releaseAddress(before, address)))
}
