import { isJsonObject, type JsonObject } from '../../engine/manifest'
import { readPlainYaml } from '../plain-yaml'
import { chunksOf } from './chunks'
import { resourcesIn } from './draft-tree'
import { byReferent, type KnownName, type KnownNames, namesOf } from './lab-names'

const kept = new Map<string, readonly KnownName[]>()
const MOST_KEPT = 20_000

/** Names and labels in a text, document by document: one that is being written does not hide the others. */
export const knownNames = (text: string): KnownNames =>
  byReferent(chunksOf(text).flatMap((chunk) => namesIn(chunk.text)))

function namesIn(chunk: string): readonly KnownName[] {
  const known = kept.get(chunk)
  if (known) return known
  const names = jsonIn(chunk).flatMap(namesOf)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(chunk, names)
  return names
}

/** By the quick reader, which knows what tools print; what is written by hand goes to the library. */
function jsonIn(chunk: string): readonly JsonObject[] {
  const quick = readPlainYaml(chunk)
  if (!quick.ok) return resourcesIn(chunk).map(({ json }) => json)
  return quick.value
    .flatMap(({ json, items }) => (items ? items.map((item) => item.json) : [json]))
    .filter((json) => isJsonObject(json))
}
