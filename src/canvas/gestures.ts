import type { ScreenPoint } from './canvas'
import type { Hit } from './geometry/hit-test'
import { distance, type Point } from './geometry/shapes'

/** What the gestures act on. Points are rendered ones, from the element's top left. */
export interface GestureTarget {
  readonly hitAt: (point: Point, touch: boolean) => Hit | undefined
  readonly hover: (point: Point | undefined) => void
  /** `beside`: with Shift held. */
  readonly click: (hit: Hit | undefined, beside: boolean, at: Point) => void
  /** A click with Ctrl or Cmd held. */
  readonly choose: (hit: Hit | undefined) => void
  /** A box is drawn, with Ctrl or Cmd held; `commit` when it is let go, and false if it is given up. */
  readonly box: (from: Point, to: Point, commit?: boolean) => void
  readonly pan: (dx: number, dy: number) => void
  readonly zoom: (factor: number, about: Point) => void
  readonly fit: () => void
  /** False if what was hit cannot be dragged. */
  readonly startDrag: (hit: Hit, at: Point) => boolean
  readonly dragTo: (at: Point) => void
  readonly endDrag: (commit: boolean) => void
  readonly contextMenu: (hit: Hit | undefined, at: ScreenPoint) => void
}

type Mode =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'pressed'
      readonly at: Point
      readonly hit: Hit | undefined
      readonly touch: boolean
      /** With Ctrl or Cmd. */
      readonly chooses: boolean
    }
  | { readonly kind: 'box'; readonly from: Point }
  | { readonly kind: 'pan' }
  | { readonly kind: 'drag' }
  | { readonly kind: 'pinch' }

/** A press that moves less is a click. */
const THRESHOLD = { mouse: 5, touch: 10 } as const
const LONG_TOUCH_MS = 550
const WHEEL_ZOOM = 0.0016
/** A trackpad's pinch comes as a wheel with Ctrl, in much smaller steps. */
const PINCH_ZOOM = 0.01
const LINE_PIXELS = 16

/** Turns pointers, wheel and Escape into clicks, drags, pans and zooms. Returns what takes the listeners off again. */
export function attachGestures(element: HTMLElement, target: GestureTarget): () => void {
  const pointers = new Map<number, Point>()
  let mode: Mode = { kind: 'idle' }
  let longTouch: number | undefined
  const controller = new AbortController()
  const { signal } = controller

  const pointOf = (event: { clientX: number; clientY: number }): Point => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  const cancelDrag = (): void => {
    if (mode.kind === 'drag') target.endDrag(false)
    if (mode.kind === 'box') target.box(mode.from, mode.from, false)
  }

  const stopWaiting = (): void => {
    window.clearTimeout(longTouch)
    longTouch = undefined
  }

  const press = (event: PointerEvent): void => {
    const at = pointOf(event)
    const touch = event.pointerType === 'touch'
    const hit = target.hitAt(at, touch)
    mode = { kind: 'pressed', at, hit, touch, chooses: event.ctrlKey || event.metaKey }
    if (!touch) return
    longTouch = window.setTimeout(() => {
      mode = { kind: 'idle' }
      target.contextMenu(hit, { x: event.clientX, y: event.clientY })
    }, LONG_TOUCH_MS)
  }

  const onDown = (event: PointerEvent): void => {
    if (event.button === 2 || !isOwn(element, event.target)) return
    element.setPointerCapture(event.pointerId)
    stopWaiting()
    pointers.set(event.pointerId, pointOf(event))
    if (pointers.size === 2) {
      cancelDrag()
      mode = { kind: 'pinch' }
    } else if (event.button === 1) {
      event.preventDefault()
      mode = { kind: 'pan' }
    } else if (pointers.size === 1) {
      press(event)
    }
  }

  const leavePress = (pressed: Extract<Mode, { kind: 'pressed' }>): void => {
    stopWaiting()
    if (pressed.chooses) {
      mode = { kind: 'box', from: pressed.at }
      return
    }
    const drags = pressed.hit !== undefined && target.startDrag(pressed.hit, pressed.at)
    mode = drags ? { kind: 'drag' } : { kind: 'pan' }
  }

  const pinch = (id: number, to: Point): void => {
    const from = pointers.get(id)
    const other = [...pointers].find(([key]) => key !== id)?.[1]
    if (!from || !other) return
    const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 }
    target.pan((to.x - from.x) / 2, (to.y - from.y) / 2)
    target.zoom(distance(to, other) / Math.max(distance(from, other), 1), middle)
  }

  const onMove = (event: PointerEvent): void => {
    const at = pointOf(event)
    const from = pointers.get(event.pointerId)
    if (!from) {
      if (event.pointerType !== 'touch') target.hover(isOwn(element, event.target) ? at : undefined)
      return
    }
    if (mode.kind === 'pressed') {
      if (distance(mode.at, at) < THRESHOLD[mode.touch ? 'touch' : 'mouse']) return
      leavePress(mode)
    }
    if (mode.kind === 'pinch') pinch(event.pointerId, at)
    if (mode.kind === 'drag') target.dragTo(at)
    if (mode.kind === 'box') target.box(mode.from, at)
    if (mode.kind === 'pan') target.pan(at.x - from.x, at.y - from.y)
    pointers.set(event.pointerId, at)
  }

  const onUp = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return
    stopWaiting()
    const ended = mode
    // The finger that stays after a pinch goes on panning.
    mode = pointers.size === 1 && ended.kind === 'pinch' ? { kind: 'pan' } : { kind: 'idle' }
    if (ended.kind === 'pressed' && ended.chooses) target.choose(ended.hit)
    else if (ended.kind === 'pressed') target.click(ended.hit, event.shiftKey, ended.at)
    if (ended.kind === 'box') target.box(ended.from, pointOf(event), true)
    if (ended.kind === 'drag') target.endDrag(true)
    if (event.pointerType !== 'touch') target.hover(pointOf(event))
  }

  const onCancel = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return
    stopWaiting()
    cancelDrag()
    mode = { kind: 'idle' }
  }

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || (mode.kind !== 'drag' && mode.kind !== 'box')) return
    event.preventDefault()
    event.stopPropagation()
    cancelDrag()
    mode = { kind: 'idle' }
  }

  const onWheel = (event: WheelEvent): void => {
    if (!isOwn(element, event.target)) return
    event.preventDefault()
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PIXELS : event.deltaY
    target.zoom(Math.exp(-pixels * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM)), pointOf(event))
  }

  const onContextMenu = (event: MouseEvent): void => {
    if (!isOwn(element, event.target)) return
    event.preventDefault()
    // A long touch has had its menu by our own clock.
    if ('pointerType' in event && event.pointerType === 'touch') return
    target.contextMenu(target.hitAt(pointOf(event), false), { x: event.clientX, y: event.clientY })
  }

  const onDoubleClick = (event: MouseEvent): void => {
    if (isOwn(element, event.target) && !target.hitAt(pointOf(event), false)) target.fit()
  }

  element.addEventListener('pointerdown', onDown, { signal })
  element.addEventListener('pointermove', onMove, { signal })
  element.addEventListener('pointerup', onUp, { signal })
  element.addEventListener('pointercancel', onCancel, { signal })
  element.addEventListener('pointerleave', () => pointers.size === 0 && target.hover(undefined), { signal })
  element.addEventListener('wheel', onWheel, { signal, passive: false })
  element.addEventListener('contextmenu', onContextMenu, { signal })
  element.addEventListener('dblclick', onDoubleClick, { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
  return () => {
    stopWaiting()
    controller.abort()
  }
}

/** Buttons and hints may lie in the same element; their events are not the canvas's. */
const isOwn = (element: HTMLElement, target: EventTarget | null): boolean =>
  target === element || (target instanceof HTMLElement && target.closest('[data-canvas-layers]') !== null)
