import { parseArgs } from 'node:util'
import { readResources } from '../engine/lab/read-resources'
import { driftOf } from '../importing/drift/drift'
import type { ImportFile } from '../importing/import-file'
import { assignTables, type ImportedTables, importFiles } from '../importing/import-lab'
import { sayInEnglish } from '../words/english'
import { driftLines, type ReportLine, type ReportSection, reportSections } from '../words/import-report'
import { formatIssue } from '../words/issues'
import { readBytes, reasonOf, refuse, refuseIssues, refuseUsage } from './cli-error'
import type { CliIo } from './cli-io'
import { loadLab } from './load-lab'

const OPTIONS = { output: { type: 'string', short: 'o' } } as const

/**
 * `podpath import FILE… [-o LAB]`: a lab from what the tools print. The lab goes to LAB and the report to standard output;
 * without LAB the lab goes there, and the report to standard error.
 * @throws CliError for bad usage or input
 */
export function importLab(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  if (positionals.length === 0) return refuseUsage('missing-words', { command: 'import', words: 'FILE…' })
  const imported = importFiles(positionals.flatMap((path) => filesAt(io, path)))
  if (!imported.ok) return refuseIssues(imported.error)
  if (imported.value.kind === 'tables') return refuse('tables-without-lab')
  const { source, report } = imported.value
  const text = reportText(reportSections(report))
  if (values.output === undefined) {
    io.stdout(source)
    io.stderr(text)
    return 0
  }
  try {
    io.writeFile(values.output, source)
  } catch (error) {
    refuse('unwritable-file', { file: values.output, why: reasonOf(error) })
  }
  io.stdout(text)
  return 0
}

/**
 * `podpath drift LAB FILE…`: the hosts' real routing tables against the lab's. Exit status 1 if one differs.
 * @throws CliError for bad usage or input
 */
export function drift(argv: readonly string[], io: CliIo): number {
  const [lab, ...files] = argv
  if (lab === undefined || files.length === 0)
    return refuseUsage('missing-words', { command: 'drift', words: 'LAB FILE…' })
  const { document } = loadLab(io, lab)
  const imported = importFiles(files.flatMap((path) => filesAt(io, path)))
  if (!imported.ok) return refuseIssues(imported.error)
  if (imported.value.kind === 'lab') return refuse('no-tables')
  const { tables, issues }: ImportedTables = imported.value
  const { nodes, pods } = readResources(document)
  const assigned = assignTables(
    tables,
    nodes.map(({ value }) => value),
    pods.map(({ value }) => value),
  )
  const found = driftOf(document, assigned.byNode)
  io.stderr([...issues, ...assigned.issues].map((issue) => `${formatIssue(issue, sayInEnglish)}\n`).join(''))
  io.stdout(`${driftLines(found).flatMap(lineText).join('\n')}\n`)
  if (found.hosts.length === 0) return refuse('no-tables')
  return found.hosts.some(({ lines }) => lines.length > 0) ? 1 : 0
}

/** A file, what lies in a folder, or standard input. */
function filesAt(io: CliIo, path: string): readonly ImportFile[] {
  if (path === '-') return [{ name: 'stdin', content: readBytes(io, path) }]
  if (!io.isFolder(path)) return [{ name: path, content: readBytes(io, path) }]
  const found = io.filesBelow(path).filter((name) => /\.(ya?ml|json|txt|routes?|tar\.gz|tgz)$|\/[^/.]+$/i.test(name))
  if (found.length === 0) return refuse('empty-folder', { folder: path })
  return found.map((name) => ({ name, content: readBytes(io, name), incidental: true }))
}

const reportText = (sections: readonly ReportSection[]): string =>
  sections
    .map(({ kind, lines }) => {
      const title = sayInEnglish({ key: `importReport.title.${kind}` })
      // Counts of kinds read better in a row.
      const isCount = kind === 'read' || kind === 'kept' || kind === 'leftOut'
      const counts = isCount ? lines.filter(({ text }) => text.key === 'importReport.kind') : []
      const row = counts.length > 0 ? [`  ${counts.map(({ text }) => sayInEnglish(text)).join(', ')}`] : []
      const rest = lines.filter((line) => !counts.includes(line)).flatMap(lineText)
      return `${[title, ...row, ...rest.map((text) => `  ${text}`)].join('\n')}\n`
    })
    .join('\n')

function lineText({ text, place, hint, command, under }: ReportLine): string[] {
  const at =
    place === undefined ? '' : `${place.file === undefined ? '' : `${place.file}:`}${place.line}:${place.column}: `
  const margin = under ? '  ' : ''
  return [
    `${margin}${at}${sayInEnglish(text)}`,
    ...(hint ? [`${margin}  ${sayInEnglish(hint)}`] : []),
    ...(command === undefined ? [] : [`${margin}  ${command}`]),
  ]
}
