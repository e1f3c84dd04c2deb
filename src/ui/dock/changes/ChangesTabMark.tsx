import { useTranslation } from 'react-i18next'
import { selectRouteChanges } from '../../../store/derived'
import { useLab } from '../../lab'
import styles from '../Dock.module.css'

/** Says that the last edit changed routes, until they have been looked at. */
export function ChangesTabMark() {
  const { t } = useTranslation()
  const changed = useLab((state) => state.lastChange !== state.seenChange && selectRouteChanges(state).counts.size > 0)
  return changed ? <span className={styles.mark} data-new role="img" aria-label={t('dock.newChanges')} /> : null
}
