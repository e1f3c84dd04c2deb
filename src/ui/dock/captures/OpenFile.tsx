import { FolderOpen } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileSystem } from '../../../terminal/files'
import { hostName } from '../../../words/host-name'
import { IconButton } from '../../controls/IconButton'
import { DropdownMenu } from '../../controls/menu/dropdown-menu'
import menu from '../../controls/menu.module.css'
import { useLab } from '../../lab'
import { openCapture } from './open-capture'

/** The file picker, and what `tcpdump -w` has written on the lab's hosts. */
export function OpenFile() {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const written = capturesOnHosts(useLab((state) => state.files))
  const pick = () => picker.current?.click()
  return (
    <>
      {written.length === 0 ? (
        <IconButton icon={FolderOpen} label={t('captures.open')} onClick={pick} />
      ) : (
        <DropdownMenu.Root>
          <DropdownMenu.Trigger asChild>
            <IconButton icon={FolderOpen} label={t('captures.open')} />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className={menu.content} align="end" sideOffset={6} collisionPadding={8}>
              <DropdownMenu.Item className={menu.item} onSelect={pick}>
                {t('captures.openFromDisk')}
              </DropdownMenu.Item>
              <DropdownMenu.Label className={menu.label}>{t('captures.onHosts')}</DropdownMenu.Label>
              {written.map(({ host, path, bytes }) => (
                <DropdownMenu.Item
                  key={`${host} ${path}`}
                  className={menu.item}
                  onSelect={() => void openCapture(new File([new Uint8Array(bytes)], nameOf(path)))}
                >
                  {hostName(host)}:{path}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
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

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** On a host all is text but captures. */
const capturesOnHosts = (files: Readonly<Record<string, FileSystem>>) =>
  Object.entries(files).flatMap(([host, own]) =>
    Object.entries(own).flatMap(([path, bytes]) => (typeof bytes === 'string' ? [] : [{ host, path, bytes }])),
  )
