import { withField } from '../../calico/resources/edit-manifest'
import { isJsonObject, type Json, type JsonObject, type Manifest, valueAt } from '../../manifest'
import type { Renaming } from './renaming'

type Entry = (entry: JsonObject) => JsonObject

function withEntries(manifest: Manifest, list: string, edit: Entry): Manifest {
  const entries = manifest.kind === 'Underlay' ? valueAt(manifest, ['spec', list]) : undefined
  return entries === undefined ? manifest : withField(manifest, ['spec', list], editEach(entries, edit))
}

function editEach(entries: Json, edit: Entry): Json {
  if (!Array.isArray(entries)) return entries
  const next = entries.map((entry: Json) => (isJsonObject(entry) ? edit(entry) : entry))
  return next.some((entry, index) => entry !== entries[index]) ? next : entries
}

const calledAt =
  (key: string, { name, to }: Renaming): Entry =>
  (entry) =>
    entry[key] === name ? { ...entry, [key]: to } : entry

/** With the interfaces that routers have in it. */
export function withSubnet(manifest: Manifest, renaming: Renaming): Manifest {
  return withEntries(withEntries(manifest, 'subnets', calledAt('name', renaming)), 'routers', (router) => {
    const interfaces = editEach(router.interfaces ?? [], calledAt('subnet', renaming))
    return router.interfaces === undefined || interfaces === router.interfaces ? router : { ...router, interfaces }
  })
}

export const withRouter = (manifest: Manifest, renaming: Renaming): Manifest =>
  withEntries(manifest, 'routers', calledAt('name', renaming))

/** What the network knows of a node's machine. */
export const withHost = (manifest: Manifest, renaming: Renaming): Manifest =>
  withEntries(manifest, 'hosts', calledAt('node', renaming))
