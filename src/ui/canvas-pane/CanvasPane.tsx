import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenPoint } from '../../canvas/canvas'
import type { EmbedMode } from '../embed/embed-mode'
import { LazyNotice } from '../notice/LazyNotice'
import { Outline } from '../outline/Outline'
import { LazyWorlds } from '../worlds/LazyWorlds'
import { CanvasHint } from './CanvasHint'
import styles from './CanvasPane.module.css'
import { CanvasToolbar } from './CanvasToolbar'
import type { MenuPlace } from './ElementMenu'
import { LazyElementMenu } from './LazyElementMenu'
import { useCanvas } from './use-canvas'
import { useCanvasKeys } from './use-canvas-keys'

/**
 * The lab itself: drawn by the canvas, and said again in the outline for keys and screen readers. `guest` in
 * another page: without what adds to it or takes away.
 */
export function CanvasPane({ guest }: { readonly guest?: EmbedMode }) {
  const { t } = useTranslation()
  const stage = useRef<HTMLDivElement>(null)
  const outline = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<MenuPlace>()
  const openMenu = useCallback((element: string | undefined, at: ScreenPoint) => setMenu({ element, at }), [])
  const followView = useCallback((zoom: number, pan: ScreenPoint) => {
    if (outline.current) outline.current.style.transform = `translate(${pan.x}px, ${pan.y}px) scale(${zoom})`
    outline.current?.style.setProperty('--zoom', String(zoom))
  }, [])
  const canvas = useCanvas(stage, openMenu, followView)
  useCanvasKeys(canvas)
  return (
    <section className={styles.pane} aria-label={t('canvas.label')}>
      <div ref={stage} className={styles.stage} />
      <div className={styles.lab}>
        <Outline canvas={canvas} frame={outline} openMenu={openMenu} />
      </div>
      <CanvasToolbar canvas={canvas} bare={guest !== undefined} />
      {guest !== 'watch' && <CanvasHint />}
      <LazyWorlds />
      <LazyNotice />
      {!guest && <LazyElementMenu place={menu} onClose={() => setMenu(undefined)} />}
    </section>
  )
}
