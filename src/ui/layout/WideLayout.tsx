import { ChevronDown, ChevronUp, PanelRightClose, PanelRightOpen } from 'lucide-react'
import { type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Group, Panel, type PanelImperativeHandle, Separator, usePanelRef } from 'react-resizable-panels'
import type { PanelName } from '../../store/lab-state'
import { CanvasPane } from '../canvas-pane/CanvasPane'
import { IconButton } from '../controls/IconButton'
import { Dock } from '../dock/Dock'
import { Inspector } from '../inspector/Inspector'
import { actions, useLab } from '../lab'
import styles from './Layout.module.css'

/** The dock's tabs stay when it is folded. */
const DOCK_FOLDED_PX = 38
const DOCK_MIN_PX = 140
const INSPECTOR_MIN_PX = 280

/** Opens or folds a panel when the store says so. */
function useFolding(name: PanelName, panel: RefObject<PanelImperativeHandle | null>): boolean {
  const folded = useLab((state) => state.folded[name])
  useEffect(() => {
    const handle = panel.current
    if (!handle || handle.isCollapsed() === folded) return
    if (folded) handle.collapse()
    else handle.expand()
  }, [folded, panel])
  return folded
}

function onPanelResize(name: PanelName, sizePx: number, foldedPx: number): void {
  const folded = sizePx <= foldedPx + 1
  actions().foldPanel(name, folded)
  if (!folded && Math.round(sizePx) !== actions().panelSizes[name]) actions().resizePanel(name, sizePx)
}

/** Canvas, inspector at its right, dock below both; all three can be resized, the latter two folded. */
export function WideLayout() {
  const { t } = useTranslation()
  const dock = usePanelRef()
  const inspector = usePanelRef()
  const dockFolded = useFolding('dock', dock)
  const inspectorFolded = useFolding('inspector', inspector)
  const { dock: dockPx, inspector: inspectorPx } = actions().panelSizes
  return (
    <main className={styles.main}>
      <Group orientation="vertical">
        <Panel minSize={200}>
          <Group orientation="horizontal">
            <Panel minSize={320} className={styles.middle}>
              <CanvasPane />
              {inspectorFolded && (
                <div className={styles.unfold}>
                  <IconButton
                    icon={PanelRightOpen}
                    label={t('inspector.unfold')}
                    onClick={() => actions().foldPanel('inspector', false)}
                  />
                </div>
              )}
            </Panel>
            <Separator className={styles.vertical} aria-label={t('dock.resizeInspector')} />
            <Panel
              panelRef={inspector}
              className={styles.inspector}
              collapsible
              collapsedSize={0}
              minSize={INSPECTOR_MIN_PX}
              maxSize="60%"
              defaultSize={inspectorPx}
              groupResizeBehavior="preserve-pixel-size"
              onResize={({ inPixels }) => onPanelResize('inspector', inPixels, 0)}
            >
              <div className={styles.fold} hidden={inspectorFolded}>
                <IconButton
                  icon={PanelRightClose}
                  label={t('inspector.fold')}
                  onClick={() => actions().foldPanel('inspector', true)}
                />
              </div>
              {!inspectorFolded && <Inspector />}
            </Panel>
          </Group>
        </Panel>
        <Separator className={styles.horizontal} aria-label={t('dock.resizeDock')} />
        <Panel
          panelRef={dock}
          className={styles.dock}
          collapsible
          collapsedSize={DOCK_FOLDED_PX}
          minSize={DOCK_MIN_PX}
          maxSize="75%"
          defaultSize={dockPx}
          groupResizeBehavior="preserve-pixel-size"
          onResize={({ inPixels }) => onPanelResize('dock', inPixels, DOCK_FOLDED_PX)}
        >
          <Dock />
          <div className={styles.fold}>
            <IconButton
              icon={dockFolded ? ChevronUp : ChevronDown}
              label={t(dockFolded ? 'dock.unfold' : 'dock.fold')}
              onClick={() => actions().foldPanel('dock', !dockFolded)}
            />
          </div>
        </Panel>
      </Group>
    </main>
  )
}
