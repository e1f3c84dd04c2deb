/** `kubectl get`: k8s.io/kubectl/pkg/cmd/get. */
import type { Manifest } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { isoTime, wallClock } from '../clock'
import type { Command, CommandContext, CommandEnd, Session } from '../command'
import { timestampMs } from '../resource-printing/age'
import { KUBECTL_TABLE, tabTable } from '../resource-printing/tab-table'
import { type Flag, type ParsedFlags, parseFlags } from './flags'
import { type KubeKind, typeName } from './kind'
import { findKube, type KubeObject, listKube } from './kube-store'
import { objectsInFiles } from './load-manifests'
import { type OutputFormat, printAs, readOutputFormat } from './output-format'
import { type ResourceArgument, resourceArguments } from './resource-args'
import { argumentProblem, fatal, flagProblem, notFound } from './say'
import { fieldSelector, labelSelector, type Matches } from './selectors'
import { sortedBy } from './sort-objects'
import { columnsOf, labelOf, labelsText } from './table-columns'
import { watchObjects } from './watch-objects'

export const GET_FLAGS: readonly Flag[] = [
  { name: 'output', short: 'o', takesValue: true },
  { name: 'all-namespaces', short: 'A' },
  { name: 'selector', short: 'l', takesValue: true },
  { name: 'field-selector', takesValue: true },
  { name: 'label-columns', short: 'L', takesValue: true },
  { name: 'show-labels' },
  { name: 'no-headers' },
  { name: 'show-kind' },
  { name: 'ignore-not-found' },
  { name: 'filename', short: 'f', takesValue: true },
  { name: 'recursive', short: 'R' },
  { name: 'show-managed-fields' },
  { name: 'chunk-size', takesValue: true },
  { name: 'watch', short: 'w' },
  { name: 'watch-only' },
  { name: 'output-watch-events', isUnmodelled: true },
  { name: 'sort-by', takesValue: true },
  { name: 'kustomize', short: 'k', isUnmodelled: true },
  { name: 'raw', isUnmodelled: true },
  { name: 'subresource', isUnmodelled: true },
  { name: 'template', isUnmodelled: true },
]

const REQUIRED = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples
`

export const getCommand: Command = (words, context) => {
  const parsed = parseFlags(words, GET_FLAGS)
  if (!parsed.ok) return flagProblem('get', parsed.error, context)
  const flags = parsed.value
  const format = readOutputFormat(flags.value('output') ?? '')
  if (!format.ok) return fatal(format.error, context)
  if (format.value.kind === 'not-modelled') {
    context.output.note({
      code: 'option-not-modelled',
      params: { command: 'kubectl get', option: `-o ${format.value.name}` },
    })
    return { exitCode: 1 }
  }
  if (flags.operands.length === 0 && !flags.has('filename')) {
    context.output.err(REQUIRED)
    return { exitCode: 1 }
  }
  const selected = readSelectors(flags)
  if (!selected.ok) return fatal(selected.error, context)
  const wanted = argumentsOf(flags, context)
  if (!wanted.ok) return wanted.error
  if (flags.has('watch') || flags.has('watch-only')) {
    return watchGet(wanted.value, flags, selected.value, format.value, context)
  }
  const sorted = inOrder(collect(wanted.value, flags, selected.value, context), flags.value('sort-by'))
  if (!sorted.ok) return fatal(sorted.error, context)
  const got = sorted.value
  return show(got, format.value, flags, context)
}

function argumentsOf(
  flags: ParsedFlags,
  context: CommandContext,
): Result<readonly (ResourceArgument & { readonly namespace?: string })[], CommandEnd> {
  if (!flags.has('filename')) {
    const found = resourceArguments(flags.operands)
    return found.ok ? found : fail(argumentProblem('get', found.error, context))
  }
  const loaded = objectsInFiles(flags.values('filename'), flags.has('recursive'), 'get', context)
  if (!loaded.ok) return loaded
  return ok(
    loaded.value.map(({ kind, manifest }) => ({
      kind,
      name: manifest.metadata.name,
      ...(typeof manifest.metadata.namespace === 'string' && { namespace: manifest.metadata.namespace }),
    })),
  )
}

function readSelectors(flags: ParsedFlags): Result<Matches, string> {
  const labels = labelSelector(flags.value('selector') ?? '')
  if (!labels.ok) return labels
  const fields = fieldSelector(flags.value('field-selector') ?? '')
  if (!fields.ok) return fields
  return ok((manifest) => labels.value(manifest) && fields.value(manifest))
}

interface Got {
  /** By kind, in the order asked for. */
  readonly groups: readonly { readonly kind: KubeKind; readonly objects: readonly KubeObject[] }[]
  readonly missing: readonly string[]
  /** One object, asked for by its name. */
  readonly isSingle: boolean
}

function collect(
  wanted: readonly (ResourceArgument & { readonly namespace?: string })[],
  flags: ParsedFlags,
  matches: Matches,
  { session }: Pick<CommandContext, 'session'>,
): Got {
  const { document } = session
  const own = flags.value('namespace') ?? 'default'
  const missing: string[] = []
  const groups = new Map<KubeKind, KubeObject[]>()
  for (const { kind, name, namespace } of wanted) {
    const group = groups.get(kind) ?? []
    groups.set(kind, group)
    if (name === undefined) {
      const all = listKube(document, kind, flags.has('all-namespaces') ? undefined : own)
      group.push(...all.filter(({ manifest }) => matches(manifest)))
      continue
    }
    const found = findKube(document, kind, name, namespace ?? own)
    if (found) group.push(found)
    else missing.push(notFound(kind, name))
  }
  const isSingle = wanted.length === 1 && wanted[0]?.name !== undefined
  return { groups: [...groups].map(([kind, objects]) => ({ kind, objects })), missing, isSingle }
}

function inOrder(got: Got, field: string | undefined): Result<Got, string> {
  if (field === undefined) return ok(got)
  const groups: Got['groups'][number][] = []
  for (const group of got.groups) {
    const objects = sortedBy(field, group.objects)
    if (!objects.ok) return objects
    groups.push({ ...group, objects: objects.value })
  }
  return ok({ ...got, groups })
}

function show(
  { groups, missing, isSingle }: Got,
  format: Exclude<OutputFormat, { readonly kind: 'not-modelled' }>,
  flags: ParsedFlags,
  context: CommandContext,
): CommandEnd {
  const { output } = context
  const errors = flags.has('ignore-not-found') ? [] : missing
  const all = groups.flatMap(({ objects }) => objects)
  if (format.kind === 'table') {
    const tables = groups.filter(({ objects }) => objects.length > 0)
    const isPrefixed = groups.length > 1 || flags.has('show-kind') || flags.operands[0] === 'all'
    output.out(tables.map((group) => table(group, isPrefixed, format.wide, flags, context)).join('\n'))
    if (all.length === 0 && missing.length === 0) output.err(nothingFound(groups, flags))
  } else if (all.length > 0 || errors.length === 0) {
    const printed = printAs(format, all, isSingle)
    if (!printed.ok) return fatal(printed.error, context)
    output.out(printed.value)
  }
  for (const text of errors) output.err(`Error from server (NotFound): ${text}\n`)
  return { exitCode: errors.length > 0 ? 1 : 0 }
}

function nothingFound(groups: Got['groups'], flags: ParsedFlags): string {
  if (flags.has('ignore-not-found')) return ''
  const namespaced = groups.some(({ kind }) => kind.namespaced) && !flags.has('all-namespaces')
  return namespaced
    ? `No resources found in ${flags.value('namespace') ?? 'default'} namespace.\n`
    : 'No resources found\n'
}

/** `-w`: what there is, and then each object that is made, changed or deleted, as its row. */
function watchGet(
  wanted: readonly (ResourceArgument & { readonly namespace?: string })[],
  flags: ParsedFlags,
  matches: Matches,
  format: Exclude<OutputFormat, { readonly kind: 'not-modelled' }>,
  context: CommandContext,
): CommandEnd {
  const [kind, ...others] = new Set(wanted.map((one) => one.kind))
  if (!kind || others.length > 0) return fatal('you may only specify a single resource type', context)
  if (format.kind !== 'table' && format.kind !== 'name') {
    context.output.note({ code: 'option-not-modelled', params: { command: 'kubectl get -w', option: '-o' } })
    return { exitCode: 1 }
  }
  const first = context.traffic?.sessions?.[0] ?? context.session
  const { missing } = collect(wanted, flags, matches, { session: first })
  if (missing.length > 0) {
    for (const text of missing) context.output.err(`Error from server (NotFound): ${text}\n`)
    return { exitCode: 1 }
  }
  const look = (session: Session) => ({
    objects: collect(wanted, flags, matches, { session }).groups.flatMap(({ objects }) => objects),
    row: tableOf(kind, false, format.kind === 'table' && format.wide, flags, session).row,
  })
  const { headings } = tableOf(kind, false, format.kind === 'table' && format.wide, flags, first)
  const isBare = flags.has('no-headers') || format.kind === 'name'
  const nameOf = ({ metadata }: Manifest): string[] => [`${typeName(kind)}/${metadata.name}`]
  return watchObjects(
    (session) => {
      const { objects, row } = look(session)
      return { objects, row: format.kind === 'name' ? nameOf : row }
    },
    { headings: isBare ? undefined : headings, changesOnly: flags.has('watch-only') },
    context,
  )
}

function table(
  { kind, objects }: Got['groups'][number],
  isPrefixed: boolean,
  wide: boolean,
  flags: ParsedFlags,
  { session }: CommandContext,
): string {
  const { headings, row } = tableOf(kind, isPrefixed, wide, flags, session)
  const rows = objects.map(({ manifest }) => row(manifest))
  return tabTable(flags.has('no-headers') ? rows : [headings, ...rows], KUBECTL_TABLE)
}

interface Table {
  readonly headings: readonly string[]
  readonly row: (manifest: Manifest) => readonly string[]
}

function tableOf(kind: KubeKind, isPrefixed: boolean, wide: boolean, flags: ParsedFlags, session: Session): Table {
  const nowMs = timestampMs(isoTime(wallClock(session))) ?? 0
  const columns = columnsOf(kind).filter((column) => wide || !column.wide)
  const labelColumns = flags.values('label-columns').flatMap((value) => value.split(','))
  const withNamespace = kind.namespaced && flags.has('all-namespaces')
  const headings = [
    ...(withNamespace ? ['NAMESPACE'] : []),
    ...columns.map(({ heading }) => heading),
    ...labelColumns.map((key) => key.slice(key.lastIndexOf('/') + 1).toUpperCase()),
    ...(flags.has('show-labels') ? ['LABELS'] : []),
  ]
  const row = (manifest: Manifest): string[] => [
    ...(withNamespace ? [String(manifest.metadata.namespace)] : []),
    ...columns.map(({ heading, cell }) =>
      heading === 'NAME' && isPrefixed ? `${typeName(kind)}/${manifest.metadata.name}` : cell(manifest, nowMs),
    ),
    ...labelColumns.map((key) => labelOf(manifest, key)),
    ...(flags.has('show-labels') ? [labelsText(manifest)] : []),
  ]
  return { headings, row }
}
