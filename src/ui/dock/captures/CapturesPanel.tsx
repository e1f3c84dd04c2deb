import { useTranslation } from 'react-i18next'
import './captures-words'
import '../../step-words'
import { FileDrop } from '../../controls/FileDrop'
import { useLab } from '../../lab'
import { FileCapture } from './FileCapture'
import { LiveCapture } from './LiveCapture'
import { openCapture } from './open-capture'

/** What captures on some devices see of what is sent; or a capture file from outside. */
export function CapturesPanel() {
  const { t } = useTranslation()
  const opened = useLab((state) => state.captureFile)
  return (
    <FileDrop label={t('captures.drop')} onFile={(file) => void openCapture(file)}>
      {opened ? <FileCapture opened={opened} /> : <LiveCapture />}
    </FileDrop>
  )
}
