import { isJsonObject, type JsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { definitionOf } from '../../io/draft/field-schema'
import { partOfElement } from '../resource-element'
import { resourceOfId } from '../resource-id'
import { FORM_FIELDS, pathOfField } from './form-fields'

type Path = readonly (string | number)[]

/** Fields of one resource, or of one entry in it, that are edited together. */
export interface FormSection {
  /** Of `form.section` in the catalogue. */
  readonly title: 'node' | 'host' | 'pod' | 'subnet' | 'router' | 'resource'
  /** As it is, or as it would begin if the lab has none yet. */
  readonly manifest: Manifest
  /** Where in it the fields are. */
  readonly base: Path
  /** What the entry at `base` begins with, if it is not there. */
  readonly seed?: JsonObject
  readonly fields: readonly Path[]
}

/** Configurations that a cluster has one of, whether it is written down or not. */
const SINGLE: readonly string[] = ['BGPConfiguration', 'FelixConfiguration', 'IPAMConfig']

/** What of a selection can be edited in a form: empty for what the lab does not have. */
export function formSections(manifests: readonly Manifest[], id: string): readonly FormSection[] {
  if (id.startsWith('node:')) return nodeSections(manifests, id)
  const part = partOfElement(manifests, id)
  const manifest =
    part &&
    (manifests.find(
      ({ kind, metadata }) =>
        kind === part.resource.kind &&
        metadata.name === part.resource.name &&
        (part.resource.namespace === undefined || (metadata.namespace ?? 'default') === part.resource.namespace),
    ) ??
      freshManifest(manifests, id))
  if (!manifest) return []
  const [, list] = part.path
  if (typeof list === 'string') {
    const title = list === 'subnets' ? 'subnet' : 'router'
    return [{ title, manifest, base: part.path, fields: fieldsOf(`Underlay.${list}`, part.path) }]
  }
  return [section(manifest, manifest.kind === 'Pod' ? 'pod' : 'resource')]
}

function section(manifest: Manifest, title: FormSection['title']): FormSection {
  const definition = definitionOf(manifest.apiVersion, manifest.kind) ?? ''
  const own = Object.hasOwn(FORM_FIELDS, definition) ? definition : manifest.kind
  return { title, manifest, base: [], fields: fieldsOf(own, []) }
}

const fieldsOf = (table: string, base: Path): readonly Path[] =>
  (FORM_FIELDS[table] ?? []).map((field) => [...base, ...pathOfField(field)])

/** What Calico knows of the node, and what the network knows of its machine. */
function nodeSections(manifests: readonly Manifest[], id: string): readonly FormSection[] {
  const name = id.slice('node:'.length)
  const node = manifests.find(({ kind, metadata }) => kind === 'Node' && metadata.name === name)
  const underlay = manifests.find(({ kind }) => kind === 'Underlay')
  if (!node) return []
  if (!underlay) return [section(node, 'node')]
  const hosts = valueAt(underlay, ['spec', 'hosts'])
  const entries = Array.isArray(hosts) ? hosts : []
  const known = entries.findIndex((entry) => isJsonObject(entry) && entry.node === name)
  const base = ['spec', 'hosts', known < 0 ? entries.length : known]
  const host: FormSection = {
    title: 'host',
    manifest: underlay,
    base,
    seed: { node: name },
    fields: fieldsOf('Underlay.hosts', base),
  }
  return [section(node, 'node'), host]
}

/** A configuration that holds without being written down. */
function freshManifest(manifests: readonly Manifest[], id: string): Manifest | undefined {
  const ref = resourceOfId(id)
  if (!ref || !SINGLE.includes(ref.kind) || ref.name !== 'default') return undefined
  const calico = manifests.find(({ kind }) => kind === 'IPPool')
  return { apiVersion: calico?.apiVersion ?? 'projectcalico.org/v3', kind: ref.kind, metadata: { name: 'default' } }
}

/** Selections of all that has a form and is not on the canvas, in the order of a list of it. */
export function resourcesWithForms(manifests: readonly Manifest[]): readonly {
  readonly kind: string
  readonly name: string
}[] {
  const named = (kind: string) =>
    manifests.filter((each) => each.kind === kind).map(({ metadata }) => ({ kind, name: metadata.name }))
  const single = (kind: string) => (named(kind).length > 0 ? named(kind) : [{ kind, name: 'default' }])
  return [
    ...named('IPPool'),
    ...single('BGPConfiguration'),
    ...named('BGPPeer'),
    ...named('BGPFilter'),
    ...single('FelixConfiguration'),
    ...(named('IPAMConfiguration').length > 0 ? named('IPAMConfiguration') : single('IPAMConfig')),
    ...named('Underlay'),
  ]
}
