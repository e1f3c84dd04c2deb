/**
 * Which element of the canvas a resource of the lab file is, and the other way round. What is in the lab and not on the
 * canvas, such as a pool, is selected as `resource:IPPool/name`.
 */
import type { Picture } from '../canvas/picture'
import { isJsonObject, isText, type Json, type JsonObject, type Manifest, valueAt } from '../engine/manifest'
import type { ResourceRef } from '../engine/resource-ref'
import { findElement } from './elements'
import { resourceId, resourceOfId } from './resource-id'

type Path = readonly (string | number)[]

/** A part of the lab file. */
export interface ResourcePart {
  readonly resource: ResourceRef
  readonly path: Path
}

/** Kinds that are selected as themselves. */
const OWN_KINDS: readonly string[] = [
  'IPPool',
  'BGPConfiguration',
  'BGPPeer',
  'BGPFilter',
  'FelixConfiguration',
  'IPAMConfig',
  'IPAMConfiguration',
  'Underlay',
]

/** What to select for the field at `path` of a resource; undefined: the lab as it is has nothing of that. */
export function elementOfPart(
  picture: Picture,
  manifests: readonly Manifest[],
  resource: JsonObject,
  path: Path,
): string | undefined {
  const id = idOfPart(resource, path)
  if (id === undefined || findElement(picture, id)) return id
  const ref = resourceOfId(id)
  return ref && manifests.some(({ kind, metadata }) => kind === ref.kind && metadata.name === ref.name) ? id : undefined
}

function idOfPart(resource: JsonObject, path: Path): string | undefined {
  const name = valueAt(resource, ['metadata', 'name'])
  if (!isText(name)) return undefined
  const { kind } = resource
  const namespace = valueAt(resource, ['metadata', 'namespace']) ?? 'default'
  const ofNode = (node: Json | undefined): string | undefined => (isText(node) ? `node:${node}` : undefined)
  switch (kind) {
    case 'Node':
      return ofNode(name)
    case 'Pod':
      return `pod:${String(namespace)}/${name}`
    case 'WorkloadEndpoint':
      return `pod:${String(namespace)}/${String(valueAt(resource, ['spec', 'pod']))}`
    case 'BlockAffinity':
      return ofNode(valueAt(resource, ['spec', 'node']))
    case 'IPAMBlock':
      return ofNode(String(valueAt(resource, ['spec', 'affinity'])).replace(/^host:/, ''))
    case 'Underlay':
      return partOfUnderlay(resource, path) ?? resourceId({ kind, name })
    default:
      return typeof kind === 'string' && OWN_KINDS.includes(kind) ? resourceId({ kind, name }) : undefined
  }
}

const PARTS: Readonly<Record<string, readonly [prefix: string, name: string]>> = {
  subnets: ['subnet', 'name'],
  routers: ['router', 'name'],
  hosts: ['node', 'node'],
}

function partOfUnderlay(resource: JsonObject, [, list, index]: Path): string | undefined {
  const [prefix, key] = PARTS[String(list)] ?? []
  if (prefix === undefined || key === undefined || typeof index !== 'number') return undefined
  const name = valueAt(resource, ['spec', String(list), index, key])
  return isText(name) ? `${prefix}:${name}` : undefined
}

/** Where in the lab file a selection is written; undefined: nothing is selected, or it is not there. */
export function partOfElement(manifests: readonly Manifest[], id: string | undefined): ResourcePart | undefined {
  const own = resourceOfId(id)
  if (own) return { resource: own, path: [] }
  const [prefix, name = ''] = id?.split(/:(.*)/s) ?? []
  switch (prefix) {
    case 'node':
      return { resource: { kind: 'Node', name }, path: [] }
    case 'pod':
      return podPart(manifests, name)
    case 'subnet':
      return underlayPart(manifests, 'subnets', name)
    case 'router':
      return underlayPart(manifests, 'routers', name)
    default:
      return undefined
  }
}

/** A Pod, or the WorkloadEndpoint that tells of one. */
function podPart(manifests: readonly Manifest[], pod: string): ResourcePart | undefined {
  const [namespace = '', name = ''] = pod.split('/')
  const isIn = ({ metadata }: Manifest) => (metadata.namespace ?? 'default') === namespace
  const found =
    manifests.find((each) => each.kind === 'Pod' && each.metadata.name === name && isIn(each)) ??
    manifests.find((each) => each.kind === 'WorkloadEndpoint' && valueAt(each, ['spec', 'pod']) === name && isIn(each))
  return found && { resource: { kind: found.kind, name: found.metadata.name, namespace }, path: [] }
}

function underlayPart(manifests: readonly Manifest[], list: string, name: string): ResourcePart | undefined {
  const underlay = manifests.find(({ kind }) => kind === 'Underlay')
  const entries = underlay && valueAt(underlay, ['spec', list])
  const index = Array.isArray(entries) ? entries.findIndex((entry) => isJsonObject(entry) && entry.name === name) : -1
  if (!underlay || index < 0) return undefined
  return { resource: { kind: 'Underlay', name: underlay.metadata.name }, path: ['spec', list, index] }
}
