import { withUnderlaySpec } from '../../calico/resources/underlay'
import { isJsonObject, type Json, type JsonObject } from '../../manifest'
import type { LabDocument } from '../document'
import { editManifests } from '../edit-document'

/** Fields to set; undefined takes one out. */
export type FieldChange = Readonly<Record<string, Json | undefined>>

type SpecEdit = (spec: JsonObject) => JsonObject

/** The document with its one Underlay's spec as `edit` makes it. */
export const editUnderlay = (document: LabDocument, edit: SpecEdit): LabDocument =>
  editManifests(document, (manifest) => (manifest.kind === 'Underlay' ? withUnderlaySpec(manifest, edit) : manifest))

export function withFields(object: JsonObject, change: FieldChange): JsonObject {
  const changed = { ...object, ...change }
  return Object.fromEntries(Object.entries(changed).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

export const listAt = (object: JsonObject, key: string): readonly Json[] => {
  const list = object[key]
  return Array.isArray(list) ? list : []
}

/** A node's entry in `hosts`, made if there is none; one that says nothing any more goes. */
export const withHost = (spec: JsonObject, node: string, change: FieldChange): JsonObject =>
  withHostAs(spec, node, (host) => withFields(host, change))

export function withHostAs(spec: JsonObject, node: string, edit: (host: JsonObject) => JsonObject): JsonObject {
  const hosts = listAt(spec, 'hosts')
  const isIt = (host: Json): host is JsonObject => isJsonObject(host) && host.node === node
  const edited = hosts.some(isIt) ? hosts.map((host) => (isIt(host) ? edit(host) : host)) : [...hosts, edit({ node })]
  const kept = edited.filter((host) => !isIt(host) || Object.keys(host).length > 1)
  return withFields(spec, { hosts: kept.length > 0 ? kept : undefined })
}

/** An entry of a list, by its name or by another field. */
export const withEntry = (
  object: JsonObject,
  list: string,
  [key, name]: readonly [string, string],
  edit: (entry: JsonObject) => JsonObject,
): JsonObject => ({
  ...object,
  [list]: listAt(object, list).map((entry) => (isJsonObject(entry) && entry[key] === name ? edit(entry) : entry)),
})
