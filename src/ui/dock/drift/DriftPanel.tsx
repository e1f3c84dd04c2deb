import { CircleCheck, ExternalLink } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { MET_BEFORE } from '../../../importing/drift/cause'
import { type DriftLine, driftOf, type HostDrift } from '../../../importing/drift/drift'
import { recordedTables } from '../../../importing/routes/recorded-tables'
import { addWords } from '../../../words/add-words'
import { driftPanel } from '../../../words/en/drift-panel'
import { importReport } from '../../../words/en/import-report'
import { say } from '../../../words/i18n'
import { causeText, hostLine, linesByCause } from '../../../words/import-report'
import { actions, useLab } from '../../lab'
import styles from './Drift.module.css'

addWords({ ...importReport, ...driftPanel })

/** Of one cause so many lines are shown. */
const MOST_LINES = 40

/** The tables that nodes really had against the model's, as the lab is now. */
export function DriftPanel() {
  const { t } = useTranslation()
  const document = useDeferredValue(useLab((state) => state.document))
  const { hosts } = useMemo(() => driftOf(document, recordedTables(document)), [document])
  const others = hosts.filter(({ lines }) => lines.length > 0)
  const lines = others.reduce((sum, host) => sum + host.lines.length, 0)
  return (
    <section className={styles.panel} aria-label={t('dock.tabs.drift')}>
      {others.length === 0 ? (
        <p className={styles.same}>
          <CircleCheck size={16} aria-hidden /> {t('driftPanel.same', { count: hosts.length })}
        </p>
      ) : (
        <p className={styles.summary}>
          {t('driftPanel.summary', { count: lines, hosts: others.length, of: hosts.length })}
        </p>
      )}
      {others.map((host) => (
        <HostTable key={host.host} drift={host} />
      ))}
      {others.length > 0 && others.length < hosts.length && (
        <p className={styles.quiet}>
          {t('driftPanel.rest', {
            hosts: hosts.flatMap(({ host, lines }) => (lines.length === 0 ? [host] : [])).join(', '),
          })}
        </p>
      )}
    </section>
  )
}

function HostTable({ drift }: { readonly drift: HostDrift }) {
  const { text, hint } = hostLine(drift)
  return (
    <section className={styles.host} aria-label={drift.host}>
      <h3>{say(text)}</h3>
      {hint && <p className={styles.quiet}>{say(hint)}</p>}
      {linesByCause(drift).map((group) => (
        <Group
          key={JSON.stringify([group[0]?.cause, group[0]?.modelLine, group[0]?.actualLine])}
          host={drift.host}
          group={group}
        />
      ))}
    </section>
  )
}

/** Lines of one cause, and the cause below them. */
function Group({ host, group }: { readonly host: string; readonly group: readonly DriftLine[] }) {
  const { t } = useTranslation()
  const met = group[0] && MET_BEFORE[group[0].cause.kind]
  const more = group.length - MOST_LINES
  return (
    <div className={styles.group}>
      <ul>
        {group.slice(0, MOST_LINES).map((line) => (
          <Line key={`${line.kind} ${line.modelLine} ${line.actualLine}`} host={host} line={line} />
        ))}
        {more > 0 && <li className={styles.quiet}>{t('driftPanel.more', { count: more })}</li>}
      </ul>
      <p className={styles.cause}>
        {say(causeText(group))}{' '}
        {met !== undefined && (
          <a href={met} target="_blank" rel="noreferrer">
            {t('driftPanel.met')} <ExternalLink size={12} aria-hidden />
          </a>
        )}
      </p>
    </div>
  )
}

/** What is really there, and what the model has; a click goes to the host's table. */
function Line({ host, line: { kind, modelLine, actualLine } }: { readonly host: string; readonly line: DriftLine }) {
  const { t } = useTranslation()
  return (
    <li>
      <button
        type="button"
        className={styles.line}
        data-kind={kind}
        onClick={() => {
          actions().select(`node:${host}`)
          actions().show({ hostTab: 'routes' })
        }}
      >
        <span className={styles.kind}>{t(`driftPanel.kind.${kind}`)}</span>
        <code>{actualLine === '' ? modelLine : actualLine}</code>
        {actualLine !== '' && modelLine !== '' && (
          <span className={styles.model}>
            {t('driftPanel.inModel')} <code>{modelLine}</code>
          </span>
        )}
      </button>
    </li>
  )
}
