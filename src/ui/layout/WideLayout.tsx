import { ChevronDown, ChevronUp, PanelRightClose, PanelRightOpen } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { CanvasPane } from '../canvas-pane/CanvasPane'
import { IconButton } from '../controls/IconButton'
import { Dock } from '../dock/Dock'
import { Inspector } from '../inspector/Inspector'
import { actions, useLab } from '../lab'
import styles from './Layout.module.css'
import { Splitter } from './Splitter'

/** The dock's tabs stay when it is folded. */
const DOCK_FOLDED_PX = 38

/** Canvas, inspector at its right, dock below both; all three can be resized, the latter two folded. */
export function WideLayout() {
  const { t } = useTranslation()
  const sizes = useLab((state) => state.panelSizes)
  const folded = useLab((state) => state.folded)
  const style = {
    '--inspector': `${folded.inspector ? 0 : sizes.inspector}px`,
    '--dock': `${folded.dock ? DOCK_FOLDED_PX : sizes.dock}px`,
  } as CSSProperties
  return (
    <main className={styles.main} style={style}>
      <div className={styles.middle}>
        <CanvasPane />
        {folded.inspector && (
          <div className={styles.unfold}>
            <IconButton
              icon={PanelRightOpen}
              label={t('inspector.unfold')}
              onClick={() => actions().foldPanel('inspector', false)}
            />
          </div>
        )}
      </div>
      <Splitter panel="inspector" label={t('dock.resizeInspector')} />
      <div className={styles.inspector}>
        {!folded.inspector && (
          <>
            <Inspector />
            <div className={styles.fold}>
              <IconButton
                icon={PanelRightClose}
                label={t('inspector.fold')}
                onClick={() => actions().foldPanel('inspector', true)}
              />
            </div>
          </>
        )}
      </div>
      <Splitter panel="dock" label={t('dock.resizeDock')} />
      <div className={styles.dock}>
        <Dock />
        <div className={styles.fold}>
          <IconButton
            icon={folded.dock ? ChevronUp : ChevronDown}
            label={t(folded.dock ? 'dock.unfold' : 'dock.fold')}
            onClick={() => actions().foldPanel('dock', !folded.dock)}
          />
        </div>
      </div>
    </main>
  )
}
