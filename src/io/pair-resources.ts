import type { Json, Manifest } from '../engine/lab/document'
import { resourceKey } from '../engine/lab/read-resources'
import { isJsonObject, isManifest } from '../engine/manifest'

export interface Paired {
  /** What each resource of the text is now; undefined: it is gone. */
  readonly next: readonly (Manifest | undefined)[]
  /** What the text has nothing of. */
  readonly added: readonly Manifest[]
}

/** Which resource of a text is which manifest: by kind and name, and what was called otherwise by all else that it says. */
export function pairResources(written: readonly Json[], manifests: readonly Manifest[]): Paired {
  const wanted = new Map(manifests.map((manifest) => [resourceKey(manifest), manifest]))
  const next = written.map((json) => {
    if (!isManifest(json)) return undefined
    const key = resourceKey(json)
    const manifest = wanted.get(key)
    wanted.delete(key)
    return manifest
  })
  const added = [...wanted.values()]
  const left = next.filter((manifest, index) => !manifest && isManifest(written[index] as Json)).length
  if (left === 0 || left * added.length > MOST_COMPARED) return { next, added }
  return {
    next: next.map((manifest, index) => {
      const json = written[index]
      if (manifest || json === undefined || !isManifest(json)) return manifest
      const place = added.findIndex((other) => isRenamed(json, other))
      return place < 0 ? undefined : added.splice(place, 1)[0]
    }),
    added,
  }
}

/** A lab in place of another has none that was called otherwise. */
const MOST_COMPARED = 10_000

/** Whether two manifests of a kind differ only in one name, wherever it stands in them. */
function isRenamed(before: Manifest, after: Manifest): boolean {
  if (before.kind !== after.kind || before.apiVersion !== after.apiVersion) return false
  const [old, fresh] = coreOf(before.metadata.name, after.metadata.name)
  const isSame = (a: Json | undefined, b: Json | undefined): boolean => {
    if (typeof a === 'string' && typeof b === 'string') {
      if (a === b) return true
      const [from, to] = coreOf(a, b)
      return from === old && to === fresh
    }
    if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => isSame(each, b[i]))
    if (!isJsonObject(a) || !isJsonObject(b)) return a === b
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  }
  return isSame(before, after)
}

/** What is between the ends that two texts share. Names in endpoints have their dashes doubled. */
function coreOf(before: string, after: string): readonly [string, string] {
  const [a, b] = [before.replaceAll('--', '-'), after.replaceAll('--', '-')]
  const shorter = Math.min(a.length, b.length)
  let head = 0
  while (head < shorter && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  return [a.slice(head, a.length - tail), b.slice(head, b.length - tail)]
}
