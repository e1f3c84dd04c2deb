import type { readNode } from '../engine/calico/resources/node'
import { readPod } from '../engine/calico/resources/pod'
import type { Issue } from '../engine/issue'
import type { LabDocument } from '../engine/lab/document'
import { inferUnderlay } from '../engine/lab/infer-underlay'
import { isReadKind, readResources } from '../engine/lab/read-resources'
import { isManifest, type Manifest } from '../engine/manifest'
import { fail, ok, type Result } from '../engine/result'
import { readWhole, shapeIssues } from '../io/parse-lab'
import { type Drift, driftOf } from './drift/drift'
import type { ImportFile } from './import-file'
import { importIssue } from './import-issue'
import { labText } from './lab-text'
import { type Candidate, mergeResources } from './merge-resources'
import { type MissingPart, missingParts } from './missing'
import { type FileRead, type FilesRead, type ResourceText, readFiles } from './read-files'
import type { ActualTable } from './routes/actual-route'
import { recordedTables, tableManifests } from './routes/recorded-tables'
import { isNamedOtherwise, nodeOfTable } from './routes/whose'
import { evidenceOf } from './underlay-evidence'

export interface KindCount {
  readonly kind: string
  readonly count: number
}

/** What came of an import, told before it is taken. [IMPORT-5] */
export interface ImportReport {
  readonly files: readonly FileRead[]
  /** What the lab reads. */
  readonly read: readonly KindCount[]
  /** What it keeps, and does not read. */
  readonly kept: readonly KindCount[]
  /** What lay beside the lab in a folder or an archive, and stays there. */
  readonly leftOut: readonly KindCount[]
  /** Pods that are no endpoints: in the host's network, finished, or on no node yet. */
  readonly podsPassedOver: number
  readonly repeated: number
  /** What was made up, and what is to be heeded. */
  readonly issues: readonly Issue[]
  readonly missing: readonly MissingPart[]
  /** The nodes' real tables against the model's; absent: none came. */
  readonly drift?: Drift
}

export interface ImportedLab {
  readonly document: LabDocument
  readonly source: string
  readonly report: ImportReport
}

/** Tables alone are no lab: they are compared with the one that is there. */
export interface ImportedTables {
  readonly tables: readonly ActualTable[]
  readonly files: readonly FileRead[]
  readonly issues: readonly Issue[]
}

export type Imported = ({ readonly kind: 'lab' } & ImportedLab) | ({ readonly kind: 'tables' } & ImportedTables)

/** The lab that files, pastes and archives hold together, and what is to be said of it; or everything that is wrong. [IMPORT-1] */
export function importFiles(files: readonly ImportFile[]): Result<Imported, readonly Issue[]> {
  const read = readFiles(files)
  if (!read.ok) return read
  const { texts, tables, issues } = read.value
  if (texts.length === 0 && tables.length > 0) {
    return ok({ kind: 'tables', tables, files: read.value.files, issues })
  }
  if (texts.length === 0)
    return fail(issues.length > 0 ? issues.map((issue) => ({ ...issue, severity: 'error' })) : [NOTHING])
  const lab = labOf(read.value)
  return lab.ok ? ok({ kind: 'lab', ...lab.value }) : lab
}

const NOTHING: Issue = { code: 'text-empty', params: {}, severity: 'error' }

function labOf(read: FilesRead): Result<ImportedLab, readonly Issue[]> {
  const sorted = sortOut(read.texts)
  if (sorted.errors.length > 0) return fail(sorted.errors)
  const merged = mergeResources(sorted.candidates)
  const { kept, orphans } = withoutOrphans(merged.kept)
  const own: LabDocument = { manifests: kept.map(({ manifest }) => manifest) }
  const withTables = tablesByNode(own, read.tables)
  const underlay = inferUnderlay(own, withTables.evidence)
  const tables = withoutThose(tableManifests(withTables.byNode), own)
  const whole = readWhole({ manifests: [...underlay.document.manifests, ...tables] })
  const emptyLists = read.texts.flatMap((text) => text.emptyLists)
  const missing = missingParts(own.manifests, emptyLists, read.tables.length)
  if (!whole.ok) {
    // What is said of things that were made up follows from what is wrong with the others.
    const own = whole.error.filter(({ manifest }) => manifest === undefined || manifest < kept.length)
    return fail(inOrder(withCommands(placedFew(own.length > 0 ? own : whole.error, kept), missing)))
  }
  const { document } = whole.value
  const issues = [
    ...read.issues,
    ...merged.issues,
    ...orphans,
    ...underlay.inferred,
    ...whole.value.report,
    ...withTables.issues,
  ]
  const podManifests = own.manifests.filter(({ kind }) => kind === 'Pod')
  const report: ImportReport = {
    files: read.files,
    read: counted(own.manifests.filter(({ kind }) => isReadKind(kind))),
    kept: counted(own.manifests.filter(({ kind }) => !isReadKind(kind))),
    leftOut: counted(sorted.leftOut),
    podsPassedOver: podManifests.filter((manifest) => readPod(manifest).value === undefined).length,
    repeated: merged.repeated,
    issues: placedFew(
      issues.filter(({ code }) => code !== 'unknown-kind'),
      kept,
    ),
    missing,
    ...(recordedTables(document).size > 0 && { drift: driftOf(document, recordedTables(document)) }),
  }
  return ok({ document, source: labText(read.texts, kept, document), report })
}

/** A lab that was saved with its tables has them already. */
function withoutThose(tables: readonly Manifest[], { manifests }: LabDocument): readonly Manifest[] {
  const there = new Set(manifests.flatMap(({ kind, metadata }) => (kind === 'RoutingTable' ? [metadata.name] : [])))
  return tables.filter(({ metadata }) => !there.has(metadata.name))
}

interface Sorted {
  readonly candidates: readonly Candidate[]
  readonly leftOut: readonly Manifest[]
  readonly errors: readonly Issue[]
}

/** The resources of all texts; what is none is an error, unless it came along with others. */
function sortOut(texts: readonly ResourceText[]): Sorted {
  const candidates: Candidate[] = []
  const leftOut: Manifest[] = []
  const errors: Issue[] = []
  texts.forEach(({ resources, incidental }, text) => {
    for (const found of resources) {
      const { json } = found
      if (!isManifest(json)) {
        const issues = shapeIssues(json, 0).map(({ manifest: _, ...issue }) => ({
          ...issue,
          source: found.placeOf(issue.path ?? []),
        }))
        if (!incidental) errors.push(...issues)
      } else if (incidental && !isReadKind(json.kind)) leftOut.push(json)
      else candidates.push({ manifest: json, found, text })
    }
  })
  return { candidates, leftOut, errors }
}

/** Pods of nodes that are gone, as they linger in the API, and affinities without a node do no harm; such pods would. */
function withoutOrphans(candidates: readonly Candidate[]): { kept: readonly Candidate[]; orphans: readonly Issue[] } {
  const nodes = new Set(
    candidates.flatMap(({ manifest }) => (manifest.kind === 'Node' ? [manifest.metadata.name] : [])),
  )
  if (nodes.size === 0) return { kept: candidates, orphans: [] }
  const orphans: Issue[] = []
  const kept = candidates.filter(({ manifest, found }) => {
    if (manifest.kind !== 'Pod') return true
    const { value } = readPod(manifest)
    if (!value || nodes.has(value.node)) return true
    const { file = '', ...place } = found.placeOf(['spec', 'nodeName'])
    const params = { pod: `${value.namespace}/${value.name}`, value: value.node }
    orphans.push(importIssue(file, 'import-orphan-pod', params, place, 'warning'))
    return false
  })
  return { kept, orphans }
}

function tablesByNode(document: LabDocument, tables: readonly ActualTable[]) {
  const resources = readResources(document)
  const nodes = resources.nodes.map(({ value }) => value)
  const assigned = assignTables(
    tables,
    nodes,
    resources.pods.map(({ value }) => value),
  )
  const evidence = nodes.flatMap((node) => {
    const table = assigned.byNode.get(node.name)
    return (table && evidenceOf(node, table.routes)) ?? []
  })
  return { ...assigned, evidence }
}

/** Whose each table is; one that is nobody's is said, and one that takes another's place. */
export function assignTables(
  tables: readonly ActualTable[],
  nodes: readonly NonNullable<ReturnType<typeof readNode>['value']>[],
  pods: Parameters<typeof nodeOfTable>[2],
): { readonly byNode: ReadonlyMap<string, ActualTable>; readonly issues: readonly Issue[] } {
  const byNode = new Map<string, ActualTable>()
  const issues: Issue[] = []
  for (const table of tables) {
    const { file = table.file, ...place } = table.place
    const node = nodeOfTable(table, nodes, pods)
    if (node === undefined)
      issues.push(
        importIssue(
          file,
          'routes-of-whom',
          { host: table.host === undefined ? '' : `: no node is called ${table.host}` },
          place,
          'warning',
        ),
      )
    else {
      const other = byNode.get(node)
      if (isNamedOtherwise(table, nodes)) {
        const params = { node, host: table.host ?? '' }
        issues.push(importIssue(file, 'routes-named-otherwise', params, place, 'warning'))
      }
      if (other) issues.push(importIssue(file, 'routes-twice', { node, other: other.file }, place, 'warning'))
      byNode.set(node, table)
    }
    for (const at of table.unread.slice(0, MOST_UNREAD))
      issues.push(importIssue(file, 'route-unread', {}, at, 'warning'))
  }
  return { byNode, issues }
}

const MOST_UNREAD = 3

function counted(manifests: readonly Manifest[]): readonly KindCount[] {
  const counts = new Map<string, number>()
  for (const { kind } of manifests) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1))
}

/** With the place in its own file. */
function placed(issue: Issue, kept: readonly Candidate[]): Issue {
  const candidate = issue.source === undefined && issue.manifest !== undefined ? kept[issue.manifest] : undefined
  return candidate ? { ...issue, source: candidate.found.placeOf(issue.path ?? []) } : issue
}

/** A report shows a few of each kind; to look up the places of thousands would take longer than the import. */
function placedFew(issues: readonly Issue[], kept: readonly Candidate[]): readonly Issue[] {
  const seen = new Map<string, number>()
  return issues.map((issue) => {
    const count = (seen.get(issue.code) ?? 0) + 1
    seen.set(issue.code, count)
    return count > MOST_PLACED ? issue : placed(issue, kept)
  })
}

const MOST_PLACED = 20

/** What is missing altogether comes with the command that prints it, and without all that follows from it. */
function withCommands(issues: readonly Issue[], missing: readonly MissingPart[]): readonly Issue[] {
  const commands = new Map(missing.map(({ part, command }) => [`no-${part}`, command]))
  const lacks = issues.some(({ code }) => code === 'no-node' || code === 'no-pool')
  return issues
    .filter(({ code }) => !lacks || !FOLLOW_FROM_LACK.has(code))
    .map((issue): Issue => {
      const command = commands.get(`${issue.code}s`)
      return command === undefined
        ? issue
        : { ...issue, code: `import-${issue.code}`, params: { ...issue.params, command } }
    })
}

const FOLLOW_FROM_LACK: ReadonlySet<string> = new Set(['no-underlay', 'pod-on-missing-node', 'pod-without-address'])

const inOrder = (issues: readonly Issue[]): Issue[] =>
  issues.toSorted(
    (a, b) =>
      (a.source?.file ?? '').localeCompare(b.source?.file ?? '') || (a.source?.line ?? 0) - (b.source?.line ?? 0),
  )
