import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'

/** A list of the Underlay as it is written. */
export function listOf({ manifests }: LabDocument, key: string): readonly Json[] {
  const spec = manifests.find(({ kind }) => kind === 'Underlay')?.spec
  const list = isJsonObject(spec ?? null) ? (spec as JsonObject)[key] : undefined
  return Array.isArray(list) ? list : []
}

/** The list with each of its named entries as `edit` makes it. */
export const editedList = (
  document: LabDocument,
  key: 'routers' | 'subnets',
  edit: (entry: JsonObject, name: string) => JsonObject,
): readonly Json[] =>
  listOf(document, key).map((entry) => (isJsonObject(entry) ? edit(entry, String(entry.name)) : entry))

export const underlayPatch = (name: string, spec: JsonObject): Command => ({
  kind: 'patch-manifest',
  resource: 'Underlay',
  name,
  patch: { spec },
})
