import { useTranslation } from 'react-i18next'
import type { Issue } from '../../../engine/issue'
import { issueHint, issueMessage } from '../../../store/notice'
import type { Remedy } from '../../../store/yaml-draft/remedies'
import { say } from '../../../words/i18n'
import '../../issue-words'
import styles from './Yaml.module.css'

interface ListProps {
  readonly issues: readonly Issue[]
  readonly refused: boolean
  readonly remedy: Remedy | undefined
  readonly onRemedy: (remedy: Remedy) => void
  readonly onGoTo: (issue: Issue) => void
}

/** What is wrong with the text, and what can be done about it at once. */
export function IssueList({ issues, refused, remedy, onRemedy, onGoTo }: ListProps) {
  const { t } = useTranslation()
  if (issues.length === 0) return null
  const errors = issues.filter(({ severity }) => severity === 'error')
  return (
    <div className={styles.issues} data-errors={errors.length > 0 || undefined} role={refused ? 'alert' : undefined}>
      {refused && errors.length > 0 && <p>{t('yaml.refused', { count: errors.length })}</p>}
      {remedy && (
        <p>
          <button type="button" className={styles.remedy} onClick={() => onRemedy(remedy)}>
            {say(remedy.said)}
          </button>
        </p>
      )}
      <ul>
        {issues.map((issue) => (
          <li key={`${issue.code} ${issue.source?.line} ${issue.source?.column} ${JSON.stringify(issue.params)}`}>
            <button type="button" className={styles.place} onClick={() => onGoTo({ ...issue })}>
              {issue.source
                ? t('yaml.place', { line: issue.source.line, column: issue.source.column })
                : t('yaml.noPlace')}
            </button>{' '}
            {say(issueMessage(issue))} <span className={styles.issueHint}>{say(issueHint(issue))}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
