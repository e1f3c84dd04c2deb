import { useTranslation } from 'react-i18next'
import type { Look } from '../../../playback/timeline'
import styles from './Steps.module.css'

/** How the packet travels, by colour, outline and word. */
export function LookTag({ look }: { readonly look: Look }) {
  const { t } = useTranslation()
  return (
    <span className={styles.tag} data-look={look}>
      {t(`canvas.looks.${look}`)}
    </span>
  )
}
