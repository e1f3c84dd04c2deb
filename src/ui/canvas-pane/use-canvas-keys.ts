import { useEffect } from 'react'
import type { Canvas } from '../../canvas/canvas'
import { isForWidget } from '../keys/typing'

export const ZOOM_STEP = 1.25

/** `f`, `+` and `-`, wherever the focus is, unless it is in a text or menu. */
export function useCanvasKeys(canvas: Canvas | undefined): void {
  useEffect(() => {
    if (!canvas) return
    const byKey: Readonly<Record<string, () => void>> = {
      f: () => canvas.fit(),
      '+': () => canvas.zoomBy(ZOOM_STEP),
      '=': () => canvas.zoomBy(ZOOM_STEP),
      '-': () => canvas.zoomBy(1 / ZOOM_STEP),
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isForWidget(event)) return
      byKey[event.key]?.()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [canvas])
}
