/** Fills in what a lab file leaves out, as Calico would have it. */
import { affinityOf } from '../calico/ipam/assign'
import type { AddressInUse } from '../calico/ipam/blocks'
import { addressesInUse, type Ipam, type IpamSources, ipamOf, poolOf } from '../calico/ipam/ipam'
import { affinityManifest, type BlockAffinity } from '../calico/resources/block-affinity'
import { DEFAULT_IPAM_CONFIG } from '../calico/resources/ipam-config'
import type { CalicoNode } from '../calico/resources/node'
import { withPodPlacement } from '../calico/resources/pod'
import type { Issue } from '../issue'
import { formatIpv4, type Ipv4 } from '../net/ipv4'
import { formatPrefix, type Prefix, prefixContains, prefixOf } from '../net/prefix'
import { fail, ok, type Result } from '../result'
import { assignPodAddress } from './commands/assign-pod-address'
import type { LabDocument } from './document'
import { editManifests } from './edit-document'
import { inferUnderlay } from './infer-underlay'
import { withIpam } from './ipam-in-document'
import { podNameIn } from './pod-manifests'
import { type Resources, readResources, resourceKey } from './read-resources'

export interface Completed {
  readonly document: LabDocument
  readonly inferred: readonly Issue[]
}

/**
 * The document with what it leaves out: the network under the cluster, who owns blocks, pods' addresses. A complete one
 * comes back as the same object. Tunnel addresses are never made up: a node may have none. Manifests in error are left
 * for `readCluster` to report.
 */
export function completeLab(document: LabDocument): Result<Completed, readonly Issue[]> {
  const withUnderlay = inferUnderlay(document)
  const withAffinities = inferAffinities(withUnderlay.document)
  const withAddresses = givePodsAddresses(withAffinities.document)
  if (!withAddresses.ok) return withAddresses
  const inferred = [...withUnderlay.inferred, ...withAffinities.inferred, ...withAddresses.value.inferred]
  return ok({ document: withAddresses.value.document, inferred })
}

const warning = (code: string, params: Issue['params']): Issue => ({ code, params, severity: 'warning' })

const values = <T>(entries: readonly { readonly value: T }[]): readonly T[] => entries.map(({ value }) => value)

function sourcesOf(resources: Resources): IpamSources {
  return {
    pools: values(resources.pools),
    ipamConfig: resources.ipamConfigs[0]?.value ?? DEFAULT_IPAM_CONFIG,
    blockAffinities: values(resources.blockAffinities),
    blocks: values(resources.blocks),
    nodes: values(resources.nodes),
    pods: values(resources.pods).flatMap(({ address, ...pod }) => (address === undefined ? [] : [{ ...pod, address }])),
  }
}

/** An owner for every block that is held without an affinity, or that an address in use lies in. */
function inferAffinities(document: LabDocument): Completed {
  const sources = sourcesOf(readResources(document))
  const nodes = new Set(sources.nodes.map(({ name }) => name))
  const known: Prefix[] = sources.blockAffinities.map(({ cidr }) => cidr)
  const inferred: BlockAffinity[] = []
  const infer = (cidr: Prefix, node: string | undefined) => {
    if (node === undefined || !nodes.has(node) || known.some((other) => prefixContains(other, cidr.address))) return
    known.push(cidr)
    inferred.push(affinityOf(node, cidr))
  }
  for (const { cidr, node } of sources.blocks) infer(cidr, node)
  known.push(...sources.blocks.map(({ cidr }) => cidr))
  for (const { address, attribute } of tunnelsFirst(addressesInUse(sources))) {
    const pool = poolOf(sources.pools, address)
    if (pool && pool.cidr.length <= pool.blockSize) infer(prefixOf(address, pool.blockSize), attribute.node)
  }
  // One that is there but says nothing, being deleted or in error, is not said again.
  const taken = new Set(document.manifests.map(resourceKey))
  const fresh = inferred.filter((affinity) => !taken.has(resourceKey(affinityManifest(affinity))))
  const issues = fresh.map(({ cidr, node }) => warning('inferred-block', { cidr: formatPrefix(cidr), node }))
  return { document: appended(document, fresh.map(affinityManifest)), inferred: issues }
}

/** Of several nodes with addresses in one block the one that took its tunnel address there is the likelier owner. */
const tunnelsFirst = (inUse: readonly AddressInUse[]): readonly AddressInUse[] => [
  ...inUse.filter(({ attribute }) => attribute.type !== undefined),
  ...inUse.filter(({ attribute }) => attribute.type === undefined),
]

/** At the end, so that what stands in the file keeps its place. */
const appended = (document: LabDocument, manifests: LabDocument['manifests']): LabDocument =>
  manifests.length === 0 ? document : { manifests: [...document.manifests, ...manifests] }

function givePodsAddresses(document: LabDocument): Result<Completed, readonly Issue[]> {
  const resources = readResources(document)
  const sources = sourcesOf(resources)
  const waiting = resources.pods.filter(({ value }) => value.address === undefined)
  if (waiting.length === 0 || sources.pools.length === 0) return ok({ document, inferred: [] })
  const before = ipamOf(sources)
  const { ipam, given, refused } = assignInOrder(before, waiting, sources.nodes)
  if (refused.length > 0) return fail(refused)
  const placed = editManifests(document, (manifest) => {
    const place = given.get(podNameIn(manifest) ?? '')
    return place ? withPodPlacement(manifest, place.node, place.address) : manifest
  })
  const inferred = [...given].map(([pod, { node, address }]) =>
    warning('inferred-pod-address', { pod, address: formatIpv4(address), node }),
  )
  return ok({ document: withIpam(placed, before, ipam), inferred })
}

/** In the order of their names, so that the order in the file does not count. Pods on no node there is are passed over. */
function assignInOrder(before: Ipam, waiting: Resources['pods'], nodes: readonly CalicoNode[]) {
  let ipam = before
  const given = new Map<string, { readonly node: string; readonly address: Ipv4 }>()
  const refused: Issue[] = []
  const inOrder = [...waiting].sort((a, b) => (nameOf(a.value) < nameOf(b.value) ? -1 : 1))
  for (const { value: pod, manifest, index } of inOrder) {
    const node = nodes.find(({ name }) => name === pod.node)
    if (!node) continue
    const assigned = assignPodAddress(ipam, node, pod)
    if (assigned.ok) {
      ipam = assigned.value.ipam
      given.set(nameOf(pod), { node: node.name, address: assigned.value.address })
    } else {
      const resource = { kind: manifest.kind, name: pod.name, namespace: pod.namespace }
      refused.push(...assigned.error.map((issue) => ({ ...issue, resource, manifest: index })))
    }
  }
  return { ipam, given, refused }
}

const nameOf = ({ namespace, name }: { namespace: string; name: string }): string => `${namespace}/${name}`
