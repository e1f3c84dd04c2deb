import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { PanelName } from '../../store/lab-state'
import { actions, useLab } from '../lab'
import styles from './Layout.module.css'

/** Narrower than half of this, a panel folds. */
const MIN_PX: Readonly<Record<PanelName, number>> = { inspector: 280, dock: 140 }
/** What is left to the rest of the window. */
const LEFT_PX: Readonly<Record<PanelName, number>> = { inspector: 360, dock: 260 }
const KEY_STEP_PX = 24

const windowPx = (panel: PanelName) => (panel === 'inspector' ? innerWidth : innerHeight)
const maxOf = (panel: PanelName) => Math.max(windowPx(panel) - LEFT_PX[panel], MIN_PX[panel])

function resize(panel: PanelName, sizePx: number): void {
  const { foldPanel, resizePanel } = actions()
  if (sizePx < MIN_PX[panel] / 2) return foldPanel(panel, true)
  foldPanel(panel, false)
  resizePanel(panel, Math.min(Math.max(sizePx, MIN_PX[panel]), maxOf(panel)))
}

interface Props {
  readonly panel: PanelName
  readonly label: string
}

/** The edge of the inspector or the dock: dragged, or moved by arrow keys; Enter folds and unfolds. */
export function Splitter({ panel, label }: Props) {
  const sizePx = useLab((state) => state.panelSizes[panel])
  const folded = useLab((state) => state.folded[panel])
  const grip = useRef<number>(undefined)
  const vertical = panel === 'inspector'
  const placeOf = ({ clientX, clientY }: PointerEvent) => (vertical ? clientX : clientY)
  const onKeyDown = ({ key, preventDefault }: Pick<KeyboardEvent, 'key'> & { preventDefault: () => void }) => {
    const grow = { ArrowLeft: 1, ArrowUp: 1, ArrowRight: -1, ArrowDown: -1 }[key]
    if (key === 'Enter') actions().foldPanel(panel, !folded)
    else if (grow) resize(panel, sizePx + grow * KEY_STEP_PX)
    else return
    preventDefault()
  }
  return (
    <hr
      className={vertical ? styles.vertical : styles.horizontal}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={folded ? 0 : sizePx}
      aria-valuemin={0}
      aria-valuemax={maxOf(panel)}
      tabIndex={0}
      onKeyDown={(event) => onKeyDown({ key: event.key, preventDefault: () => event.preventDefault() })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = placeOf(event) + (folded ? 0 : sizePx)
      }}
      onPointerMove={(event) => {
        if (grip.current !== undefined) resize(panel, grip.current - placeOf(event))
      }}
      onLostPointerCapture={() => {
        grip.current = undefined
      }}
    />
  )
}
