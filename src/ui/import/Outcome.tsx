import { useTranslation } from 'react-i18next'
import type { Issue, SourcePlace } from '../../engine/issue'
import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { driftOf } from '../../importing/drift/drift'
import type { ImportFile } from '../../importing/import-file'
import { assignTables, type ImportedLab, type ImportedTables } from '../../importing/import-lab'
import { withTables } from '../../importing/routes/recorded-tables'
import { say } from '../../words/i18n'
import { driftLines, type ReportLine, type ReportSection, reportSections } from '../../words/import-report'
import { issueText } from '../../words/issues'
import { actions, labStore, openOnFirstNode, useLab } from '../lab'
import { Command } from './Command'
import '../issue-words'
import button from '../controls/button.module.css'
import styles from './Import.module.css'
import type { ImportOutcome } from './run-import'
import { WhoseTables } from './WhoseTables'

interface Props {
  readonly outcome: ImportOutcome
  readonly files: readonly ImportFile[]
  readonly onTaken: () => void
  readonly onHostSaid: (place: SourcePlace, node: string) => void
}

/** The report, before anything is taken: of a lab, of tables alone, or of what is wrong. */
export function Outcome({ outcome, files, onTaken, onHostSaid }: Props) {
  if (!outcome.ok) return <Faults issues={outcome.error} />
  const imported = outcome.value
  if (imported.kind === 'tables') return <Tables imported={imported} onTaken={onTaken} onHostSaid={onHostSaid} />
  return (
    <Lab
      imported={imported}
      file={files[0]?.name ?? ''}
      more={files.length - 1}
      onTaken={onTaken}
      onHostSaid={onHostSaid}
    />
  )
}

function Faults({ issues }: { readonly issues: readonly Issue[] }) {
  const { t } = useTranslation()
  return (
    <div role="alert" className={styles.faults}>
      <h3>{t('import.failed', { count: issues.length })}</h3>
      <ul>
        {issues.slice(0, MOST_FAULTS).map((issue) => {
          const { message, hint } = issueText(issue)
          const line = { text: message, hint, ...(issue.source && { place: issue.source }) }
          return <Line key={JSON.stringify([issue.code, issue.source, issue.params])} line={line} />
        })}
      </ul>
      {issues.length > MOST_FAULTS && <p>{t('import.moreFaults', { count: issues.length - MOST_FAULTS })}</p>}
      <p className={styles.dim}>{t('import.unchanged')}</p>
    </div>
  )
}

const MOST_FAULTS = 12

interface LabProps {
  readonly imported: ImportedLab
  /** The first of them. */
  readonly file: string
  readonly more: number
  readonly onTaken: () => void
  readonly onHostSaid: Props['onHostSaid']
}

function Lab({ imported, file, more, onTaken, onHostSaid }: LabProps) {
  const { t } = useTranslation()
  const { document, source, report } = imported
  const take = () => {
    actions().openLab(
      { document, source, told: true, ...(file !== 'paste' && { name: labNameOf(file) }) },
      { key: 'edit.import', params: { file: more > 0 ? `${file} +${more}` : file } },
    )
    openOnFirstNode(labStore)
    if (report.drift?.hosts.some(({ lines }) => lines.length > 0)) actions().show({ dockTab: 'drift' })
    onTaken()
  }
  return (
    <>
      <WhoseTables issues={report.issues} nodes={nodeNames(document)} onSaid={onHostSaid} />
      <Report sections={reportSections(report)} />
      <div className={`${styles.buttons} ${styles.footer}`}>
        <span className={styles.dim}>{t('import.replaces')}</span>
        <button type="button" className={button.primary} onClick={take}>
          {t('import.take')}
        </button>
      </div>
    </>
  )
}

/** A file's name without what it is: `cluster.yaml`, `diags.tar.gz`, `production/nodes.yaml`. */
const labNameOf = (file: string): string => (file.split('/')[0] ?? file).replace(/(\.\w{2,4}){1,2}$/, '') || file

const nodeNames = (lab: LabDocument): readonly string[] => clusterOf(lab).nodes.map(({ name }) => name)

/** Real tables against the lab that is open. */
function Tables({
  imported,
  onTaken,
  onHostSaid,
}: Pick<Props, 'onTaken' | 'onHostSaid'> & { readonly imported: ImportedTables }) {
  const { t } = useTranslation()
  const lab = useLab((state) => state.document)
  const { nodes, pods } = clusterOf(lab)
  const { byNode, issues } = assignTables(imported.tables, nodes, pods)
  const drift = driftOf(lab, byNode)
  const heed = [...imported.issues, ...issues].map((issue): ReportLine => {
    const { message, hint } = issueText(issue)
    return { text: message, hint, ...(issue.source && { place: issue.source }) }
  })
  const sections: readonly ReportSection[] = [
    { kind: 'drift', lines: driftLines(drift) },
    { kind: 'heed', lines: heed },
  ]
  return (
    <>
      <WhoseTables issues={issues} nodes={nodeNames(lab)} onSaid={onHostSaid} />
      <Report sections={sections.filter(({ lines }) => lines.length > 0)} />
      {byNode.size > 0 && (
        <div className={`${styles.buttons} ${styles.footer}`}>
          <span className={styles.dim}>{t('import.keepsTables')}</span>
          <button
            type="button"
            className={button.primary}
            onClick={() => {
              actions().adopt(withTables(lab, byNode), { key: 'import.keptTables' })
              actions().show({ dockTab: 'drift' })
              onTaken()
            }}
          >
            {t('import.keepTables')}
          </button>
        </div>
      )}
    </>
  )
}

function Report({ sections }: { readonly sections: readonly ReportSection[] }) {
  const { t } = useTranslation()
  return sections.map(({ kind, lines }) => {
    const counts = lines.filter(({ text }) => text.key === 'importReport.kind')
    return (
      <section key={kind} className={styles.section} data-kind={kind}>
        <h3>{t(`importReport.title.${kind}`)}</h3>
        {counts.length > 0 && (
          <p className={styles.counts}>
            {counts.map(({ text }) => (
              <span key={say(text)}>{say(text)}</span>
            ))}
          </p>
        )}
        <ul>
          {lines
            .filter((line) => !counts.includes(line))
            .map((line) => (
              <Line key={JSON.stringify([line.text, line.place, line.command])} line={line} />
            ))}
        </ul>
      </section>
    )
  })
}

function Line({ line: { text, place, hint, command, under } }: { readonly line: ReportLine }) {
  return (
    <li data-under={under || undefined}>
      {place && (
        <code className={styles.place}>
          {place.file === undefined ? '' : `${place.file}:`}
          {place.line}:{place.column}
        </code>
      )}{' '}
      <span>{say(text)}</span> {hint && <span className={styles.dim}>{say(hint)}</span>}
      {command !== undefined && <Command text={command} />}
    </li>
  )
}
