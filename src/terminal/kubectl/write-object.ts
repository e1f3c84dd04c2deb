/** What the API server does with an object that kubectl sends. */

import type { Issue } from '../../engine/issue'
import { applyCommand } from '../../engine/lab/apply-command'
import type { LabDocument } from '../../engine/lab/document'
import { mergePatch } from '../../engine/lab/merge-patch'
import { clusterOf } from '../../engine/lab/read-cluster'
import {
  isJsonObject,
  isText,
  type Json,
  type JsonObject,
  jsonEquals,
  type Manifest,
  valueAt,
} from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { authoredMetadata, withNextVersion } from '../cluster-api/served-metadata'
import { type KubeKind, NAMESPACE, POD, typeName } from './kind'
import type { KubeObject } from './kube-store'
import { nodeForPod } from './schedule'

/** The server's words, or the lab's where the server would have taken it. */
export type WriteProblem =
  | { readonly kind: 'server'; readonly reason: string; readonly text: string }
  | { readonly kind: 'invalid'; readonly text: string }
  | { readonly kind: 'lab'; readonly issues: readonly Issue[] }
  | { readonly kind: 'not-modelled'; readonly what: string }

export type Written = Result<LabDocument, WriteProblem>

const lab = (outcome: ReturnType<typeof applyCommand>): Written =>
  outcome.ok ? outcome : fail({ kind: 'lab', issues: outcome.error })

export function createKube(document: LabDocument, kind: KubeKind, given: Manifest, now: string): Written {
  if (kind === NAMESPACE) return fail({ kind: 'not-modelled', what: 'create namespace' })
  const { status: _status, ...rest } = given
  const metadata = { ...authoredMetadata(given.metadata), creationTimestamp: now, name: given.metadata.name }
  const made: Manifest = { ...rest, apiVersion: given.apiVersion, kind: given.kind, metadata }
  return lab(
    applyCommand(document, { kind: 'apply-manifest', manifest: kind === POD ? scheduled(document, made) : made }),
  )
}

/** Nodes that take no new pods. */
const cordonedNodes = (document: LabDocument): ReadonlySet<string> =>
  new Set(
    document.manifests
      .filter((manifest) => manifest.kind === 'Node' && valueAt(manifest, ['spec', 'unschedulable']) === true)
      .map(({ metadata }) => metadata.name),
  )

/** A pod that names no node is given one, as kube-scheduler does. */
function scheduled(document: LabDocument, pod: Manifest): Manifest {
  if (isText(valueAt(pod, ['spec', 'nodeName']))) return pod
  const node = nodeForPod(clusterOf(document), pod, cordonedNodes(document))
  return node === undefined ? pod : { ...pod, spec: { ...(isJsonObject(pod.spec) && pod.spec), nodeName: node } }
}

/**
 * What a file says other than the object does. The lab keeps no last-applied configuration: what a file no longer says
 * stays.
 */
export function applyDifference(given: Manifest, served: Manifest): JsonObject | undefined {
  const { apiVersion: _version, kind: _kind, status: _status, metadata, ...rest } = given
  return difference({ ...rest, metadata: authoredMetadata(metadata) }, served)
}

function difference(given: JsonObject, served: JsonObject): JsonObject | undefined {
  const members = Object.entries(given).flatMap(([key, value]): [string, Json][] => {
    const old = served[key]
    if (jsonEquals(value, old)) return []
    if (!isJsonObject(value) || !isJsonObject(old)) return [[key, value]]
    const inside = difference(value, old)
    return inside ? [[key, inside]] : []
  })
  return members.length > 0 ? Object.fromEntries(members) : undefined
}

const POD_FIXED =
  'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** A merge patch into what is stored. Of a pod's fields only those are fixed that the lab reads. */
export function patchKube(document: LabDocument, { kind, manifest, held }: KubeObject, patch: JsonObject): Written {
  if (!held) return fail({ kind: 'not-modelled', what: `changing ${typeName(kind)}/${manifest.metadata.name}` })
  if (kind === POD && changesPodsPlace(manifest, patch)) {
    return fail({ kind: 'invalid', text: `The Pod "${manifest.metadata.name}" is invalid: ${POD_FIXED}` })
  }
  const next = { ...mergePatch(held, patch), kind: held.kind, apiVersion: held.apiVersion } as Manifest
  if (jsonEquals(next, held)) return ok(document)
  return lab(applyCommand(document, { kind: 'apply-manifest', manifest: withNextVersion(next, document.manifests) }))
}

function changesPodsPlace(pod: Manifest, { spec }: JsonObject): boolean {
  if (!isJsonObject(spec)) return false
  const own = isJsonObject(pod.spec) ? pod.spec : {}
  return ['nodeName', 'hostNetwork'].some((field) => Object.hasOwn(spec, field) && !jsonEquals(spec[field], own[field]))
}

export function deleteKube(document: LabDocument, { kind, manifest, held }: KubeObject): Written {
  if (!held) return fail({ kind: 'not-modelled', what: `delete ${typeName(kind)}` })
  const { name, namespace } = manifest.metadata
  const outcome = applyCommand(document, {
    kind: 'delete-manifest',
    resource: kind.kind,
    name,
    ...(isText(namespace) && { namespace }),
  })
  return lab(outcome)
}
