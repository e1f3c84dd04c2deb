import { blockName } from '../../calico/resources/block-affinity'
import { withField } from '../../calico/resources/edit-manifest'
import { withIpipTunnelAddress, withVxlanTunnelAddress } from '../../calico/resources/node'
import type { Ipv4 } from '../../net/ipv4'
import { type Prefix, prefixContains, prefixCovers } from '../../net/prefix'
import { ok, type Result } from '../../result'
import { completeLab } from '../complete'
import type { LabDocument, Manifest } from '../document'
import { editManifests } from '../edit-document'
import { podNameIn } from '../pod-manifests'
import type { PoolChange } from '../pool-changes'
import { clusterOf } from '../read-cluster'
import type { Outcome } from './outcome'
import { settleTunnels } from './tunnels'

export interface Replacement {
  readonly document: LabDocument
  /** Pods that were made anew, as `namespace/name`. */
  readonly pods: readonly string[]
}

/**
 * What an operator does who needs a pool with another network or block size: the old pool is deleted, the new one made,
 * and every pod that has an address of the old one made anew. `document` has the new pools already, and all else as it
 * was; blocks and addresses that fit the new pools stay.
 */
export function replacePools(
  document: LabDocument,
  changes: readonly PoolChange[],
): Result<Replacement, Extract<Outcome, { ok: false }>['error']> {
  const { pools, pods, nodes, blocks, blockAffinities } = clusterOf(document)
  const wasOld = (address: Ipv4): boolean => changes.some(({ was }) => prefixContains(was.cidr, address))
  const fits = (block: Prefix): boolean =>
    pools.some(({ cidr, blockSize }) => prefixCovers(cidr, block) && blockSize === block.length)
  const gone = [...blocks, ...blockAffinities]
    .map(({ cidr }) => cidr)
    .filter((cidr) => wasOld(cidr.address) && !fits(cidr))
  const isStray = (address: Ipv4 | undefined): boolean =>
    address !== undefined &&
    wasOld(address) &&
    (!pools.some(({ cidr }) => prefixContains(cidr, address)) || gone.some((cidr) => prefixContains(cidr, address)))

  const names = new Set(gone.map(blockName))
  const strayPods = new Set(
    pods.filter(({ address }) => isStray(address)).map(({ namespace, name }) => `${namespace}/${name}`),
  )
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const cleared = editManifests(document, (manifest): Manifest | undefined => {
    const { kind, metadata } = manifest
    if (kind === 'IPAMBlock') return names.has(metadata.name) ? undefined : manifest
    if (kind === 'BlockAffinity') return names.has(blockNameOf(manifest)) ? undefined : manifest
    if (kind === 'Node') {
      const { ipipTunnelAddress, vxlanTunnelAddress } = byName.get(metadata.name) ?? {}
      const first = isStray(ipipTunnelAddress) ? withIpipTunnelAddress(manifest, undefined) : manifest
      return isStray(vxlanTunnelAddress) ? withVxlanTunnelAddress(first, undefined) : first
    }
    return strayPods.has(podNameIn(manifest) ?? '') ? withoutAddress(manifest) : manifest
  })
  const completed = completeLab(cleared)
  if (!completed.ok) return completed
  const settled = settleTunnels(completed.value.document)
  return settled.ok ? ok({ document: settled.value, pods: [...strayPods].sort() }) : settled
}

const blockNameOf = ({ spec }: Manifest): string =>
  typeof spec === 'object' && spec !== null && 'cidr' in spec ? String(spec.cidr).replaceAll(/[./]/g, '-') : ''

const ADDRESS_FIELDS: readonly (readonly string[])[] = [
  ['status', 'podIP'],
  ['status', 'podIPs'],
  ['metadata', 'annotations', 'cni.projectcalico.org/podIP'],
  ['metadata', 'annotations', 'cni.projectcalico.org/podIPs'],
  ['metadata', 'annotations', 'cni.projectcalico.org/containerID'],
]

/** As it is before the CNI plugin has seen to it. */
export const withoutAddress = (manifest: Manifest): Manifest =>
  manifest.kind === 'WorkloadEndpoint'
    ? withField(manifest, ['spec', 'ipNetworks'], [])
    : ADDRESS_FIELDS.reduce((each, path) => withField(each, path, undefined), manifest)
