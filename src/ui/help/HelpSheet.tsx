import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../controls/IconButton'
import { actions, useLab } from '../lab'
import styles from './HelpSheet.module.css'

const KEYS = [
  ['tab', ['Tab']],
  ['arrows', ['←', '↑', '↓', '→']],
  ['enter', ['Enter']],
  ['move', ['M', 'Space']],
  ['add', ['A']],
  ['delete', ['Delete']],
  ['escape', ['Esc']],
  ['undo', ['Ctrl+Z', 'Ctrl+Shift+Z']],
  ['steps', [',', '.']],
  ['play', ['Space']],
  ['fit', ['F']],
  ['zoom', ['+', '−']],
  ['help', ['?']],
] as const

const WORDS = ['ipip', 'vxlan', 'tunl0', 'pool', 'block', 'natOutgoing', 'bgpMesh'] as const

/** All keys, and the words a first visitor may not know. */
export function HelpSheet() {
  const { t } = useTranslation()
  const open = useLab((state) => state.helpOpen)
  return (
    <Dialog.Root open={open} onOpenChange={(helpOpen) => actions().show({ helpOpen })}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.sheet} aria-describedby={undefined}>
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>{t('help.title')}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton icon={X} label={t('help.close')} />
            </Dialog.Close>
          </header>
          <h3>{t('help.keysTitle')}</h3>
          <dl className={styles.keys}>
            {KEYS.map(([name, keys]) => (
              <div key={name}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(`help.keys.${name}`)}</dd>
              </div>
            ))}
          </dl>
          <h3>{t('help.wordsTitle')}</h3>
          <dl className={styles.words}>
            {WORDS.map((word) => (
              <div key={word}>
                <dt>{t(`help.words.${word}`)}</dt>
                <dd>{t(`hint.${word}`)}</dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
