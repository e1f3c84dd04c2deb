/** IPAM's state as the document's BlockAffinity and IPAMBlock manifests have it, and written back to them. */
import { attributeOf, inferredBlock } from '../calico/ipam/blocks'
import { type Ipam, ipamOf } from '../calico/ipam/ipam'
import { affinityManifest, blockName } from '../calico/resources/block-affinity'
import { withField } from '../calico/resources/edit-manifest'
import { blockManifest, type IPAMBlock } from '../calico/resources/ipam-block'
import { groupBy } from '../group-by'
import { isJsonObject, type Json, valueAt } from '../manifest'
import { addressPlus } from '../net/ipv4'
import type { Cluster } from './cluster'
import type { LabDocument, Manifest } from './document'
import { editManifests, withManifests } from './edit-document'

const states = new WeakMap<Cluster, Ipam>()

export function ipamOfCluster(cluster: Cluster): Ipam {
  const known = states.get(cluster)
  if (known) return known
  const ipam = ipamOf(cluster)
  states.set(cluster, ipam)
  return ipam
}

/** `document`, in which IPAM was as in `before`, with what `after` has changed of affinities and blocks. */
export function withIpam(document: LabDocument, before: Ipam, after: Ipam): LabDocument {
  if (before === after) return document
  return withBlocks(withAffinities(document, before, after), before, after)
}

function withAffinities(document: LabDocument, before: Ipam, after: Ipam): LabDocument {
  if (before.affinities === after.affinities) return document
  const gone = before.affinities.filter((affinity) => !after.affinities.includes(affinity)).map(({ name }) => name)
  const made = after.affinities.filter((affinity) => !before.affinities.includes(affinity))
  return withManifests(without(document, 'BlockAffinity', gone), made.map(affinityManifest))
}

function withBlocks(document: LabDocument, before: Ipam, after: Ipam): LabDocument {
  const gone = [...before.blocks].filter(([key]) => !after.blocks.has(key)).map(([, { cidr }]) => blockName(cidr))
  const held = new Map(
    document.manifests.flatMap((manifest): [string, Manifest][] =>
      manifest.kind === 'IPAMBlock' ? [[manifest.metadata.name, manifest]] : [],
    ),
  )
  const changed = [...after.blocks].filter(([key, block]) => before.blocks.get(key) !== block)
  const written = changed.flatMap(([, block]) => writtenBlock(held.get(blockName(block.cidr)), block) ?? [])
  return withManifests(without(document, 'IPAMBlock', gone), written)
}

const without = (document: LabDocument, kind: string, names: readonly string[]): LabDocument =>
  names.length === 0
    ? document
    : editManifests(document, (manifest) =>
        manifest.kind === kind && names.includes(manifest.metadata.name) ? undefined : manifest,
      )

/** A block has to be written down if it was before, if nobody owns it, or if the addresses in use do not tell it. */
function writtenBlock(held: Manifest | undefined, block: IPAMBlock): Manifest | undefined {
  if (held) return withBlockState(held, block)
  return block.node !== undefined && isAsInferred(block) ? undefined : blockManifest(block)
}

/**
 * Whether the block will hand out what one made up from the addresses in use would, as long as it has ordinals that were
 * never used. The order of those that were is given up for a lab file without hundreds of lines a block. [IPAM-7]
 */
function isAsInferred(block: IPAMBlock): boolean {
  const inUse = block.allocations.flatMap((_, ordinal) => {
    const address = addressPlus(block.cidr.address, ordinal)
    const attribute = attributeOf(block, address)
    return attribute ? [{ address, attribute }] : []
  })
  const { unallocated } = inferredBlock(block.cidr, block.node, inUse)
  const highest = block.allocations.findLastIndex((allocation) => allocation !== null)
  const neverUsed = highest < 0 ? 0 : block.allocations.length - 1 - highest
  return unallocated.slice(0, neverUsed || undefined).every((ordinal, index) => ordinal === block.unallocated[index])
}

/** What the lab does not model of a block stays, and of its attributes too. */
function withBlockState(held: Manifest, block: IPAMBlock): Manifest {
  const { spec } = blockManifest(block, held.apiVersion)
  if (!isJsonObject(spec)) return held
  const attributes = attributesKept(valueAt(held, ['spec', 'attributes']), spec.attributes)
  return ['affinity', 'allocations', 'unallocated'].reduce(
    (manifest, field) => withField(manifest, ['spec', field], spec[field]),
    withField(held, ['spec', 'attributes'], attributes),
  )
}

function attributesKept(held: Json | undefined, fresh: Json | undefined): Json {
  const old = Array.isArray(held) ? held.filter(isJsonObject) : []
  const made = Array.isArray(fresh) ? fresh.filter(isJsonObject) : []
  const byHandle = groupBy(old, ({ handle_id: handle }) => handle)
  return made.map((attribute) => {
    const { handle_id: handle } = attribute
    const candidates = handle === undefined ? old : (byHandle.get(handle) ?? [])
    return candidates.find((other) => says(other, attribute)) ?? attribute
  })
}

/** Whether `whole` has all that `part` has. */
const says = (whole: Json | undefined, part: Json): boolean =>
  isJsonObject(part)
    ? isJsonObject(whole) && Object.entries(part).every(([key, value]) => says(whole[key], value))
    : whole === part
