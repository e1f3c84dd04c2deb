import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { assertionsOfNow } from '../../../analysis/assertions/assertions-of-now'
import type { AssertionResult } from '../../../analysis/assertions/check-assertions'
import { expectationWords, failureText } from '../../../words/assertion-text'
import { say } from '../../../words/i18n'
import { useAnalysis } from '../../analysis/use-analysis'
import { actions } from '../../lab'
import { ResourceLink } from '../../why/ResourceLink'
import styles from './Doctor.module.css'

/** As many of an assertion's failures are told. */
const MOST_TOLD = 3

/** What the lab's file says must hold, and whether it does. */
export function Assertions() {
  const { t } = useTranslation()
  const { answer = [], done } = useAnalysis({ kind: 'assertions' })
  const held = answer.filter(({ failures }) => failures.length === 0).length
  return (
    <section className={styles.assertions} aria-label={t('doctorPanel.assertions')} aria-busy={!done}>
      <h2>
        {t('doctorPanel.assertions')}
        {answer.length > 0 && <span>{t('doctorPanel.summary', { held, all: answer.length })}</span>}
      </h2>
      {answer.length > 0 ? (
        <ul>
          {answer.map((result) => (
            <AssertionRow key={`${result.assertion.resource} ${result.assertion.line}`} result={result} />
          ))}
        </ul>
      ) : (
        done && <NoAssertions />
      )}
    </section>
  )
}

function AssertionRow({ result: { assertion, failures } }: { readonly result: AssertionResult }) {
  const { t } = useTranslation()
  const holds = failures.length === 0
  const Icon = holds ? CircleCheck : CircleX
  return (
    <li className={styles.assertion} data-holds={holds || undefined}>
      <Icon size={15} aria-label={t(holds ? 'doctorPanel.holds' : 'doctorPanel.fails')} />
      <div>
        <code>{assertion.line}</code> <span>{expectationWords(assertion).join(', ')}</span>
        {failures.slice(0, MOST_TOLD).map((failure) => (
          <p key={`${failure.from} ${failure.to} ${failure.failure.kind}`}>{say(failureText(failure))}</p>
        ))}
        {failures.length > MOST_TOLD && <p>{t('doctorPanel.more', { count: failures.length - MOST_TOLD })}</p>}
        {!holds && (
          <ResourceLink resource={{ kind: 'Assertions', name: assertion.resource }} path={['spec', assertion.line]} />
        )}
      </div>
    </li>
  )
}

/** What they look like, and one click to have some. */
function NoAssertions() {
  const { t } = useTranslation()
  const assert = () => {
    const manifest = assertionsOfNow(actions().document)
    actions().run({ kind: 'apply-manifest', manifest }, { key: 'doctorPanel.asserted' })
  }
  return (
    <div className={styles.quiet}>
      <p>
        {t('doctorPanel.noAssertions')} <code>{'pod1 -> pod3: {encap: ipip, ttl: 62}'}</code>
      </p>
      <button type="button" className={styles.suggestion} onClick={assert}>
        {t('doctorPanel.addAssertions')}
      </button>
    </div>
  )
}
