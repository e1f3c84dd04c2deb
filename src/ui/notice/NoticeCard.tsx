import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../store/lab-state'
import { say } from '../../words/i18n'
import { IconButton } from '../controls/IconButton'
import { actions, labStore, useLab } from '../lab'
import '../issue-words'
import styles from './Notice.module.css'

/** How long a notice stays that asks nothing of anybody. Others stay until they are closed or something else is done. */
const INFO_MS = 7000

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert } as const

export function NoticeCard() {
  const notice = useLab((state) => state.notice)
  useEffect(() => {
    if (notice?.tone !== 'info') return
    const timer = setTimeout(() => actions().notify(undefined), INFO_MS)
    return () => clearTimeout(timer)
  }, [notice])
  return notice ? <Card key={notice.id} notice={notice} /> : null
}

function Card({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation()
  const Icon = ICONS[notice.tone]
  return (
    <div className={styles.card} data-tone={notice.tone} role={notice.tone === 'error' ? 'alert' : 'status'}>
      <Icon size={17} aria-hidden />
      <div className={styles.words}>
        {notice.lines.map(({ text, hint, place }) => (
          <p key={JSON.stringify([text, place])}>
            {place && <code>{say(place)}: </code>}
            {say(text)} {hint && <span>{say(hint)}</span>}
          </p>
        ))}
        {notice.offer === 'other-tab' && <OtherTab />}
      </div>
      <IconButton icon={X} label={t('notice.close')} onClick={() => actions().notify(undefined)} />
    </div>
  )
}

/** One lab in two tabs: whose is to stand here. Closing the card decides nothing. */
function OtherTab() {
  const { t } = useTranslation()
  const close = () => actions().notify(undefined)
  const take = async () => {
    close()
    const { takeOtherTabs } = await import('../../store/other-tab')
    await takeOtherTabs(labStore)
  }
  return (
    <p className={styles.offers}>
      <button type="button" onClick={() => void take()}>
        {t('notice.takeOther')}
      </button>
      <button type="button" onClick={close}>
        {t('notice.keepMine')}
      </button>
    </p>
  )
}
