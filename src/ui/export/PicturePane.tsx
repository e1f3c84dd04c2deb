import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selectCluster, selectTimeline } from '../../store/derived'
import { download } from '../download'
import { useLab } from '../lab'
import styles from './Export.module.css'
import { pingGif } from './ping-gif'
import { labPng, labSvg } from './still-of-lab'

/** The lab as SVG or PNG, a ping as GIF. */
export function PicturePane() {
  const { t } = useTranslation()
  const { name } = useLab(selectCluster).underlay
  const hasPing = useLab((state) => selectTimeline(state) !== undefined)
  const [svg] = useState(labSvg)
  const [progress, setProgress] = useState<{ readonly frame: number; readonly frames: number }>()
  const savePng = async () => {
    const png = await labPng()
    if (png) download(`${name}.png`, 'image/png', png)
  }
  const saveGif = async () => {
    const gif = await pingGif((frame, frames) => setProgress({ frame, frames }))
    setProgress(undefined)
    if (gif) download(`${name}.gif`, 'image/gif', gif as BlobPart)
  }
  return (
    <>
      <Preview svg={svg} label={t('export.preview')} />
      <div className={styles.buttons}>
        <button type="button" className={styles.button} onClick={() => download(`${name}.svg`, 'image/svg+xml', svg)}>
          {t('export.svg')}
        </button>
        <button type="button" className={styles.button} onClick={() => void savePng()}>
          {t('export.png')}
        </button>
        {hasPing && (
          <button
            type="button"
            className={styles.button}
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
