import type { Referent } from '../../engine/calico/resources/fields'
import { isJsonObject, type JsonObject, valueAt } from '../../engine/manifest'
import { readPlainYaml } from '../plain-yaml'
import { chunksOf } from './chunks'
import { resourcesIn } from './draft-tree'

/** What of a lab's text others may name. */
export type KnownNames = Readonly<Record<Referent, readonly string[]>>

interface Facts {
  readonly names: readonly (readonly [Referent, string])[]
}

const kept = new Map<string, Facts>()
const MOST_KEPT = 20_000

/** Names and labels in a text, document by document: one that is being written does not hide the others. */
export function knownNames(text: string): KnownNames {
  const all: Record<Referent, Set<string>> = {
    Node: new Set(),
    IPPool: new Set(),
    BGPFilter: new Set(),
    Pod: new Set(),
    subnet: new Set(),
    'node-labels': new Set(),
  }
  for (const chunk of chunksOf(text)) for (const [of, name] of factsIn(chunk.text).names) all[of].add(name)
  const entries = Object.entries(all).map(([of, names]) => [of, [...names].toSorted()])
  return Object.fromEntries(entries) as KnownNames
}

function factsIn(chunk: string): Facts {
  const known = kept.get(chunk)
  if (known) return known
  const facts = { names: jsonIn(chunk).flatMap(namesOf) }
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(chunk, facts)
  return facts
}

/** By the quick reader, which knows what tools print; what is written by hand goes to the library. */
function jsonIn(chunk: string): readonly JsonObject[] {
  const quick = readPlainYaml(chunk)
  if (!quick.ok) return resourcesIn(chunk).map(({ json }) => json)
  return quick.value
    .flatMap(({ json, items }) => (items ? items.map((item) => item.json) : [json]))
    .filter((json) => isJsonObject(json))
}

function namesOf(resource: JsonObject): readonly (readonly [Referent, string])[] {
  const name = valueAt(resource, ['metadata', 'name'])
  const named = (of: Referent): readonly (readonly [Referent, string])[] =>
    typeof name === 'string' ? [[of, name]] : []
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
