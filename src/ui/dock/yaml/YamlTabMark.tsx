import { useTranslation } from 'react-i18next'
import { useLab } from '../../lab'
import styles from '../Dock.module.css'

/** Says that the editor holds text that is not the lab's yet. */
export function YamlTabMark() {
  const { t } = useTranslation()
  const edited = useLab((state) => state.yamlDraft !== undefined)
  return edited ? <span className={styles.mark} role="img" aria-label={t('dock.unsaved')} /> : null
}
