/** k8s.io/kubectl/pkg/cmd/apiresources: what the lab's API server serves. */
import type { Command } from '../command'
import { KUBECTL_TABLE, tabTable } from '../resource-printing/tab-table'
import { type Flag, parseFlags } from './flags'
import { KUBE_KINDS, resourceName } from './kind'
import { fatal, flagProblem } from './say'

export const API_RESOURCES_FLAGS: readonly Flag[] = [
  { name: 'output', short: 'o', takesValue: true },
  { name: 'no-headers' },
  { name: 'namespaced' },
  { name: 'api-group', takesValue: true },
  { name: 'cached' },
  { name: 'verbs', takesValue: true, isUnmodelled: true },
  { name: 'sort-by', takesValue: true, isUnmodelled: true },
  { name: 'categories', takesValue: true, isUnmodelled: true },
]

const HEADINGS = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']

export const apiResourcesVerb: Command = (words, context) => {
  const parsed = parseFlags(words, API_RESOURCES_FLAGS)
  if (!parsed.ok) return flagProblem('api-resources', parsed.error, context)
  const { has, value, operands } = parsed.value
  if (operands.length > 0) {
    const said = operands.join(' ')
    return fatal(`unexpected arguments: [${said}]\nSee 'kubectl api-resources -h' for help and examples`, context)
  }
  const format = value('output') ?? ''
  if (format !== '' && format !== 'name' && format !== 'wide') {
    return fatal(`--output ${format} is not available`, context)
  }
  if (format === 'wide') {
    context.output.note({
      code: 'option-not-modelled',
      params: { command: 'kubectl api-resources', option: '-o wide' },
    })
    return { exitCode: 1 }
  }
  const group = value('api-group')
  const kinds = KUBE_KINDS.filter(
    (kind) =>
      (value('namespaced') === undefined || kind.namespaced === has('namespaced')) &&
      (group === undefined || kind.group === group),
  ).toSorted((a, b) => compare(a.group, b.group) || compare(a.plural, b.plural))
  if (format === 'name') {
    context.output.out(kinds.map((kind) => `${resourceName(kind)}\n`).join(''))
    return { exitCode: 0 }
  }
  const rows = kinds.map(({ plural, shortNames, apiVersion, namespaced, kind }) => [
    plural,
    shortNames.join(','),
    apiVersion,
    String(namespaced),
    kind,
  ])
  context.output.out(tabTable(has('no-headers') ? rows : [HEADINGS, ...rows], KUBECTL_TABLE))
  return { exitCode: 0 }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** `kubectl api-versions`: groups and versions of the same. */
export const apiVersionsVerb: Command = (words, context) => {
  const parsed = parseFlags(words, [])
  if (!parsed.ok) return flagProblem('api-versions', parsed.error, context)
  const versions = [...new Set(KUBE_KINDS.map(({ apiVersion }) => apiVersion))].toSorted(compare)
  context.output.out(versions.map((version) => `${version}\n`).join(''))
  return { exitCode: 0 }
}
