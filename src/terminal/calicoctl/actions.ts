/** What Calico's client does with one object: libcalico-go lib/clientv3, calicoctl/resourcemgr/resourcemgr.go. */
import { applyCommand } from '../../engine/lab/apply-command'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { isText, type Manifest } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { withNextVersion } from '../cluster-api/served-metadata'
import { alreadyExists, type CalicoError, invalid, missing, notSupported, other, updateConflict } from './calico-error'
import { listObjects, type Stored, withPoolDefaults, writtenOver } from './calico-store'
import { API_VERSION, type CalicoKind, type CalicoObject } from './kind'
import { fieldErrors } from './validate'

export type Done = Result<LabDocument, CalicoError>

/** Who asks: the lab, and the time to write on what is made. */
export interface Client {
  readonly document: LabDocument
  readonly now: string
}

/** `IPPool(name)`, or `WorkloadEndpoint(namespace/name)`. */
export const identifierOf = (kind: CalicoKind, { name, namespace }: CalicoObject['metadata']): string =>
  `${kind.kind}(${kind.namespaced ? `${namespace}/` : ''}${name})`

export function getObject(
  document: LabDocument,
  kind: CalicoKind,
  metadata: CalicoObject['metadata'],
): Result<Stored, CalicoError> {
  const isMeant = ({ object }: Stored): boolean =>
    object.metadata.name === metadata.name && (!kind.namespaced || object.metadata.namespace === metadata.namespace)
  const stored = listObjects(document, kind).find(isMeant)
  return stored ? ok(stored) : fail(missing(identifierOf(kind, metadata), kind.resource, metadata.name))
}

/** With what Calico fills in before it looks at an object. */
function completed(object: CalicoObject, document: LabDocument): CalicoObject {
  return object.kind === 'IPPool' && isText(object.spec.cidr)
    ? { ...object, spec: withPoolDefaults(object.spec, clusterOf(document)) }
    : object
}

export function createObject({ document, now }: Client, kind: CalicoKind, given: CalicoObject): Done {
  const refusal = readOnly(kind, 'create or apply') ?? derived(kind, 'Create', given)
  if (refusal) return fail(refusal)
  const { name, resourceVersion, labels, annotations } = given.metadata
  const object = completed(given, document)
  const errors = fieldErrorsOf(object, undefined, document)
  if (errors) return fail(errors)
  if (isText(resourceVersion)) {
    const reason = 'field must not be set for a Create request'
    return fail(invalid([{ name: 'Metadata.ResourceVersion', value: resourceVersion, reason }]))
  }
  if (getObject(document, kind, given.metadata).ok) return fail(alreadyExists(identifierOf(kind, given.metadata)))
  const manifest: Manifest = {
    apiVersion: API_VERSION,
    kind: kind.kind === 'IPAMConfiguration' ? 'IPAMConfig' : kind.kind,
    metadata: {
      creationTimestamp: now,
      ...(annotations !== undefined && { annotations }),
      ...(labels !== undefined && { labels }),
      name,
    },
    spec: object.spec,
  }
  return carryOut(document, { kind: 'apply-manifest', manifest })
}

export function updateObject({ document }: Client, kind: CalicoKind, given: CalicoObject): Done {
  const refusal = readOnly(kind, 'apply or replace')
  const stored = getObject(document, kind, given.metadata)
  if (!stored.ok) return stored
  if (refusal) return fail(refusal)
  const { resourceVersion } = given.metadata
  const isOld = isText(resourceVersion) && resourceVersion !== stored.value.object.metadata.resourceVersion
  if (isOld) return fail(updateConflict(identifierOf(kind, given.metadata)))
  return write(document, kind, stored.value, given)
}

/** A create, and an update where that finds the object there already or cannot make one. */
export function applyObject(client: Client, kind: CalicoKind, given: CalicoObject): Done {
  if (kind.kind === 'ClusterInformation') {
    return fail(notSupported('apply', 'ClusterInformation', 'resource is readonly'))
  }
  const { resourceVersion: _version, ...metadata } = given.metadata
  const created = createObject(client, kind, { ...given, metadata: metadata as CalicoObject['metadata'] })
  if (created.ok || (created.error.kind !== 'already-exists' && created.error.kind !== 'not-supported')) return created
  return updateObject(client, kind, given)
}

/** As `updateObject`, of an object that is there and was changed by the caller. */
export function write(document: LabDocument, kind: CalicoKind, stored: Stored, given: CalicoObject): Done {
  const refusal = derived(kind, 'Update', given)
  if (refusal) return fail(refusal)
  const object = completed(given, document)
  const errors = fieldErrorsOf(object, stored.object, document)
  if (errors) return fail(errors)
  const manifest = writtenOver(stored, object)
  if (manifest === stored.held) return ok(document)
  return carryOut(document, { kind: 'apply-manifest', manifest: withNextVersion(manifest, document.manifests) })
}

export function deleteObject({ document }: Client, kind: CalicoKind, given: CalicoObject): Done {
  const refusal = readOnly(kind, 'delete')
  if (refusal) return fail(refusal)
  const stored = getObject(document, kind, given.metadata)
  if (!stored.ok) return stored
  const cannot = derived(kind, 'Delete', given)
  if (cannot) return fail(cannot)
  const { kind: resource, metadata } = stored.value.held
  if (kind.kind === 'IPPool') return carryOut(document, { kind: 'remove-pool', pool: metadata.name })
  return carryOut(document, { kind: 'delete-manifest', resource, name: metadata.name })
}

/** calico/node looks after it. */
const readOnly = (kind: CalicoKind, operation: string): CalicoError | undefined =>
  kind.kind === 'ClusterInformation' ? notSupported(operation, 'ClusterInformation') : undefined

/** Kubernetes makes and deletes nodes and pods; Calico only adds to them. */
function derived(kind: CalicoKind, operation: string, { metadata }: CalicoObject): CalicoError | undefined {
  const isNode = kind.kind === 'Node' && operation !== 'Update'
  if (!isNode && kind.kind !== 'WorkloadEndpoint') return undefined
  return notSupported(operation, identifierOf(kind, metadata))
}

function carryOut(document: LabDocument, command: Command): Done {
  const outcome = applyCommand(document, command)
  return outcome.ok ? outcome : fail({ ...other('refused by the lab'), issues: outcome.error })
}

function fieldErrorsOf(object: CalicoObject, before: CalicoObject | undefined, document: LabDocument) {
  const fields = fieldErrors(object, before, clusterOf(document))
  return fields.length > 0 ? invalid(fields) : undefined
}
