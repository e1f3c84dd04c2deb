import { withField } from '../../engine/calico/resources/edit-manifest'
import { readNode } from '../../engine/calico/resources/node'
import { renumberSubnet } from '../../engine/lab/commands/renumber-subnet'
import { replacePools } from '../../engine/lab/commands/replace-pools'
import type { LabDocument, Manifest } from '../../engine/lab/document'
import { renamed, withReferences } from '../../engine/lab/renaming/rename'
import { backOf, type Renaming } from '../../engine/lab/renaming/renaming'
import { isJsonObject, isManifest, type Json, type JsonObject, valueAt } from '../../engine/manifest'
import { type Prefix, parsePrefix } from '../../engine/net/prefix'
import { findResources } from '../../io/find-resources'
import { parseLab, readWhole } from '../../io/parse-lab'
import type { Said } from '../../words/said'
import { poolsChanged } from './read-draft'

/** What a refused text most likely means, as a lab. */
export interface Remedy {
  readonly said: Said
  readonly document: LabDocument
}

/** Undefined: nobody can say what is meant. */
export function remedyFor(before: LabDocument, text: string): Remedy | undefined {
  const parsed = parseLab(text)
  if (parsed.ok) return poolsAnew(before, parsed.value.document)
  const found = findResources(text)
  const resources = found.ok ? found.value.resources.map(({ json }) => json) : []
  if (resources.length === 0 || !resources.every(isManifest)) return undefined
  const draft: LabDocument = { manifests: resources }
  return calledOtherwise(before, draft) ?? renumbered(before, draft)
}

function poolsAnew(before: LabDocument, after: LabDocument): Remedy | undefined {
  const changes = poolsChanged(before, after)
  const made = replacePools(after, changes)
  if (changes.length === 0 || !made.ok) return undefined
  const { document, pods } = made.value
  const pools = changes.map(({ is }) => is.name).join(', ')
  return { document, said: { key: 'yaml.remedy.pools', params: { pools, count: pods.length } } }
}

/** A node or a subnet that has another name only where it is itself written. */
function calledOtherwise(before: LabDocument, draft: LabDocument): Remedy | undefined {
  const renamings = [...nodesCalled(before, draft), ...subnetsCalled(before, draft)]
  const [only, ...others] = renamings
  if (!only || others.length > 0) return undefined
  const own = readWhole(withReferences(draft, backOf(only)))
  const outcome = own.ok ? renamed(own.value.document, only) : own
  const { name, to } = only
  return outcome.ok ? { document: outcome.value, said: { key: 'yaml.remedy.rename', params: { name, to } } } : undefined
}

function nodesCalled(before: LabDocument, draft: LabDocument): readonly Renaming[] {
  const addresses = (document: LabDocument) =>
    new Map(
      document.manifests.flatMap((manifest): [string, number][] => {
        const node = manifest.kind === 'Node' ? readNode(manifest).value : undefined
        return node ? [[node.name, node.internalAddress]] : []
      }),
    )
  const [old, now] = [addresses(before), addresses(draft)]
  return [...now].flatMap(([to, address]): readonly Renaming[] => {
    if (old.has(to)) return []
    const name = [...old].find(([each, own]) => own === address && !now.has(each))?.[0]
    return name === undefined ? [] : [{ kind: 'Node', name, to }]
  })
}

function subnetsCalled(before: LabDocument, draft: LabDocument): readonly Renaming[] {
  const [old, now] = [subnetsOf(before), subnetsOf(draft)]
  return now.flatMap(({ name: to, cidr }): readonly Renaming[] => {
    if (old.some(({ name }) => name === to)) return []
    const same = old.find((each) => each.cidr === cidr && now.every(({ name }) => name !== each.name))
    return same && typeof same.name === 'string' && typeof to === 'string'
      ? [{ kind: 'subnet', name: same.name, to }]
      : []
  })
}

/** Subnets whose network is another, while all in them is where it was. */
function renumbered(before: LabDocument, draft: LabDocument): Remedy | undefined {
  const old = new Map(subnetsOf(before).map((subnet) => [subnet.name, subnet]))
  const moves = subnetsOf(draft).flatMap(({ name, cidr }): readonly { name: string; cidr: Prefix }[] => {
    const was = old.get(name)
    const next = typeof cidr === 'string' && cidr.includes('/') ? parsePrefix(cidr) : undefined
    return was && was.cidr !== cidr && next && typeof name === 'string' ? [{ name, cidr: next }] : []
  })
  const names = new Set<Json | undefined>(moves.map(({ name }) => name))
  const back = draft.manifests.map((manifest) =>
    manifest.kind === 'Underlay'
      ? withSubnets(manifest, (each) => (names.has(each.name) ? old.get(each.name) : each))
      : manifest,
  )
  const own = moves.length > 0 ? readWhole({ manifests: back }) : undefined
  if (!own?.ok) return undefined
  let { document } = own.value
  const machines: string[] = []
  for (const { name, cidr } of moves) {
    const outcome = renumberSubnet(document, name, cidr)
    if (!outcome.ok) return undefined
    document = outcome.value.document
    machines.push(...outcome.value.machines)
  }
  const params = { machines: [...new Set(machines)].join(', '), subnets: moves.map(({ name }) => name).join(', ') }
  return { document, said: { key: 'yaml.remedy.renumber', params } }
}

function subnetsOf({ manifests }: LabDocument): readonly JsonObject[] {
  const underlay = manifests.find(({ kind }) => kind === 'Underlay')
  const subnets = underlay && valueAt(underlay, ['spec', 'subnets'])
  return Array.isArray(subnets) ? subnets.filter((each: Json) => isJsonObject(each)) : []
}

function withSubnets(underlay: Manifest, edit: (subnet: JsonObject) => JsonObject | undefined): Manifest {
  const subnets = valueAt(underlay, ['spec', 'subnets'])
  if (!Array.isArray(subnets)) return underlay
  const next = subnets.map((each: Json) => (isJsonObject(each) ? (edit(each) ?? each) : each))
  return withField(underlay, ['spec', 'subnets'], next)
}
