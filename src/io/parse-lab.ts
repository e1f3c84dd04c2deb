import type { Issue, SourcePlace } from '../engine/issue'
import { completeLab } from '../engine/lab/complete'
import type { Json, LabDocument } from '../engine/lab/document'
import { readCluster, warningsOf } from '../engine/lab/read-cluster'
import { readResources } from '../engine/lab/read-resources'
import { isJsonObject, isManifest, isText } from '../engine/manifest'
import { fail, ok, type Result } from '../engine/result'
import { type FoundResource, findResources } from './find-resources'

export interface ParsedLab {
  readonly document: LabDocument
  readonly source: string
  /** What was inferred, and what the lab does not take as it stands. */
  readonly report: readonly Issue[]
}

/** The lab that `text` holds, or everything that is wrong with it, each with its line and column in `file`. */
export function parseLab(text: string, file?: string): Result<ParsedLab, readonly Issue[]> {
  const found = findResources(text)
  if (!found.ok) return fail(found.error.map((issue) => inFile(issue, file)))
  const { resources } = found.value
  const shapeless = resources.flatMap(({ json }, index) => shapeIssues(json, index))
  if (shapeless.length > 0) return fail(shapeless.map((issue) => inFile(placed(issue, resources), file)))
  const own: LabDocument = { manifests: resources.map(({ json }) => json).filter(isManifest) }
  const read = readWhole(own)
  if (!read.ok) return fail(inOrder(read.error.map((issue) => inFile(placed(issue, resources), file))))
  const { document, report } = read.value
  const placedReport = report.map((issue) => {
    const found = placed(issue, resources)
    return found.source ? inFile(found, file) : found
  })
  return ok({ document, source: text, report: inOrder(placedReport) })
}

/** Complete, and valid; the report tells what was made up and what has no effect. */
export function readWhole(own: LabDocument): Result<Omit<ParsedLab, 'source'>, readonly Issue[]> {
  const completed = completeLab(own)
  if (!completed.ok) {
    const errors = readResources(own).issues.filter(({ severity }) => severity === 'error')
    return fail([...errors, ...completed.error])
  }
  const { document, inferred } = completed.value
  const cluster = readCluster(document)
  return cluster.ok ? ok({ document, report: [...inferred, ...warningsOf(document)] }) : cluster
}

/** An issue that has no place of its own is about the file: its first line. */
function inFile(issue: Issue, file: string | undefined): Issue {
  const place: SourcePlace = issue.source ?? { line: 1, column: 1 }
  return { ...issue, source: file === undefined ? place : { ...place, file } }
}

/** `issue` with its place, if the resource it is about stands in the text: what was inferred comes after all that does. */
function placed(issue: Issue, resources: readonly FoundResource[]): Issue {
  const resource = issue.manifest === undefined ? undefined : resources[issue.manifest]
  return resource ? { ...issue, source: resource.placeOf(issue.path ?? []) } : issue
}

const inOrder = (issues: readonly Issue[]): Issue[] =>
  issues.toSorted(
    (a, b) => (a.source?.line ?? 0) - (b.source?.line ?? 0) || (a.source?.column ?? 0) - (b.source?.column ?? 0),
  )

/** Why `json` is no resource at all. */
export function shapeIssues(json: Json, manifest: number): Issue[] {
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
