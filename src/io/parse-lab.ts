import type { Issue, SourcePlace } from '../engine/issue'
import type { Json, LabDocument } from '../engine/lab/document'
import { readCluster, warningsOf } from '../engine/lab/read-cluster'
import { isJsonObject, isManifest, isText } from '../engine/manifest'
import { fail, ok, type Result } from '../engine/result'
import { placeOf, readYaml, type Slot, type YamlSource } from './yaml-source'

export interface ParsedLab {
  readonly document: LabDocument
  readonly source: string
  /** What was inferred, and what the lab does not take as it stands. */
  readonly report: readonly Issue[]
}

/** The lab that `text` holds, or everything that is wrong with it, each with its line and column in `file`. */
export function parseLab(text: string, file?: string): Result<ParsedLab, readonly Issue[]> {
  const source = readYaml(text)
  if (!source.ok) return fail(source.error.map((issue) => inFile(issue, file)))
  const { slots } = source.value
  const shapeless = slots.flatMap((slot, index) => shapeIssues(slot.json, index))
  const manifests = slots.map(({ json }) => json).filter(isManifest)
  if (shapeless.length > 0) return fail(placed(shapeless, source.value, slots, file))
  const document: LabDocument = { manifests }
  const cluster = readCluster(document)
  if (!cluster.ok) return fail(placed(cluster.error, source.value, slots, file))
  return ok({ document, source: text, report: placed(warningsOf(document), source.value, slots, file) })
}

function inFile(issue: Issue, file: string | undefined): Issue {
  const place: SourcePlace = issue.source ?? { line: 1, column: 1 }
  return { ...issue, source: file === undefined ? place : { ...place, file } }
}

/** `issues` with their places, in the order of the text. */
function placed(issues: readonly Issue[], source: YamlSource, slots: readonly Slot[], file?: string): Issue[] {
  return issues
    .map((issue) => {
      const slot = issue.manifest === undefined ? undefined : slots[issue.manifest]
      return inFile(slot ? { ...issue, source: placeOf(source, slot, issue.path ?? []) } : issue, file)
    })
    .toSorted(
      (a, b) => (a.source?.line ?? 0) - (b.source?.line ?? 0) || (a.source?.column ?? 0) - (b.source?.column ?? 0),
    )
}

/** Why `json` is no resource at all. */
function shapeIssues(json: Json, manifest: number): Issue[] {
  const issue = (code: string, path: readonly string[], params: Issue['params'] = {}): Issue => ({
    code,
    params: { path: path.join('.'), ...params },
    severity: 'error',
    manifest,
    path,
  })
  if (!isJsonObject(json)) return [issue('not-a-resource', [])]
  const { apiVersion, kind, metadata } = json
  const what = typeof kind === 'string' ? kind : ''
  return [
    ...(isText(apiVersion) ? [] : [issue('resource-without', ['apiVersion'], { kind: what })]),
    ...(isText(kind) ? [] : [issue('resource-without', ['kind'], { kind: what })]),
    ...(isJsonObject(metadata) && isText(metadata.name)
      ? []
      : [issue('resource-without', ['metadata', 'name'], { kind: what })]),
  ]
}
