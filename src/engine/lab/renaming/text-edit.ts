import { withField } from '../../calico/resources/edit-manifest'
import { isJsonObject, type Json, type Manifest, valueAt } from '../../manifest'

type Path = readonly (string | number)[]

/** `manifest` with every text at `path` or below it as `edit` makes it; itself, if that changes nothing. */
export function mapAt(manifest: Manifest, path: Path, edit: (text: string) => string): Manifest {
  const json = valueAt(manifest, path)
  if (json === undefined) return manifest
  const next = mapTexts(json, edit)
  return next === json ? manifest : withField(manifest, path, next)
}

/** Only the values: keys are what they are. */
export function mapTexts(json: Json, edit: (text: string) => string): Json {
  if (typeof json === 'string') return edit(json)
  if (Array.isArray(json)) {
    const next = json.map((entry: Json) => mapTexts(entry, edit))
    return next.some((entry, index) => entry !== json[index]) ? next : json
  }
  if (!isJsonObject(json)) return json
  const entries = Object.entries(json).map(([key, value]) => [key, mapTexts(value, edit)] as const)
  return entries.some(([key, value]) => value !== json[key]) ? Object.fromEntries(entries) : json
}

/** `text` with each `"name"` in it called otherwise. */
export const quotedAs = (text: string, name: string, to: string): string =>
  text.replaceAll(JSON.stringify(name), () => JSON.stringify(to))
