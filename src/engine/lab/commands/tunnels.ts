import { reallocateTunnelAddresses, type TunnelChange } from '../../calico/ipam/tunnel-addresses'
import type { CalicoNode } from '../../calico/resources/node'
import { withIpipTunnelAddress, withVxlanTunnelAddress } from '../../calico/resources/node'
import { ok } from '../../result'
import type { LabDocument } from '../document'
import { editResource } from '../edit-document'
import { ipamOfCluster, withIpam } from '../ipam-in-document'
import { readCluster } from '../read-cluster'
import type { Outcome } from './outcome'

/** What calico/node does at every change of a pool: hands out and takes back tunnel addresses, on these nodes. */
export function settleTunnels(document: LabDocument, isMeant: (node: CalicoNode) => boolean = () => true): Outcome {
  const read = readCluster(document)
  if (!read.ok) return read
  const before = ipamOfCluster(read.value)
  const { ipam, changes } = reallocateTunnelAddresses(before, read.value.nodes.filter(isMeant))
  return ok(changes.reduce(withTunnelChange, withIpam(document, before, ipam)))
}

const withTunnelChange = (document: LabDocument, { node, tunnel, address }: TunnelChange): LabDocument =>
  editResource(document, 'Node', node, (manifest) =>
    tunnel === 'ipip' ? withIpipTunnelAddress(manifest, address) : withVxlanTunnelAddress(manifest, address),
  )
