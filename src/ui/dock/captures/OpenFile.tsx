import { FolderOpen } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../controls/IconButton'
import { openCapture } from './open-capture'

/** The file picker. */
export function OpenFile() {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton icon={FolderOpen} label={t('captures.open')} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        hidden
        accept=".pcap,.pcapng,.cap,.dmp"
        aria-label={t('captures.open')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) void openCapture(file)
          target.value = ''
        }}
      />
    </>
  )
}
