import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLab } from '../lab'
import styles from './Export.module.css'
import { useShareChoices } from './shared-lab'
import { TextToTake } from './TextToTake'
import { useLink } from './use-link'

/** A link with the lab in its fragment, which no browser sends anywhere. */
export function LinkPane() {
  const { t } = useTranslation()
  const document = useLab((state) => state.document)
  const source = useLab((state) => state.baseSource)
  const { redacted, shown, choices } = useShareChoices()
  const [seed, setSeed] = useState<number>()
  const made = useLink({ document, source, redacted, shown: seed === undefined ? shown : { ...shown, seed } })
  const link = made ? `${location.origin}${location.pathname}${made.fragment}` : ''
  return (
    <>
      <div className={styles.choices}>
        {choices}
        <label>
          <input
            type="checkbox"
            checked={seed !== undefined}
            onChange={({ target }) =>
              setSeed(target.checked ? crypto.getRandomValues(new Uint16Array(1))[0] : undefined)
            }
          />{' '}
          {seed === undefined ? t('export.linkBreaks') : t('export.linkBreaksBy', { seed })}
        </label>
      </div>
      <TextToTake file={t('export.linkName')} text={link} wraps />
      <p role="status">
        {made ? t('export.linkLength', { count: link.length }) : t('export.linkBusy')}
        {made && made.leftOut !== 'nothing' && ` ${t(`export.linkLeftOut.${made.leftOut}`)}`}
      </p>
    </>
  )
}
