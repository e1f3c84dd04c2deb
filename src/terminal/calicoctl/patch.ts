import type { LabDocument } from '../../engine/lab/document'
import { mergePatch } from '../../engine/lab/merge-patch'
import { isJsonObject, type Json } from '../../engine/manifest'
import { fail, type Result } from '../../engine/result'
import { type Client, getObject, write } from './actions'
import { type CalicoError, other } from './calico-error'
import type { CalicoKind, CalicoObject } from './kind'
import { loadObjects } from './load-objects'

/**
 * A strategic merge into what is stored; for Calico's kinds, whose lists have no merge keys, that is a merge patch.
 * Source: calicoctl/resourcemgr/resourcemgr.go, `Patch`, whose spelling of its own error this is.
 */
export function patchObject(
  { document }: Client,
  kind: CalicoKind,
  { metadata }: CalicoObject,
  text: string,
): Result<LabDocument, CalicoError> {
  const stored = getObject(document, kind, metadata)
  if (!stored.ok) return stored
  const patch = parseJson(text)
  if (patch === undefined) return fail(other('permorming strategic merge patch: invalid JSON document'))
  const merged = mergePatch(stored.value.object, patch)
  const loaded = loadObjects(JSON.stringify(merged), [kind])
  if (!loaded.ok) return fail(other(`creating resource from patched data: ${loaded.error}`))
  const [patched] = loaded.value
  if (!patched) return fail(other('invalid number of patched resources: 0'))
  const done = write(document, kind, stored.value, patched.object)
  if (done.ok || done.error.issues) return done
  return fail({ ...done.error, text: `updating existing resource: ${done.error.text}` })
}

function parseJson(text: string) {
  try {
    const value = JSON.parse(text) as Json
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
