import type { Issue } from '../../../engine/issue'
import { issueHint, issueMessage } from '../../../store/notice'
import { say } from '../../../words/i18n'
import '../../issue-words'
import styles from './Form.module.css'

/** What is wrong, in Calico's own words where it has some. */
export function Refusal({ id, issues }: { readonly id?: string; readonly issues: readonly Issue[] }) {
  return (
    <div id={id} className={styles.error} role="alert">
      {issues.slice(0, 3).map((issue) => (
        <p key={`${issue.code} ${JSON.stringify(issue.params)}`}>
          {say(issueMessage(issue))} <span>{say(issueHint(issue))}</span>
        </p>
      ))}
    </div>
  )
}
