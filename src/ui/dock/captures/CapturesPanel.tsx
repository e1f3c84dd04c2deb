import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './captures-words'
import '../../step-words'
import { useLab } from '../../lab'
import styles from './Captures.module.css'
import { FileCapture } from './FileCapture'
import { LiveCapture } from './LiveCapture'
import { openCapture } from './open-capture'

/** What captures on some devices see of what is sent; or a capture file from outside. */
export function CapturesPanel() {
  const { t } = useTranslation()
  const opened = useLab((state) => state.captureFile)
  const [isOver, setOver] = useState(false)
  const take = (event: DragEvent, over: boolean) => {
    if (![...event.dataTransfer.types].includes('Files')) return
    event.preventDefault()
    event.stopPropagation()
    setOver(over)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a button opens files too
    <div
      className={styles.panel}
      onDragEnter={(event) => take(event, true)}
      onDragOver={(event) => take(event, true)}
      onDragLeave={(event) => take(event, false)}
      onDrop={(event) => {
        take(event, false)
        const [file] = event.dataTransfer.files
        if (file) void openCapture(file)
      }}
    >
      {opened ? <FileCapture opened={opened} /> : <LiveCapture />}
      {isOver && <p className={styles.drop}>{t('captures.drop')}</p>}
    </div>
  )
}
