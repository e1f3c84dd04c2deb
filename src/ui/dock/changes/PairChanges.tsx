import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PairChanges as Changes, PairGroup } from '../../../analysis/difference/pair-changes'
import type { PairKind } from '../../../analysis/pairs/outcome'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { lossText, outcomeLoss, pairText } from '../../../words/pair-text'
import { actions } from '../../lab'
import styles from './Changes.module.css'

/** What became of the pairs, the same to many told once, each with a packet that shows it. */
export function PairChanges({ changes, canPing }: { readonly changes: Changes; readonly canPing: boolean }) {
  const { t } = useTranslation()
  if (changes.groups.length === 0) return <p className={styles.quiet}>{t('changes.noPairs')}</p>
  return (
    <ul aria-label={t('changes.pairList')}>
      {changes.groups.map((group) => (
        <Group key={group.witness.join()} group={group} canPing={canPing} />
      ))}
    </ul>
  )
}

function Group({ group, canPing }: { readonly group: PairGroup; readonly canPing: boolean }) {
  const { t } = useTranslation()
  const { change, count, before, after, witness } = group
  const [from, to] = witness.map(hostName) as [string, string]
  const loss = outcomeLoss(after)
  return (
    <li className={styles.pair} data-change={change}>
      <span className={styles.kind}>
        {count.toLocaleString('en')} {t(`changes.pairChange.${change}`)}
      </span>
      <span className={styles.becomes}>
        <Carried kind={before.kind} text={say(pairText(before))} /> <span aria-hidden>→</span>{' '}
        <Carried kind={after.kind} text={say(pairText(after))} />
        {loss && <span className={styles.because}>{say(lossText(loss))}</span>}
      </span>
      {canPing ? (
        <button
          type="button"
          className={styles.witness}
          onClick={() => actions().sendProbe({ from: witness[0], to: witness[1] })}
        >
          <Play size={12} aria-hidden /> {t('changes.ping', { from, to })}
        </button>
      ) : (
        <span className={styles.because}>{t('changes.witness', { from, to })}</span>
      )}
    </li>
  )
}

function Carried({ kind, text }: { readonly kind: PairKind; readonly text: string }) {
  return (
    <span className={styles.carried} data-look={kind}>
      {text}
    </span>
  )
}
