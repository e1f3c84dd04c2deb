import { podAttribute } from '../../engine/calico/ipam/allocation-attribute'
import { isJsonObject, isText, type Json, type JsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { addressPlus, formatIpv4, parseIpv4 } from '../../engine/net/ipv4'
import { sound } from './damage'

/** Who holds a block's addresses stands in the pods too: of those that say the same a block need only say how many follow each other. */

type Holders = ReadonlyMap<string, JsonObject>

/** By address, what a block says of the pod that has it. */
function holdersOf(manifests: readonly Manifest[]): Holders {
  const holders = new Map<string, JsonObject>()
  for (const manifest of manifests) {
    if (manifest.kind !== 'Pod') continue
    const { name, namespace } = manifest.metadata
    const [address, node] = [valueAt(manifest, ['status', 'podIP']), valueAt(manifest, ['spec', 'nodeName'])]
    if (isText(address) && isText(node) && isText(namespace)) {
      const { handleId, ...secondary } = podAttribute({ node, namespace, name })
      const sorted = Object.entries(secondary).sort(([a], [b]) => (a < b ? -1 : 1))
      holders.set(address, { handle_id: handleId ?? '', secondary: Object.fromEntries(sorted) as JsonObject })
    }
  }
  return holders
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** With other attributes: each is given what the pods say of the address that is the first with that index. */
function withAttributes(
  manifest: Manifest,
  attributesOf: (attributes: readonly Json[], holderAt: (index: number) => JsonObject | undefined) => readonly Json[],
  holders: Holders,
): Manifest {
  const { spec } = manifest
  if (manifest.kind !== 'IPAMBlock' || spec === undefined || !isJsonObject(spec) || !isList(spec.attributes))
    return manifest
  const base = parseIpv4(String(spec.cidr).replace(/\/.*/, ''))
  const allocations = isList(spec.allocations) ? spec.allocations : []
  const holderAt = (index: number): JsonObject | undefined => {
    const ordinal = allocations.indexOf(index)
    return base === undefined || ordinal < 0 ? undefined : holders.get(formatIpv4(addressPlus(base, ordinal)))
  }
  return { ...manifest, spec: { ...spec, attributes: attributesOf(spec.attributes, holderAt) } }
}

export function withoutKnownHolders(manifests: readonly Manifest[]): readonly Manifest[] {
  const holders = holdersOf(manifests)
  const shortened = (
    attributes: readonly Json[],
    holderAt: (index: number) => JsonObject | undefined,
  ): readonly Json[] => {
    const short: Json[] = []
    for (const [index, attribute] of attributes.entries()) {
      const holder = holderAt(index)
      const last = short.at(-1)
      if (!holder || JSON.stringify(holder) !== JSON.stringify(attribute)) short.push(attribute)
      else if (typeof last === 'number') short[short.length - 1] = last + 1
      else short.push(1)
    }
    return short
  }
  return manifests.map((manifest) => withAttributes(manifest, shortened, holders))
}

/** @throws DamagedLink if a block counts on pods that are not there */
export function withKnownHolders(manifests: readonly Manifest[]): readonly Manifest[] {
  const holders = holdersOf(manifests)
  const lengthened = (short: readonly Json[], holderAt: (index: number) => JsonObject | undefined): readonly Json[] => {
    const attributes: Json[] = []
    for (const item of short) {
      if (typeof item !== 'number') attributes.push(item)
      else {
        for (const end = attributes.length + item; attributes.length < end; ) {
          const holder = holderAt(attributes.length)
          sound(holder !== undefined)
          attributes.push(holder)
        }
      }
    }
    return attributes
  }
  return manifests.map((manifest) => withAttributes(manifest, lengthened, holders))
}
