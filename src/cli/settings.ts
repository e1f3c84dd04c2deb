import { schema as poolSchema } from '../engine/calico/resources/ip-pool'
import { annotationOfField, isCalicoNode } from '../engine/calico/resources/node'
import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { Json, JsonObject, LabDocument, Manifest } from '../engine/lab/document'
import { clusterOf } from '../engine/lab/read-cluster'
import { refuse, refuseIssues } from './cli-error'

/**
 * The lab with what `--set` says, one after the other: a field of the pools (`ipipMode=Never`, of one only
 * `POOL/ipipMode=Never`), `nodeToNodeMeshEnabled=false`, or a field of any resource (`Node/k8s-w1/spec.a.b=VALUE`).
 * @throws CliError for one that is no setting, or that Calico would refuse
 */
export function withSettings(document: LabDocument, settings: readonly string[]): LabDocument {
  return settings.reduce((current, setting) => {
    const [, path = '', value = ''] = /^([^=]+)=(.*)$/.exec(setting) ?? refuse('bad-setting', { setting })
    return commandsFor(current, path, value, setting).reduce((lab, command) => {
      const result = applyCommand(lab, command)
      return result.ok ? result.value : refuseIssues(result.error)
    }, current)
  }, document)
}

function commandsFor(document: LabDocument, path: string, value: string, setting: string): readonly Command[] {
  const words = path.split('/')
  const [first = '', second = ''] = words
  if (words.length >= 3) {
    const inside = words.slice(2).join('/')
    if (inside.split('.').includes('')) return refuse('bad-setting', { setting })
    return [patchOf(first, second, pathIn(document, first, second, inside), settingValue(value))]
  }
  if (path === 'nodeToNodeMeshEnabled') {
    if (value !== 'true' && value !== 'false') return refuse('bad-mesh-setting', { setting })
    return [{ kind: 'set-bgp-mesh', enabled: value === 'true' }]
  }
  const field = words.length === 2 ? second : first
  const { pools: all } = clusterOf(document)
  const pools = all.filter(({ name }) => words.length < 2 || name === first)
  if (pools.length === 0) return refuse('no-pool', { setting, pools: all.map(({ name }) => name).join(', ') })
  // A resource keeps what it does not know: a misspelt field would come to "nothing changed".
  if (!POOL_FIELDS.includes(field)) return refuse('no-pool-field', { setting, field, fields: POOL_FIELDS.join(', ') })
  return pools.map(({ name }) => patchOf('IPPool', name, ['spec', field], settingValue(value)))
}

const POOL_FIELDS = Object.keys(poolSchema.shape.spec.shape)

/** As `calicoctl patch node` writes to a cluster whose datastore is Kubernetes, a field of Calico's Node is an annotation there. */
function pathIn(document: LabDocument, kind: string, name: string, field: string): readonly string[] {
  const isKubernetesNode = (manifest: Manifest): boolean =>
    manifest.kind === 'Node' && manifest.metadata.name === name && !isCalicoNode(manifest)
  const annotation = /^nodes?$/i.test(kind) ? annotationOfField(field) : undefined
  if (annotation === undefined || !document.manifests.some(isKubernetesNode)) return field.split('.')
  return ['metadata', 'annotations', annotation]
}

function patchOf(resource: string, name: string, path: readonly string[], value: Json): Command {
  // An annotation is a text, whatever it says.
  const held =
    path[1] === 'annotations' && (typeof value === 'number' || typeof value === 'boolean') ? `${value}` : value
  const patch = path.reduceRight<Json>((inner, key) => ({ [key]: inner }), held) as JsonObject
  return { kind: 'patch-manifest', resource, name, patch }
}

/** JSON where it is some; else a word. */
function settingValue(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
