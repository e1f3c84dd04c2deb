import type { Referent } from '../../engine/calico/resources/fields'
import { isJsonObject, type JsonObject, valueAt } from '../../engine/manifest'

/** What of a lab others may name. */
export type KnownNames = Readonly<Record<Referent, readonly string[]>>

/** One of them. */
export type KnownName = readonly [of: Referent, name: string]

/** By what they name, each once and in order. */
export function byReferent(names: Iterable<KnownName>): KnownNames {
  const all: Record<Referent, Set<string>> = {
    Node: new Set(),
    IPPool: new Set(),
    BGPFilter: new Set(),
    Pod: new Set(),
    subnet: new Set(),
    'node-labels': new Set(),
  }
  for (const [of, name] of names) all[of].add(name)
  return Object.fromEntries(
    Object.entries(all).map(([of, each]) => [of, [...each].toSorted()]),
  ) as unknown as KnownNames
}

/** What of one resource others may name. */
export function namesOf(resource: JsonObject): readonly KnownName[] {
  const name = valueAt(resource, ['metadata', 'name'])
  const named = (of: Referent): readonly KnownName[] => (typeof name === 'string' ? [[of, name]] : [])
  switch (resource.kind) {
    case 'Node':
      return [...named('Node'), ...labelsOf(resource).map((label) => ['node-labels', label] as const)]
    case 'Underlay':
      return subnetsOf(resource).map((subnet) => ['subnet', subnet] as const)
    case 'IPPool':
    case 'BGPFilter':
    case 'Pod':
      return named(resource.kind)
    default:
      return []
  }
}

/** Each as a selector asks for it. */
function labelsOf(resource: JsonObject): readonly string[] {
  const labels = valueAt(resource, ['metadata', 'labels'])
  if (!isJsonObject(labels)) return []
  return Object.entries(labels).map(([key, value]) => (value === '' ? `has(${key})` : `${key} == '${String(value)}'`))
}

function subnetsOf(resource: JsonObject): readonly string[] {
  const subnets = valueAt(resource, ['spec', 'subnets'])
  if (!Array.isArray(subnets)) return []
  return subnets.flatMap((subnet) => {
    const name = isJsonObject(subnet) ? subnet.name : undefined
    return typeof name === 'string' ? [name] : []
  })
}
