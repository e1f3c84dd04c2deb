import type { Issue, SourcePlace } from '../engine/issue'
import { isJsonObject, type Json } from '../engine/manifest'
import { fail, ok, type Result } from '../engine/result'
import { type FoundResource, findResources } from '../io/find-resources'
import { decodeText } from './decode-text'
import { baseName, type ImportFile } from './import-file'
import { importIssue } from './import-issue'
import type { ActualTable } from './routes/actual-route'
import { isIpRouteJson, readIpRouteJson } from './routes/ip-route-json'
import { isIpRouteText, readIpRouteText } from './routes/ip-route-text'
import { isRouteTable, readRouteTable } from './routes/route-n-text'
import { type Segment, segmentsOf } from './segments'
import { type SpelledOut, spelledOut } from './spelled-out'
import { isGzip, isTar, isZip, unpack } from './unpack'

/** The resources of a file, or of one command's output in a paste. */
export interface ResourceText extends SpelledOut {
  readonly file: string
  readonly text: string
  readonly incidental: boolean
}

/** What a file came to, for the report. */
export interface FileRead {
  readonly name: string
  readonly resources: number
  readonly tables: number
}

export interface FilesRead {
  readonly files: readonly FileRead[]
  readonly texts: readonly ResourceText[]
  readonly tables: readonly ActualTable[]
  readonly issues: readonly Issue[]
}

/** What is larger is no export of a cluster, and would fill the memory. */
const LARGEST_FILE = 256_000_000
/** What does not read as the tools print takes the YAML library a second a megabyte. */
const LARGEST_FOR_LIBRARY = 1_500_000

/**
 * Reads files and pastes: archives are unpacked, pastes split at their prompts, and each part is taken for what it looks
 * like. What is wrong with a file that was chosen is an error; with one that lay in a folder or an archive, a warning. [IMPORT-8]
 */
export function readFiles(files: readonly ImportFile[]): Result<FilesRead, readonly Issue[]> {
  const read: Mutable<FilesRead> = { files: [], texts: [], tables: [], issues: [] }
  for (const file of files.flatMap((each) => unpacked(each, read.issues))) readFile(file, read)
  const errors = read.issues.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? fail(errors) : ok(read)
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] }

function unpacked(file: ImportFile, issues: Issue[]): readonly ImportFile[] {
  const { name, content } = file
  if (content.length > LARGEST_FILE) {
    issues.push(importIssue(name, 'file-too-large', { limit: LARGEST_FILE / 1_000_000 }))
    return []
  }
  if (typeof content === 'string') return [file]
  if (!isGzip(content) && !isTar(content) && !isZip(content)) return [file]
  const found = unpack(name, content)
  if (found.ok) return withHosts(found.value)
  issues.push(found.error)
  return []
}

/** `calicoctl node diags` leaves the host's name in a file of its own beside the table. */
function withHosts(files: readonly ImportFile[]): readonly ImportFile[] {
  const nameFile = files.find(({ name }) => baseName(name) === 'hostname')
  const rest = files.filter((file) => file !== nameFile)
  const name = nameFile && typeof nameFile.content !== 'string' ? decodeText(nameFile.content) : undefined
  if (!name?.ok) return rest
  const host = name.value.trim()
  return rest.map((file) =>
    baseName(file.name) === 'ipv4_route' && typeof file.content !== 'string'
      ? { ...file, content: `# host: ${host}\n${textOr(file.content)}` }
      : file,
  )
}

function textOr(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  return text.ok ? text.value : ''
}

function readFile(file: ImportFile, read: Mutable<FilesRead>): void {
  const { name, content, incidental = false } = file
  const report = (issue: Issue): void => {
    if (!incidental) read.issues.push(issue)
    else if (!NOTHING_TO_A_FOLDER.has(issue.code)) read.issues.push({ ...issue, severity: 'warning' })
  }
  const text = typeof content === 'string' ? ok(content) : decodeText(content)
  if (!text.ok) return report(importIssue(name, text.error.code, {}, text.error.place))
  const before = { resources: 0, tables: read.tables.length }
  const segments = partsOf(name, text.value)
  let understood = 0
  for (const segment of segments) {
    const found = readSegment(name, segment)
    if (found.kind === 'routes') {
      read.tables.push(found.table)
      understood += 1
    } else if (found.kind === 'resources') {
      read.texts.push({ ...found.resources, file: name, text: segment.text, incidental })
      before.resources += found.resources.resources.length
      understood += 1
    } else if (segments.length === 1 || found.issue.code !== 'not-understood') report(found.issue)
    else read.issues.push({ ...found.issue, severity: 'warning' })
  }
  if (segments.length === 0) report(importIssue(name, 'text-empty'))
  const tables = read.tables.length - before.tables
  if (understood > 0 || !incidental) read.files.push({ name, resources: before.resources, tables })
}

/** Beside a lab lie other things; only what should have been read is worth a word. */
const NOTHING_TO_A_FOLDER: ReadonlySet<string> = new Set([
  'not-understood',
  'import-table',
  'import-complaint',
  'text-empty',
  'binary-file',
])

/** The parts of a paste. A comment such as `# node: k8s-w1` in YAML that reads as a whole begins none. */
function partsOf(file: string, text: string): readonly Segment[] {
  const segments = segmentsOf(text)
  const whole: Segment = { text, linesBefore: 0 }
  const isSplit = segments.length > 1 || segments.some(({ linesBefore }) => linesBefore > 0)
  return isSplit && readSegment(file, whole).kind === 'resources' ? [whole] : segments
}

type SegmentRead =
  | { readonly kind: 'routes'; readonly table: ActualTable }
  | { readonly kind: 'resources'; readonly resources: SpelledOut }
  | { readonly kind: 'nothing'; readonly issue: Issue }

function readSegment(file: string, { text, linesBefore, host }: Segment): SegmentRead {
  const place: SourcePlace = { line: linesBefore + 1, column: 1 }
  const table = { file, place: { ...place, file }, ...(host !== undefined && { host }) }
  const isJson = /^\s*\[/.test(text) && /"dst" *:/.test(text.slice(0, 20_000))
  const isTable = isRouteTable(text)
  const isList = !isTable && !isJson && isIpRouteText(text)
  if ((isTable || isList) && hasMoreLines(text, MOST_ROUTES))
    return { kind: 'nothing', issue: importIssue(file, 'routes-too-many', { limit: MOST_ROUTES }, place) }
  if (isTable) return { kind: 'routes', table: { ...table, ...readRouteTable(text, linesBefore) } }
  if (isList) return { kind: 'routes', table: { ...table, ...readIpRouteText(text, linesBefore) } }
  if (isJson) {
    const json = jsonOf(text)
    if (json !== undefined && isIpRouteJson(json)) {
      return { kind: 'routes', table: { ...table, routes: readIpRouteJson(json, place), unread: [] } }
    }
  }
  const other = notUnderstood(text)
  if (other) return { kind: 'nothing', issue: importIssue(file, other, {}, place) }
  const found = findResources(text, LARGEST_FOR_LIBRARY)
  if (!found.ok) {
    const [issue] = found.error
    const at = issue?.source ?? { line: 1, column: 1 }
    const source = { file, line: at.line + linesBefore, column: at.column }
    return { kind: 'nothing', issue: { ...(issue as Issue), source } }
  }
  const whole = spelledOut(found.value)
  const { resources } = whole
  if (resources.length > 0 && !resources.some(({ json }) => isResourceLike(json))) {
    return { kind: 'nothing', issue: importIssue(file, 'not-understood', {}, place) }
  }
  return {
    kind: 'resources',
    resources: { ...whole, resources: resources.map((each) => moved(each, file, linesBefore)) },
  }
}

/** A router of the Internet has a million; no node of a cluster has as many as this. */
const MOST_ROUTES = 300_000

function hasMoreLines(text: string, most: number): boolean {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0 && lines <= most; at = text.indexOf('\n', at + 1)) lines += 1
  return lines > most
}

const isResourceLike = (json: Json): boolean => isJsonObject(json) && ('kind' in json || 'apiVersion' in json)

const moved = (resource: FoundResource, file: string, linesBefore: number): FoundResource => ({
  ...resource,
  placeOf: (path) => {
    const { line, column } = resource.placeOf(path)
    return { file, line: line + linesBefore, column }
  },
})

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Of texts that people paste by mistake, what they are. */
function notUnderstood(text: string): string | undefined {
  if (text.trim() === '') return 'text-empty'
  const first = text.trimStart().split('\n', 1)[0] ?? ''
  if (/^(NAMESPACE +)?NAME +[A-Z]{2,}/.test(first)) return 'import-table'
  if (
    /^(error:|Error from server|Unable to connect|The connection to the server|No resources found|command not found|Failed to )/.test(
      first,
    )
  )
    return 'import-complaint'
  // A paste that ends in a prompt, or a line of words.
  return /[:{[-]/.test(text) ? undefined : 'not-understood'
}
