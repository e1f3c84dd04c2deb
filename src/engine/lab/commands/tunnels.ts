import { reallocateTunnelAddresses, type TunnelChange } from '../../calico/ipam/tunnel-addresses'
import type { CalicoNode } from '../../calico/resources/node'
import { withIpipTunnelAddress, withVxlanTunnelAddress } from '../../calico/resources/node'
import { ok } from '../../result'
import type { LabDocument, Manifest } from '../document'
import { editManifests } from '../edit-document'
import { ipamOfCluster, withIpam } from '../ipam-in-document'
import { readCluster } from '../read-cluster'
import type { Outcome } from './outcome'

/** What calico/node does at every change of a pool: hands out and takes back tunnel addresses, on these nodes. */
export function settleTunnels(document: LabDocument, isMeant: (node: CalicoNode) => boolean = () => true): Outcome {
  const read = readCluster(document)
  if (!read.ok) return read
  const before = ipamOfCluster(read.value)
  const { ipam, changes } = reallocateTunnelAddresses(before, read.value.nodes.filter(isMeant))
  return ok(withTunnelChanges(withIpam(document, before, ipam), changes))
}

function withTunnelChanges(document: LabDocument, changes: readonly TunnelChange[]): LabDocument {
  if (changes.length === 0) return document
  return editManifests(document, (manifest) =>
    manifest.kind === 'Node'
      ? changes.filter(({ node }) => node === manifest.metadata.name).reduce(withTunnelChange, manifest)
      : manifest,
  )
}

const withTunnelChange = (manifest: Manifest, { tunnel, address }: TunnelChange): Manifest =>
  tunnel === 'ipip' ? withIpipTunnelAddress(manifest, address) : withVxlanTunnelAddress(manifest, address)
