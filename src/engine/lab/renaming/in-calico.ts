import { withField } from '../../calico/resources/edit-manifest'
import { endpointName } from '../../calico/resources/pod'
import { isJsonObject, type Json, type JsonObject, type Manifest, valueAt } from '../../manifest'
import { isPodManifest } from '../pod-manifests'
import { withHost } from './in-underlay'
import type { Renaming } from './renaming'
import { mapAt, mapTexts } from './text-edit'

type Path = readonly string[]
type Edit = (text: string) => string

const HOSTNAME = 'kubernetes.io/hostname'

/** A node is named by pods, blocks, peers, per-node configurations, and the label that the kubelet gives it. */
export function withNode(manifest: Manifest, renaming: Renaming): Manifest {
  const { name, to } = renaming
  const same: Edit = (text) => (text === name ? to : text)
  const each = (start: Manifest, ...paths: readonly Path[]): Manifest =>
    paths.reduce((current, path) => mapAt(current, path, same), start)
  switch (manifest.kind) {
    case 'Underlay':
      return withHost(manifest, renaming)
    case 'Node': {
      const own = manifest.metadata.name === name
      return own ? each(manifest, ['metadata', 'name'], ['metadata', 'labels', HOSTNAME], ...NODE_NAMES) : manifest
    }
    case 'Pod':
      return each(manifest, ['spec', 'nodeName'], ['spec', 'nodeSelector', HOSTNAME])
    case 'WorkloadEndpoint':
      return withEndpointName(each(manifest, ['spec', 'node']), manifest)
    case 'BlockAffinity':
      return withAffinityName(each(manifest, ['spec', 'node']), renaming)
    case 'IPAMBlock':
    case 'IPAMHandle': {
      const owned = mapAt(manifest, ['spec', 'affinity'], prefixed('host:', same))
      const noted = withNoted(owned, ({ node }) => (node === name ? { node: to } : undefined))
      return withHandles(noted, (text) =>
        prefixed('vxlan-tunnel-addr-', same)(prefixed('ipip-tunnel-addr-', same)(text)),
      )
    }
    default:
      return withSelectors(
        mapAt(each(manifest, ['spec', 'node']), ['metadata', 'name'], (text) =>
          manifest.kind.endsWith('Configuration') ? prefixed('node.', same)(text) : text,
        ),
        renaming,
      )
  }
}

const NODE_NAMES: readonly Path[] = [
  ['status', 'addresses'],
  ['spec', 'addresses'],
  ['spec', 'orchRefs'],
]

const prefixed =
  (prefix: string, edit: Edit): Edit =>
  (text) =>
    text.startsWith(prefix) ? prefix + edit(text.slice(prefix.length)) : text

/** IPAM notes who has an address under a handle; Calico keeps each handle as a resource too. */
function withHandles(manifest: Manifest, edit: Edit): Manifest {
  if (manifest.kind === 'IPAMHandle')
    return mapAt(mapAt(manifest, ['metadata', 'name'], edit), ['spec', 'handleID'], edit)
  return attributesOf(manifest).reduce<Manifest>(
    (each, _, index) => mapAt(each, ['spec', 'attributes', index, 'handle_id'], edit),
    manifest,
  )
}

/** With what IPAM notes of who has an address, where `change` has something to say of it. */
const withNoted = (manifest: Manifest, change: (secondary: JsonObject) => JsonObject | undefined): Manifest =>
  attributesOf(manifest).reduce<Manifest>((each, attribute, index) => {
    const secondary = valueAt(attribute, ['secondary'])
    const next = isJsonObject(secondary) ? change(secondary) : undefined
    return next
      ? withField(each, ['spec', 'attributes', index, 'secondary'], { ...(secondary as JsonObject), ...next })
      : each
  }, manifest)

function attributesOf(manifest: Manifest): readonly Json[] {
  const attributes = valueAt(manifest, ['spec', 'attributes'])
  return Array.isArray(attributes) ? attributes : []
}

/** Calico's own name of an endpoint says its node and pod; another's is kept. */
function withEndpointName(manifest: Manifest, before: Manifest): Manifest {
  const nameOf = (each: Manifest): string =>
    endpointName(String(valueAt(each, ['spec', 'node'])), String(valueAt(each, ['spec', 'pod'])))
  return manifest !== before && before.metadata.name === nameOf(before)
    ? withField(manifest, ['metadata', 'name'], nameOf(manifest))
    : manifest
}

function withAffinityName(manifest: Manifest, { name, to }: Renaming): Manifest {
  const block = String(valueAt(manifest, ['spec', 'cidr'])).replaceAll(/[./]/g, '-')
  const isIts = manifest.metadata.name === `${name}-${block}` && valueAt(manifest, ['spec', 'node']) === to
  return isIts ? withField(manifest, ['metadata', 'name'], `${to}-${block}`) : manifest
}

/** In a selector only what is asked of the label that says the node's name. */
function withSelectors(manifest: Manifest, { name, to }: Renaming): Manifest {
  const { spec } = manifest
  if (!isJsonObject(spec)) return manifest
  const next = mapTexts(spec, (text) =>
    text.includes(HOSTNAME)
      ? text.replaceAll(OF_HOSTNAME, (asked) =>
          asked.replaceAll(/(['"])(.*?)\1/g, (whole, quote, value) => (value === name ? quote + to + quote : whole)),
        )
      : text,
  )
  return next === spec ? manifest : { ...manifest, spec: next }
}

const OF_HOSTNAME = /kubernetes\.io\/hostname\s*(?:[=!]=\s*(?:'[^']*'|"[^"]*")|(?:not\s+)?in\s*\{[^}]*\})/g

/** A pod is named by its endpoint, and by what IPAM notes of its address. */
export function withPod(manifest: Manifest, renaming: Renaming): Manifest {
  const { name, namespace = 'default', to } = renaming
  const isIts = isPodManifest(manifest, { namespace, name })
  switch (manifest.kind) {
    case 'Pod':
      return isIts ? withField(manifest, ['metadata', 'name'], to) : manifest
    case 'WorkloadEndpoint':
      return isIts ? withEndpointName(withField(manifest, ['spec', 'pod'], to), manifest) : manifest
    case 'IPAMBlock':
    case 'IPAMHandle': {
      const handle = `k8s-pod-network.${namespace}.${name}`
      const noted = withNoted(manifest, (of) =>
        of.pod === name && of.namespace === namespace ? { pod: to } : undefined,
      )
      return withHandles(noted, (text) => (text === handle ? `k8s-pod-network.${namespace}.${to}` : text))
    }
    default:
      return manifest
  }
}
