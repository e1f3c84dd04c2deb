import { jsonEquals, type Manifest } from '../../engine/manifest'
import type { CommandContext, CommandEnd, Session } from '../command'
import { KUBECTL_TABLE, tabTable } from '../resource-printing/tab-table'
import type { KubeObject } from './kube-store'

/** What is looked at in one state of the lab. */
export interface Look {
  readonly objects: readonly KubeObject[]
  readonly row: (manifest: Manifest) => readonly string[]
}

export interface WatchStyle {
  /** Absent: none are printed. */
  readonly headings: readonly string[] | undefined
  /** `--watch-only`: nothing of what there is at first. */
  readonly changesOnly: boolean
}

/** As a process that SIGINT ended. */
const INTERRUPTED = 130

/**
 * Rows of objects as they change, until Ctrl-C. The columns are as wide as the rows before made them: kubectl's writer
 * remembers (github.com/liggitt/tabwriter, `RememberWidths`).
 */
export function watchObjects(
  look: (session: Session) => Look,
  { headings, changesOnly }: WatchStyle,
  context: CommandContext,
): CommandEnd {
  const { traffic, session, output } = context
  const [first = session, ...later] = traffic?.sessions ?? [session]
  const printed: (readonly string[])[] = []
  const print = (rows: readonly (readonly string[])[]): void => {
    if (rows.length === 0) return
    if (printed.length === 0 && headings) printed.push(headings)
    const known = printed.length === 1 && headings ? 0 : printed.length
    printed.push(...rows)
    output.out(tabTable(printed, KUBECTL_TABLE).split('\n').slice(known).join('\n'))
  }
  let before = look(first)
  const { objects, row } = before
  if (!changesOnly) print(objects.map(({ manifest }) => row(manifest)))
  for (const changed of later) {
    const now = look(changed)
    for (const each of changedRows(before, now)) print([each])
    before = now
  }
  return traffic?.isOver ? { exitCode: INTERRUPTED } : { exitCode: 0, listens: true }
}

const keyOf = ({ manifest: { metadata } }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`

/** A row for each object that was made, changed, or is gone. */
function changedRows(before: Look, now: Look): readonly (readonly string[])[] {
  const known = new Map(before.objects.map((object) => [keyOf(object), object]))
  const left = new Set(now.objects.map(keyOf))
  const fresh = now.objects.filter((object) => {
    const old = known.get(keyOf(object))
    return !old || !jsonEquals(old.manifest, object.manifest)
  })
  const gone = before.objects.filter((object) => !left.has(keyOf(object)))
  return [...gone.map(({ manifest }) => before.row(manifest)), ...fresh.map(({ manifest }) => now.row(manifest))]
}
