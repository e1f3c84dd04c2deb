/** `kubectl describe`, of what the lab knows: k8s.io/kubectl/pkg/describe/describe.go. */
import type { LabDocument } from '../../engine/lab/document'
import { isJsonObject, type Json, type JsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { isoTime, wallClock } from '../clock'
import type { Command } from '../command'
import { timestampMs } from '../resource-printing/age'
import { elasticTabs } from '../resource-printing/elastic-tabs'
import { type Flag, parseFlags } from './flags'
import { NODE, POD } from './kind'
import { findKube, type KubeObject, listKube } from './kube-store'
import { resourceArguments } from './resource-args'
import { argumentProblem, fatal, flagProblem, notFound, serverError } from './say'
import { labelSelector } from './selectors'
import { ageOf, nodeStatus, podStatus, rolesText } from './table-columns'

export const DESCRIBE_FLAGS: readonly Flag[] = [
  { name: 'all-namespaces', short: 'A' },
  { name: 'selector', short: 'l', takesValue: true },
  { name: 'show-events' },
  { name: 'filename', short: 'f', isUnmodelled: true },
]

export const describeCommand: Command = (words, context) => {
  const parsed = parseFlags(words, DESCRIBE_FLAGS)
  if (!parsed.ok) return flagProblem('describe', parsed.error, context)
  const flags = parsed.value
  if (flags.operands.length === 0) {
    return fatal(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      context,
    )
  }
  const wanted = resourceArguments(flags.operands)
  if (!wanted.ok) return argumentProblem('describe', wanted.error, context)
  const matches = labelSelector(flags.value('selector') ?? '')
  if (!matches.ok) return fatal(matches.error, context)
  const { document } = context.session
  const namespace = flags.value('namespace') ?? 'default'
  const nowMs = timestampMs(isoTime(wallClock(context.session))) ?? 0
  const found: KubeObject[] = []
  let exitCode = 0
  for (const { kind, name } of wanted.value) {
    if (name === undefined) {
      const all = listKube(document, kind, flags.has('all-namespaces') ? undefined : namespace)
      found.push(...all.filter(({ manifest }) => matches.value(manifest)))
      continue
    }
    const object = findKube(document, kind, name, namespace)
    if (object) found.push(object)
    else exitCode = serverError('NotFound', notFound(kind, name), context).exitCode
  }
  if (found.length === 0 && exitCode === 0) context.output.err(`No resources found in ${namespace} namespace.\n`)
  context.output.out(found.map((object) => describe(object, document, nowMs)).join('\n\n'))
  return { exitCode }
}

function describe({ kind, manifest }: KubeObject, document: LabDocument, nowMs: number): string {
  const text =
    kind === POD ? podText(manifest) : kind === NODE ? nodeText(manifest, document, nowMs) : anyText(manifest)
  return text.split(BREAK).map(elasticTabs).join('')
}

const NONE = '<none>'

const shown = (value: Json | undefined, other = NONE): string =>
  value === undefined || value === null || value === '' ? other : String(value)

const listAt = (value: Json, path: readonly string[]): readonly Json[] => {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}

/** One line a pair, all behind the same label. */
function pairs(label: string, map: Json | undefined, separator: string): string {
  const entries = isJsonObject(map) ? Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)) : []
  if (entries.length === 0) return `${label}:\t${NONE}\n`
  return entries
    .map(([key, value], index) => `${index === 0 ? `${label}:` : ''}\t${key}${separator}${String(value).trim()}\n`)
    .join('')
}

const metadataPairs = ({ metadata }: Manifest): string =>
  pairs('Labels', metadata.labels, '=') + pairs('Annotations', metadata.annotations, ': ')

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY_MS = 86_400_000

/** RFC 1123 with a numeric zone. */
function longTime({ metadata }: Manifest): string {
  const text = String(metadata.creationTimestamp)
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+:\d+)/.exec(text) ?? []
  const weekday = DAYS[(Math.floor((timestampMs(text) ?? 0) / DAY_MS) + 4) % 7]
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1]} ${year} ${time} +0000`
}

const CONDITIONS = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']

function podText(pod: Manifest): string {
  const at = (...path: readonly string[]) => valueAt(pod, path)
  const node = at('spec', 'nodeName')
  const isUp = podStatus(pod) === 'Running'
  const addresses = listAt(pod, ['status', 'podIPs']).filter(isJsonObject)
  const containers = listAt(pod, ['spec', 'containers']).filter(isJsonObject)
  return [
    `Name:\t${pod.metadata.name}\n`,
    `Namespace:\t${pod.metadata.namespace}\n`,
    `Priority:\t${shown(at('spec', 'priority'), '0')}\n`,
    `Service Account:\t${shown(at('spec', 'serviceAccountName'), 'default')}\n`,
    `Node:\t${node === undefined ? NONE : `${node}/${shown(at('status', 'hostIP'), '')}`}\n`,
    isUp ? `Start Time:\t${longTime(pod)}\n` : '',
    metadataPairs(pod),
    `Status:\t${podStatus(pod)}\n`,
    `IP:\t${shown(at('status', 'podIP'), '')}\n`,
    addresses.length === 0 ? `IPs:\t${NONE}\n` : `IPs:\n${addresses.map(({ ip }) => `  IP:\t${ip}\n`).join('')}`,
    'Containers:\n',
    ...containers.map((container) => containerText(container, pod, isUp)),
    isUp ? `Conditions:\n  Type\tStatus\n${CONDITIONS.map((type) => `  ${type}\tTrue \n`).join('')}` : '',
    `Volumes:\t${NONE}\nQoS Class:\tBestEffort\n`,
    pairs('Node-Selectors', at('spec', 'nodeSelector'), '='),
    `Tolerations:\t${NONE}\nEvents:\t${NONE}\n`,
  ].join('')
}

function containerText(container: JsonObject, pod: Manifest, isUp: boolean): string {
  const words = (label: string, list: Json | undefined): string =>
    Array.isArray(list) ? `    ${label}:\n${list.map((word) => `      ${word}\n`).join('')}` : ''
  return [
    `  ${container.name}:\n    Image:\t${shown(container.image, '')}\n    Port:\t${NONE}\n    Host Port:\t${NONE}\n`,
    words('Command', container.command),
    words('Args', container.args),
    isUp ? `    State:\tRunning\n      Started:\t${longTime(pod)}\n` : '    State:\tWaiting\n',
    `    Ready:\t${isUp ? 'True' : 'False'}\n    Restart Count:\t0\n    Environment:\t${NONE}\n    Mounts:\t${NONE}\n`,
  ].join('')
}

/** Between columns that have nothing to do with each other: what stands there in a cluster, the lab does not know. */
const BREAK = '\0'

function nodeText(node: Manifest, document: LabDocument, nowMs: number): string {
  const pods = listKube(document, POD).filter(
    ({ manifest }) => valueAt(manifest, ['spec', 'nodeName']) === node.metadata.name,
  )
  const addresses = listAt(node, ['status', 'addresses']).filter(isJsonObject)
  const taints = listAt(node, ['spec', 'taints']).filter(isJsonObject)
  const cidr = valueAt(node, ['spec', 'podCIDR'])
  return [
    `Name:\t${node.metadata.name}\nRoles:\t${rolesText(node)}\n`,
    metadataPairs(node),
    `CreationTimestamp:\t${longTime(node)}\n`,
    `Taints:\t${taints.length === 0 ? NONE : taints.map(taintText).join('\n\t')}\n`,
    `Unschedulable:\t${nodeStatus(node).includes('SchedulingDisabled')}\n`,
    BREAK,
    `Addresses:\n${addresses.map(({ type, address }) => `  ${type}:\t${address}\n`).join('')}`,
    cidr === undefined ? '' : `PodCIDR:\t${cidr}\n`,
    BREAK,
    `Non-terminated Pods:\t(${pods.length} in total)\n`,
    `  Namespace\tName\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n`,
    `  ---------\t----\t------------\t----------\t---------------\t-------------\t---\n`,
    ...pods.map(({ manifest }) => {
      const nothing = '0 (0%)\t'.repeat(4)
      return `  ${manifest.metadata.namespace}\t${manifest.metadata.name}\t${nothing}${ageOf(manifest, nowMs)}\n`
    }),
    `Events:\t${NONE}\n`,
  ].join('')
}

const taintText = ({ key, value, effect }: JsonObject): string =>
  `${key}${value === undefined || value === '' ? '' : `=${value}`}:${effect}`

/** An object of a CRD: its fields as they are, their names spelled out. */
function anyText(object: Manifest): string {
  const { name, namespace, labels: _labels, annotations: _annotations, ...metadata } = object.metadata
  return [
    `Name:\t${name}\nNamespace:\t${shown(namespace, '')}\n`,
    metadataPairs(object),
    fieldsText({ ...object, metadata }, 0),
    `Events:\t${NONE}\n`,
  ].join('')
}

function fieldsText(fields: JsonObject, level: number): string {
  const margin = '  '.repeat(level)
  return Object.keys(fields)
    .sort()
    .map((key) => {
      const value = fields[key] ?? null
      const label = `${margin}${spelledOut(key)}:`
      if (isJsonObject(value)) return `${label}\n${fieldsText(value, level + 1)}`
      if (Array.isArray(value)) return `${label}\n${value.map((item: Json) => itemText(item, level + 1)).join('')}`
      return `${label}\t${value === null ? '<nil>' : value}\n`
    })
    .join('')
}

const itemText = (item: Json, level: number): string =>
  isJsonObject(item) ? fieldsText(item, level) : `${'  '.repeat(level)}${item === null ? '<nil>' : String(item)}\n`

const ACRONYMS = ['API', 'URL', 'UID', 'OSB', 'GUID']

/** `natOutgoing` as `Nat Outgoing` (`smartLabelFor`). */
const spelledOut = (field: string): string =>
  field
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[ _]/)
    .map((word) =>
      ACRONYMS.includes(word.toUpperCase()) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(' ')
