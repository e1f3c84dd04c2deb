import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { labPage } from '../../io/lab-page'
import button from '../controls/button.module.css'
import { download } from '../download'
import styles from './Export.module.css'
import { useSharedLab } from './shared-lab'

/** Built beside the app (`build/single-page/plugin.ts`), and kept for offline with it. */
const EMPTY_PAGE = 'lab-page.html'

/** The lab as one HTML file, with all that shows it. */
export function PagePane() {
  const { t } = useTranslation()
  const { lab, name, choices } = useSharedLab()
  const [watched, setWatched] = useState(false)
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const file = `${name ?? 'lab'}.html`
  const save = async () => {
    const response = await fetch(new URL(EMPTY_PAGE, document.baseURI))
    if (!response.ok) throw new Error(response.statusText)
    const page = labPage(await response.text(), { ...lab, mode: watched ? 'watch' : 'play' }, name ?? 'Podpath')
    download(file, 'text/html', page)
  }
  const press = () => {
    setState('busy')
    save().then(
      () => setState('idle'),
      () => setState('failed'),
    )
  }
  return (
    <>
      <div className={styles.choices}>
        {choices}
        <label>
          <input type="checkbox" checked={watched} onChange={({ target }) => setWatched(target.checked)} />{' '}
          {t('export.pageWatched')}
        </label>
      </div>
      <div className={styles.buttons}>
        <button type="button" className={button.button} disabled={state === 'busy'} onClick={press}>
          {t('export.download', { file })}
        </button>
        <span role="status">{state === 'failed' && t('export.pageFailed')}</span>
      </div>
    </>
  )
}
