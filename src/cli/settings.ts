import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { Json, JsonObject, LabDocument } from '../engine/lab/document'
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
  if (words.length >= 3) return [patchOf(first, second, words.slice(2).join('/'), settingValue(value))]
  if (path === 'nodeToNodeMeshEnabled') return [{ kind: 'set-bgp-mesh', enabled: value === 'true' }]
  const field = words.length === 2 ? second : first
  const pools = clusterOf(document).pools.filter(({ name }) => words.length < 2 || name === first)
  if (pools.length === 0 || !/^[a-zA-Z]\w*$/.test(field)) return refuse('bad-setting', { setting })
  return pools.map(({ name }) => patchOf('IPPool', name, `spec.${field}`, settingValue(value)))
}

const patchOf = (resource: string, name: string, path: string, value: Json): Command => ({
  kind: 'patch-manifest',
  resource,
  name,
  patch: path.split('.').reduceRight<Json>((inner, key) => ({ [key]: inner }), value) as JsonObject,
})

/** JSON where it is some; else a word. */
function settingValue(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
