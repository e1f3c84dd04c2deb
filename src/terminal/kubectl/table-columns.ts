/** The columns that the API server prints of each kind: kubernetes pkg/printers/internalversion/printers.go. */
import { isJsonObject, isText, type Json, type Manifest, valueAt } from '../../engine/manifest'
import { ageText, timestampMs } from '../resource-printing/age'
import { type KubeKind, NAMESPACE, NODE, POD } from './kind'

export interface Column {
  readonly heading: string
  /** Only with `-o wide`. */
  readonly wide?: true
  readonly cell: (manifest: Manifest, nowMs: number) => string
}

/** The release of Kubernetes that the lab's nodes run, where their manifests do not say. */
export const KUBELET_VERSION = 'v1.30.4'

const NONE = '<none>'
const UNKNOWN = '<unknown>'

const text = (value: Json | undefined, other: string): string => (isText(value) ? value : other)

const listAt = (manifest: Manifest, path: readonly string[]): readonly Json[] => {
  const value = valueAt(manifest, path)
  return Array.isArray(value) ? value : []
}

export const ageOf = ({ metadata }: Manifest, nowMs: number): string => {
  const made = timestampMs(String(metadata.creationTimestamp ?? ''))
  return made === undefined ? UNKNOWN : ageText(made, nowMs)
}

const NAME: Column = { heading: 'NAME', cell: ({ metadata }) => metadata.name }
const AGE: Column = { heading: 'AGE', cell: ageOf }

export function columnsOf(kind: KubeKind): readonly Column[] {
  switch (kind) {
    case POD:
      return POD_COLUMNS
    case NODE:
      return NODE_COLUMNS
    case NAMESPACE:
      return [NAME, { heading: 'STATUS', cell: (manifest) => text(valueAt(manifest, ['status', 'phase']), '') }, AGE]
    default:
      return [NAME, AGE]
  }
}

const POD_COLUMNS: readonly Column[] = [
  NAME,
  { heading: 'READY', cell: readyText },
  { heading: 'STATUS', cell: podStatus },
  { heading: 'RESTARTS', cell: (pod) => String(restartsOf(pod)) },
  AGE,
  { heading: 'IP', wide: true, cell: (pod) => text(valueAt(pod, ['status', 'podIP']), NONE) },
  { heading: 'NODE', wide: true, cell: (pod) => text(valueAt(pod, ['spec', 'nodeName']), NONE) },
  { heading: 'NOMINATED NODE', wide: true, cell: (pod) => text(valueAt(pod, ['status', 'nominatedNodeName']), NONE) },
  { heading: 'READINESS GATES', wide: true, cell: () => NONE },
]

/** A lab's containers run as soon as their pod does. */
function readyText(pod: Manifest): string {
  const total = Math.max(1, listAt(pod, ['spec', 'containers']).length)
  const statuses = listAt(pod, ['status', 'containerStatuses']).filter(isJsonObject)
  const running = valueAt(pod, ['status', 'phase']) === 'Running' ? total : 0
  const ready = statuses.length > 0 ? statuses.filter((status) => status.ready === true).length : running
  return `${ready}/${total}`
}

export function podStatus(pod: Manifest): string {
  const reason = valueAt(pod, ['status', 'reason'])
  const phase = text(valueAt(pod, ['status', 'phase']), 'Pending')
  if (isText(reason)) return reason
  if (phase === 'Succeeded') return 'Completed'
  return phase === 'Failed' ? 'Error' : phase
}

const restartsOf = (pod: Manifest): number =>
  listAt(pod, ['status', 'containerStatuses'])
    .filter(isJsonObject)
    .reduce((sum, { restartCount }) => sum + (typeof restartCount === 'number' ? restartCount : 0), 0)

const NODE_COLUMNS: readonly Column[] = [
  NAME,
  { heading: 'STATUS', cell: nodeStatus },
  { heading: 'ROLES', cell: rolesText },
  AGE,
  { heading: 'VERSION', cell: (node) => kubeletVersion(node) },
  { heading: 'INTERNAL-IP', wide: true, cell: (node) => addressOf(node, 'InternalIP') },
  { heading: 'EXTERNAL-IP', wide: true, cell: (node) => addressOf(node, 'ExternalIP') },
  { heading: 'OS-IMAGE', wide: true, cell: (node) => nodeInfo(node, 'osImage') },
  { heading: 'KERNEL-VERSION', wide: true, cell: (node) => nodeInfo(node, 'kernelVersion') },
  { heading: 'CONTAINER-RUNTIME', wide: true, cell: (node) => nodeInfo(node, 'containerRuntimeVersion') },
]

/** Ready, unless its own conditions say otherwise. */
export function nodeStatus(node: Manifest): string {
  const conditions = listAt(node, ['status', 'conditions']).filter(isJsonObject)
  const ready = conditions.find(({ type }) => type === 'Ready')
  const status = !ready || ready.status === 'True' ? 'Ready' : ready.status === 'Unknown' ? 'Unknown' : 'NotReady'
  return valueAt(node, ['spec', 'unschedulable']) === true ? `${status},SchedulingDisabled` : status
}

const ROLE = 'node-role.kubernetes.io/'

export function rolesText({ metadata }: Manifest): string {
  const labels = isJsonObject(metadata.labels) ? metadata.labels : {}
  const roles = Object.entries(labels).flatMap(([key, value]) => {
    if (key.startsWith(ROLE) && key !== ROLE) return [key.slice(ROLE.length)]
    return key === 'kubernetes.io/role' && isText(value) ? [value] : []
  })
  return roles.length === 0 ? NONE : [...new Set(roles)].sort().join(',')
}

export const kubeletVersion = (node: Manifest): string =>
  text(valueAt(node, ['status', 'nodeInfo', 'kubeletVersion']), KUBELET_VERSION)

export const nodeInfo = (node: Manifest, field: string): string =>
  text(valueAt(node, ['status', 'nodeInfo', field]), UNKNOWN)

function addressOf(node: Manifest, type: string): string {
  const found = listAt(node, ['status', 'addresses'])
    .filter(isJsonObject)
    .find((address) => address.type === type)
  return text(found?.address, NONE)
}

export function labelsText({ metadata }: Manifest): string {
  const labels = isJsonObject(metadata.labels) ? metadata.labels : {}
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return pairs.length === 0 ? NONE : pairs.sort().join(',')
}

export function labelOf({ metadata }: Manifest, key: string): string {
  const labels = isJsonObject(metadata.labels) ? metadata.labels : {}
  return text(labels[key], '')
}
