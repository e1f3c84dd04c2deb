import type { Issue, SourcePlace } from '../engine/issue'
import type { Drift, DriftLine, HostDrift } from '../importing/drift/drift'
import type { ImportReport, KindCount } from '../importing/import-lab'
import { issueText } from './issues'
import type { Said } from './said'

/** A line of a report: a sentence, where it is about, what to do, or a command to copy. */
export interface ReportLine {
  readonly text: Said
  readonly place?: SourcePlace
  readonly hint?: Said
  readonly command?: string
  /** Belongs to the line above. */
  readonly under?: boolean
}

export interface ReportSection {
  readonly kind: 'read' | 'kept' | 'leftOut' | 'inferred' | 'heed' | 'missing' | 'drift'
  readonly lines: readonly ReportLine[]
}

const MOST_OF_A_KIND = 4
const MOST_ROUTES = 12

/** What an import came to, section by section; sections with nothing in them are left out. */
export function reportSections(report: ImportReport): readonly ReportSection[] {
  const { read, kept, leftOut, podsPassedOver, repeated, issues, missing, drift, files } = report
  const tables = files.reduce((sum, file) => sum + file.tables, 0)
  const isInferred = ({ code }: Issue): boolean => code.startsWith('inferred-')
  const sections: readonly ReportSection[] = [
    {
      kind: 'read',
      lines: [
        ...kindLines(read),
        ...(tables > 0 ? [line('tables', { count: tables })] : []),
        ...(podsPassedOver > 0 ? [line('podsPassedOver', { count: podsPassedOver })] : []),
        ...(repeated > 0 ? [line('repeated', { count: repeated })] : []),
      ],
    },
    { kind: 'kept', lines: kindLines(kept) },
    { kind: 'leftOut', lines: kindLines(leftOut) },
    { kind: 'heed', lines: issueLines(issues.filter((issue) => !isInferred(issue))) },
    { kind: 'inferred', lines: issueLines(issues.filter(isInferred)) },
    { kind: 'drift', lines: drift ? driftLines(drift) : [] },
    { kind: 'missing', lines: missing.map(({ part, command }) => ({ ...line(`part.${part}`), command })) },
  ]
  return sections.filter(({ lines }) => lines.length > 0)
}

const line = (key: string, params: Said['params'] = {}): ReportLine => ({
  text: { key: `importReport.${key}`, params },
})

const kindLines = (counts: readonly KindCount[]): readonly ReportLine[] =>
  counts.map(({ kind, count }) => line('kind', { kind, count }))

/** A few of each kind; what to do is said once. */
function issueLines(issues: readonly Issue[]): readonly ReportLine[] {
  const groups = new Map<string, Issue[]>()
  for (const issue of issues) groups.set(issue.code, [...(groups.get(issue.code) ?? []), issue])
  return [...groups.values()].flatMap((group) => {
    const shown = group.slice(0, group.length <= MOST_OF_A_KIND + 1 ? group.length : MOST_OF_A_KIND)
    const lines = shown.map((issue, index): ReportLine => {
      const { message, hint } = issueText(issue)
      const isLast = index === shown.length - 1
      return { text: message, ...(issue.source && { place: issue.source }), ...(isLast && { hint }) }
    })
    return shown.length < group.length
      ? [...lines, { ...line('more', { count: group.length - shown.length }), under: true }]
      : lines
  })
}

/** Each host with what differs there; the same cause is said once. */
export const driftLines = ({ hosts }: Drift): readonly ReportLine[] => hosts.flatMap(hostLines)

function hostLines(drift: HostDrift): readonly ReportLine[] {
  return [
    hostLine(drift),
    ...linesByCause(drift).flatMap((group) => {
      const shown = group.slice(0, MOST_ROUTES)
      const more = group.length - shown.length
      return [
        ...shown.map((each, index) => driftLine(each, index === shown.length - 1 ? causeText(group) : undefined)),
        ...(more > 0 ? [{ ...line('more', { count: more }), under: true }] : []),
      ]
    }),
  ]
}

/** How much of a host's table is as in the model. */
export function hostLine({ host, same, foreign, lines }: HostDrift): ReportLine {
  const key = lines.length === 0 ? 'same' : same === 0 ? 'hostNone' : 'host'
  return {
    text: { key: `drift.${key}`, params: { host, same, different: lines.length } },
    ...(foreign > 0 && { hint: { key: 'drift.foreign', params: { count: foreign } } }),
  }
}

/** The lines that have one cause together; many nodes without a session are told as one. */
export function linesByCause({ lines }: HostDrift): readonly (readonly DriftLine[])[] {
  const byCause = new Map<string, DriftLine[]>()
  for (const each of lines) {
    const cause = each.cause.kind === 'session-down' ? each.cause.kind : JSON.stringify(each.cause)
    byCause.set(cause, [...(byCause.get(cause) ?? []), each])
  }
  return [...byCause.values()]
}

/** Why a group of lines is not as in the model. */
export function causeText(group: readonly DriftLine[]): Said {
  const [first] = group
  const nodes = namesIn(group)
  return {
    key: `drift.cause.${first?.cause.kind ?? 'unknown'}`,
    params: { ...first?.cause.details, ...(nodes !== '' && { node: nodes }) },
  }
}

/** The nodes that a group's causes name, a few of them. */
function namesIn(group: readonly DriftLine[]): string {
  const names = [...new Set(group.flatMap(({ cause }) => cause.details.node ?? []))]
  return names.length <= MOST_OF_A_KIND
    ? names.join(', ')
    : `${names.slice(0, MOST_OF_A_KIND).join(', ')} … (${names.length})`
}

/** @param cause where it is to be said */
function driftLine({ kind, modelLine, actualLine }: DriftLine, cause: Said | undefined): ReportLine {
  return {
    text: { key: `drift.${kind}`, params: { model: modelLine, actual: actualLine } },
    ...(cause && { hint: cause }),
    under: true,
  }
}
