import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { isJsonObject, type Json, type JsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { blockText, styleOf } from '../../io/write-yaml'
import { renamed } from './rename'
import { renumbering } from './renumber'

/** A lab that can be shown to strangers, and how to find in it what was in the other. */
export interface RedactedLab {
  /** The lab file's text. */
  readonly text: string
  /** The new name of a node, router or pod (`namespace/name`). */
  readonly hostNamed: (host: string) => string
}

/**
 * The same lab with hosts, pools and the rest renamed and networks renumbered, each alike everywhere. What the lab does
 * not read (images, environment, addresses of other families, managed fields) is left out, and so are comments.
 */
export function redactLab(document: LabDocument): RedactedLab {
  const names = newNames(document)
  const selectors = selectorsOf(document)
  const kept = document.manifests.flatMap((manifest) => keptOf(manifest, selectors))
  const renumber = renumbering(stringsIn(kept))
  const name = (text: string): string => names.get(text) ?? text
  const word = (text: string): string => name(renumber(text))
  const manifests = kept.map((manifest) => withOwnName(mapped(manifest, word) as Manifest))
  const style = styleOf('')
  return {
    text: manifests.map((manifest) => blockText(manifest, style)).join('---\n'),
    hostNamed: (host) => host.split('/').map(name).join('/'),
  }
}

function newNames(document: LabDocument): ReadonlyMap<string, string> {
  const { nodes, pods, pools, underlay } = clusterOf(document)
  const kinds = (kind: string) => document.manifests.flatMap((each) => (each.kind === kind ? [each.metadata.name] : []))
  return new Map([
    ...labelValues(document),
    ...renamed('namespace', [...pods.map(({ namespace }) => namespace)]),
    ...renamed('pod', [...kinds('Pod'), ...pods.map(({ name }) => name)]),
    ...renamed('peer', kinds('BGPPeer')),
    ...renamed(
      'pool',
      pools.map(({ name }) => name),
    ),
    ...renamed(
      'subnet',
      underlay.subnets.map(({ name }) => name),
    ),
    ...renamed(
      'router',
      underlay.routers.map(({ name }) => name),
    ),
    ...renamed('lab', [underlay.name]),
    ...renamed(
      'node',
      nodes.map(({ name }) => name),
    ),
  ])
}

/** All that chooses by labels. */
const selectorsOf = (document: LabDocument): string =>
  stringsIn(document.manifests)
    .filter((text) => /==|!=|\bin\b|has\(|all\(|global\(/.test(text))
    .join('\n')

/** The values of labels that a selector asks for. */
function labelValues(document: LabDocument): ReadonlyMap<string, string> {
  const selectors = selectorsOf(document)
  const values = document.manifests.flatMap((manifest) =>
    Object.values(labelsOf(manifest, selectors)).filter((value) => typeof value === 'string'),
  )
  return renamed('value', values)
}

function labelsOf({ metadata }: Manifest, selectors: string): JsonObject {
  const { labels } = metadata
  if (!isJsonObject(labels)) return {}
  return Object.fromEntries(Object.entries(labels).filter(([key]) => selectors.includes(key)))
}

const ANNOTATIONS =
  /^(projectcalico\.org\/(IPv4Address|IPv4IPIPTunnelAddr|IPv4VXLANTunnelAddr|RouteReflectorClusterID|ASNumber)|cni\.projectcalico\.org\/ipv4pools)$/

const CALICO = /^(projectcalico\.org|crd\.projectcalico\.org|podpath\.dev)\//

/** What the lab reads of a manifest; nothing of a kind that it does not know. */
function keptOf(manifest: Manifest, selectors: string): readonly Manifest[] {
  const { apiVersion, kind, metadata } = manifest
  const labels = labelsOf(manifest, selectors)
  const annotations = isJsonObject(metadata.annotations)
    ? Object.fromEntries(Object.entries(metadata.annotations).filter(([key]) => ANNOTATIONS.test(key)))
    : {}
  const head = {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
  }
  const part = (path: readonly string[]) => valueAt(manifest, path)
  const withParts = (entries: Readonly<Record<string, Json | undefined>>): Json =>
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as JsonObject
  if (kind === 'Node' && apiVersion === 'v1') {
    return [{ ...head, status: { addresses: internal(part(['status', 'addresses'])) } }]
  }
  if (kind === 'Pod') {
    const spec = withParts({ nodeName: part(['spec', 'nodeName']), hostNetwork: part(['spec', 'hostNetwork']) })
    const status = withParts({ phase: part(['status', 'phase']), podIP: part(['status', 'podIP']) })
    return [{ ...head, spec, status }]
  }
  // What machines had besides the cluster's own says more of a place than names do.
  if (kind === 'RoutingTable') return []
  const spec = part(['spec'])
  return CALICO.test(apiVersion) ? [{ ...head, ...(spec !== undefined && { spec: withoutHandles(spec) }) }] : []
}

const internal = (addresses: Json | undefined): Json =>
  Array.isArray(addresses) ? addresses.filter((address) => valueAt(address, ['type']) === 'InternalIP') : []

/** Who holds an address of a block is in the pods; a container's id says nothing to others. */
function withoutHandles(spec: Json): Json {
  if (!isJsonObject(spec) || !Array.isArray(spec.attributes)) return spec
  return { ...spec, attributes: spec.attributes.map((_, i) => ({ handle_id: `handle-${i}`, secondary: {} })) }
}

/** Names that Calico makes of other things. */
function withOwnName(manifest: Manifest): Manifest {
  const text = (...path: string[]) => String(valueAt(manifest, ['spec', ...path]) ?? '')
  const dashed = text('cidr').replaceAll(/[./]/g, '-')
  const name =
    manifest.kind === 'IPAMBlock'
      ? dashed
      : manifest.kind === 'BlockAffinity'
        ? `${text('node')}-${dashed}`
        : manifest.metadata.name
  return { ...manifest, metadata: { ...manifest.metadata, name } }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

/** Every string by `word`; in a selector each quoted one, in `host:NODE` what is behind the colon. */
function mapped(value: Json, word: (text: string) => string): Json {
  if (typeof value === 'string') {
    if (/['"]/.test(value))
      return value.replaceAll(/(['"])(.*?)\1/g, (_, quote, text) => `${quote}${word(text)}${quote}`)
    return value.startsWith('host:') ? `host:${word(value.slice('host:'.length))}` : word(value)
  }
  if (Array.isArray(value)) return value.map((each) => mapped(each, word))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each, word)]))
}
