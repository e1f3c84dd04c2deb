import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
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

const WORDS = ['ipip', 'vxlan', 'tunl0', 'pool', 'block', 'natOutgoing', 'bgpMesh', 'programmer'] as const

/** All keys, and the words a first visitor may not know. */
export function HelpSheet() {
  const { t } = useTranslation()
  const open = useLab((state) => state.helpOpen)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  const close = () => actions().show({ helpOpen: false })
  return (
    <dialog ref={dialog} className={styles.sheet} aria-label={t('help.title')} onClose={close}>
      <header className={styles.header}>
        <h2>{t('help.title')}</h2>
        <IconButton icon={X} label={t('help.close')} onClick={close} />
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
    </dialog>
  )
}
