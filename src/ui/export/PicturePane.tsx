import { useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selectCluster } from '../../store/derived'
import button from '../controls/button.module.css'
import { download } from '../download'
import { useLab } from '../lab'
import { useMoment } from '../use-moment'
import { pngOf, svgOf } from './drawing'
import styles from './Export.module.css'
import { pingGif } from './ping-gif'
import { SUBJECTS, type Subject, useDrawing } from './use-drawing'

/** The lab, its matrix or the packet as SVG or PNG, a ping as GIF. */
export function PicturePane() {
  const { t } = useTranslation()
  const id = useId()
  const lab = useLab(selectCluster).underlay.name
  const hasPing = useMoment() !== undefined
  const [subject, setSubject] = useState<Subject>('lab')
  const drawing = useDrawing(subject)
  const svg = useMemo(() => drawing && svgOf(drawing), [drawing])
  const [progress, setProgress] = useState<{ readonly frame: number; readonly frames: number }>()
  const name = subject === 'lab' ? lab : `${lab}-${subject}`
  const savePng = async () => {
    const png = drawing && (await pngOf(drawing))
    if (png) download(`${name}.png`, 'image/png', png)
  }
  const saveGif = async () => {
    const gif = await pingGif((frame, frames) => setProgress({ frame, frames }))
    setProgress(undefined)
    if (gif) download(`${lab}.gif`, 'image/gif', gif as BlobPart)
  }
  return (
    <>
      <div className={styles.choices}>
        {SUBJECTS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={id}
              checked={subject === each}
              disabled={each === 'packet' && !hasPing}
              onChange={() => setSubject(each)}
            />{' '}
            {t(`export.subject.${each}`)}
          </label>
        ))}
      </div>
      {svg !== undefined && <Preview svg={svg} label={t(`export.preview.${subject}`)} />}
      <div className={styles.buttons}>
        <button
          type="button"
          className={button.button}
          disabled={svg === undefined}
          onClick={() => svg !== undefined && download(`${name}.svg`, 'image/svg+xml', svg)}
        >
          {t('export.svg')}
        </button>
        <button type="button" className={button.button} disabled={svg === undefined} onClick={() => void savePng()}>
          {t('export.png')}
        </button>
        {hasPing && subject === 'lab' && (
          <button
            type="button"
            className={button.button}
            disabled={progress !== undefined}
            onClick={() => void saveGif()}
          >
            {t('export.gif')}
          </button>
        )}
        <span role="status">{progress ? t('export.gifBusy', { ...progress }) : !hasPing && t('export.noPing')}</span>
      </div>
    </>
  )
}

function Preview({ svg, label }: { readonly svg: string; readonly label: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [svg])
  return url === undefined ? null : <img className={styles.preview} src={url} alt={label} />
}
