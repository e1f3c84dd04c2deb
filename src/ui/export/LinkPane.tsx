import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shareFragment } from '../../io/share-link'
import styles from './Export.module.css'
import { useSharedLab } from './shared-lab'
import { TextToTake } from './TextToTake'

/** A link with the whole lab in its fragment, which no browser sends anywhere. */
export function LinkPane() {
  const { t } = useTranslation()
  const { lab, choices } = useSharedLab()
  const [seed, setSeed] = useState<number>()
  const shared = seed === undefined ? lab : { ...lab, seed }
  const link = `${location.origin}${location.pathname}${shareFragment(shared)}`
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
      <p>{t('export.linkLength', { count: link.length })}</p>
    </>
  )
}
