import { CircleAlert, ExternalLink, Info, TriangleAlert, Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Finding, QUESTIONS } from '../../../analysis/doctor/finding'
import { evidenceText, findingReason, findingTitle, fixText } from '../../../words/finding-text'
import { say } from '../../../words/i18n'
import { actions } from '../../lab'
import { ResourceLink } from '../../why/ResourceLink'
import styles from './Doctor.module.css'

const ICONS = { error: CircleAlert, warning: TriangleAlert, notice: Info } as const

/** One thing that is wrong: where, why, by what it is seen, and what puts it right. */
export function FindingCard({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation()
  const { severity, code, resource, path, element, evidence, fix } = finding
  const Icon = ICONS[severity]
  return (
    <li className={styles.card} data-severity={severity}>
      <Icon className={styles.icon} size={16} aria-label={t(`doctor.severity.${severity}`)} />
      <div className={styles.body}>
        <h3>{say(findingTitle(finding))}</h3>
        <p>{say(findingReason(finding))}</p>
        <ul className={styles.evidence} aria-label={t('doctorPanel.evidence')}>
          {evidence.map((each) => (
            <li key={`${each.code} ${JSON.stringify(each.params)}`}>{say(evidenceText(each))}</li>
          ))}
        </ul>
        <div className={styles.links}>
          {element !== undefined && (
            <button type="button" className={styles.link} onClick={() => actions().select(element)}>
              {element.slice(element.indexOf(':') + 1)}
            </button>
          )}
          <ResourceLink resource={resource} path={path ?? []} />
          <a className={styles.link} href={QUESTIONS[code]} target="_blank" rel="noreferrer">
            {t('doctorPanel.asked')} <ExternalLink size={12} aria-hidden />
          </a>
        </div>
        {fix?.shell !== undefined && (
          <p className={styles.shell}>
            {t('doctorPanel.shell')} <code>{fix.shell}</code>
          </p>
        )}
      </div>
      {fix && (
        <button
          type="button"
          className={styles.fix}
          title={t('doctorPanel.fixNamed', { fix: say(fixText(fix)) })}
          onClick={() => actions().run(fix.commands, fixText(fix))}
        >
          <Wrench size={14} aria-hidden />
          <span>{say(fixText(fix))}</span>
        </button>
      )}
    </li>
  )
}
