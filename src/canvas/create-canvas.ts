import type { Canvas, CanvasCallbacks, CanvasTheme, CanvasView, ScreenRect } from './canvas'
import { type Dragging, ghostOf, startDrag } from './dragging'
import { fitMargin, formatFor, MAX_FIT_ZOOM } from './geometry/choose-format'
import { hitAt } from './geometry/hit-test'
import { type Layout, layoutOf, podsIn, shapeRect } from './geometry/layout'
import type { Format } from './geometry/place-subnet'
import { contains, type Point, type Rect, rectBetween } from './geometry/shapes'
import { fitting, rectToRendered, toModel, type Viewport, visibleRect, zoomedAbout } from './geometry/viewport'
import { attachGestures, type GestureTarget } from './gestures'
import { createGraph, showLayout, stylesheetOf } from './graph'
import { createLayer } from './layer'
import { litBy, sameLit } from './lit'
import { paintDetails } from './paint/details'
import { paintGround } from './paint/ground'
import type { OverlayState } from './paint/overlay'
import type { Picture } from './picture'
import { themeFrom } from './theme'

/** Packets, ghosts and hints are fetched before the first of them is drawn, not with the picture. */
export const loadOverlay = () => import('./paint/overlay')
type OverlayPainter = Awaited<ReturnType<typeof loadOverlay>>

const isOverlayEmpty = ({ scene, ghost, hover, box }: OverlayState): boolean => !scene && !ghost && !hover && !box

const EMPTY_PICTURE: Picture = { subnets: [], nodes: [], routers: [] }
const TOUCH_SLACK_PIXELS = 8

/**
 * The picture of a lab in `element`, whose size it follows. Three layers: areas, cards and circles by Cytoscape; what
 * is written on and between them, drawn whenever Cytoscape has drawn; and packets and ghosts, drawn only when they
 * change. Cytoscape also keeps the viewport; what lies where is computed in `geometry`.
 */
export function createCanvas(element: HTMLElement, callbacks: CanvasCallbacks): Canvas {
  const root = document.createElement('div')
  root.dataset.canvasLayers = ''
  root.style.cssText = 'position:absolute;inset:0;overflow:hidden;touch-action:none;user-select:none'
  element.append(root)
  const container = document.createElement('div')
  container.style.cssText = 'position:absolute;inset:0;pointer-events:none'
  container.setAttribute('aria-hidden', 'true')
  root.append(container)
  const details = createLayer(root)
  const above = createLayer(root)

  let theme: CanvasTheme = themeFrom(element)
  let picture = EMPTY_PICTURE
  let layout: Layout = layoutOf(EMPTY_PICTURE)
  let view: CanvasView = {}
  let overlay: OverlayState = {}
  let dragging: Dragging | undefined
  let lit = litBy(layout, undefined)
  let size = { width: 0, height: 0 }
  let isTouched = false
  let isAboveEmpty = true
  let painter: OverlayPainter | undefined
  let isGone = false
  let frame: number | undefined
  let chasing: number | undefined
  /** What the hand chose while the view follows. */
  let followZoom: number | undefined
  const layoutListeners = new Set<() => void>()
  let dirty = { details: false, overlay: false }
  const graph = createGraph(container, theme)
  root.style.backgroundColor = theme.ground

  const viewport = (): Viewport => ({ zoom: graph.zoom(), pan: { ...graph.pan() } })

  const drawDetails = (): void => {
    dirty = { ...dirty, details: false }
    const now = viewport()
    details.clear()
    paintGround(details.context, theme, layout, now, size.width, size.height)
    details.context.translate(now.pan.x, now.pan.y)
    details.context.scale(now.zoom, now.zoom)
    const brush = { context: details.context, theme, zoom: now.zoom }
    paintDetails(brush, layout, view, lit, visibleRect(now, size.width, size.height))
  }

  const drawOverlay = (): void => {
    dirty = { ...dirty, overlay: false }
    const now = viewport()
    const ghost =
      overlay.ghost ?? (view.ghost && ghostOf(layout, view.ghost, visibleRect(now, size.width, size.height)))
    const state = { ...overlay, ghost, pingFrom: view.pingFrom, isFollowed: view.follow !== undefined }
    const isEmpty = isOverlayEmpty(state)
    if (isEmpty && isAboveEmpty) return
    if (!painter) {
      fetchPainter()
      return
    }
    above.clear()
    above.canvas.hidden = isEmpty
    isAboveEmpty = isEmpty
    painter.paintOverlay({ context: above.context, theme, zoom: now.zoom }, layout, now, state)
  }

  const fetchPainter = (): void => {
    void loadOverlay().then((loaded) => {
      if (isGone || painter) return
      painter = loaded
      overlay = { ...overlay, losses: loaded.lossesAfter(overlay.losses ?? new Map(), overlay.scene) }
      request({ overlay: true })
      if (view.follow) chasing ??= requestAnimationFrame(chase)
    })
  }

  /** The only loop there is: one frame at a time, when something has changed that Cytoscape does not draw. */
  const request = (what: Partial<typeof dirty>): void => {
    dirty = { ...dirty, ...what }
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      if (dirty.details) drawDetails()
      if (dirty.overlay) drawOverlay()
    })
  }

  graph.on('render', () => {
    drawDetails()
    drawOverlay()
  })

  const show = (next: Viewport): void => {
    graph.viewport({ zoom: next.zoom, pan: { ...next.pan } })
    callbacks.onView?.(next.zoom, next.pan)
  }

  const format = (): Format => formatFor(picture, size.width, size.height)

  const fitAll = (): void => {
    isTouched = false
    if (size.width > 0) show(fitting(layout.bounds, size.width, size.height, fitMargin(size.width), MAX_FIT_ZOOM))
  }

  /** @returns whether anything is elsewhere now. */
  const layOut = (): boolean => {
    const next = layoutOf(picture, format())
    if (next === layout) return false
    layout = next
    showLayout(graph, layout)
    lit = litBy(layout, overlay.scene)
    return true
  }

  const isAllInView = (): boolean => {
    const visible = visibleRect(viewport(), size.width, size.height)
    const { x, y, width, height } = layout.bounds
    return contains(visible, { x, y }) && contains(visible, { x: x + width, y: y + height })
  }

  const zoomAbout = (factor: number, about: Point): void => {
    isTouched = true
    show(zoomedAbout(viewport(), factor, about))
    if (view.follow) followZoom = viewport().zoom
  }

  /** Goes on by itself until the packet is in the middle, and again whenever it moves. */
  const chase = (): void => {
    chasing = undefined
    const point = view.follow && painter?.followedPoint(layout, overlay.scene)
    if (!painter || !point) return
    const now = viewport()
    const zoom = followZoom ?? Math.max(now.zoom, painter.FOLLOW_ZOOM)
    const next = painter.chased(now, point, zoom, size, view.follow === 'at-once')
    if (next === now) return
    isTouched = true
    show(next)
    chasing = requestAnimationFrame(chase)
  }

  const panBy = (dx: number, dy: number): void => {
    isTouched = true
    const { zoom, pan } = viewport()
    show({ zoom, pan: { x: pan.x + dx, y: pan.y + dy } })
  }

  const relight = (): void => {
    const next = litBy(layout, overlay.scene)
    if (sameLit(lit, next)) return
    lit = next
    request({ details: true })
  }

  const setCursor = (cursor: string): void => {
    root.style.cursor = cursor
  }

  const gestureTarget: GestureTarget = {
    hitAt: (point, touch) => {
      const now = viewport()
      return hitAt(layout, toModel(now, point), now.zoom, touch ? TOUCH_SLACK_PIXELS / now.zoom : 0)
    },
    hover(at) {
      const hit = at && gestureTarget.hitAt(at, false)
      setCursor(hit?.kind === 'pod' || hit?.kind === 'node' || hit?.kind === 'router' ? 'pointer' : 'default')
      overlay = { ...overlay, hover: at && { id: hit?.id, at } }
      request({ overlay: true })
    },
    click(hit, beside, at) {
      const flow = overlay.scene && painter?.flowAt(layout, viewport(), overlay.scene, at)
      if (flow !== undefined && callbacks.onFlowClick) callbacks.onFlowClick(flow)
      else if (hit?.kind === 'pod') callbacks.onPodClick(hit.id, beside)
      else callbacks.onSelect(hit?.id, beside)
    },
    choose(hit) {
      if (hit) callbacks.onChoose?.([hit.id])
    },
    box(from, to, commit) {
      const box = rectBetween(from, to)
      const [a, b] = [toModel(viewport(), from), toModel(viewport(), to)]
      overlay = { ...overlay, hover: undefined, box: commit === undefined && callbacks.onChoose ? box : undefined }
      request({ overlay: true })
      if (commit) callbacks.onChoose?.(podsIn(layout, rectBetween(a, b)))
    },
    pan(dx, dy) {
      setCursor('grabbing')
      if (view.follow) callbacks.onLeave?.()
      panBy(dx, dy)
    },
    zoom: zoomAbout,
    fit: fitAll,
    startDrag(hit, at) {
      if (hit.kind === 'subnet') return false
      const begun = startDrag(layout, hit.id, toModel(viewport(), at), callbacks, (ghost) => {
        if (dragging !== begun) return
        overlay = { ...overlay, ghost }
        request({ overlay: true })
      })
      dragging = begun
      return begun !== undefined
    },
    dragTo(at) {
      const ghost = dragging?.moveTo(toModel(viewport(), at))
      setCursor(ghost?.allowed === false ? 'not-allowed' : 'grabbing')
      overlay = { ...overlay, ghost, hover: undefined }
      request({ overlay: true })
    },
    endDrag(commit) {
      const ended = dragging
      dragging = undefined
      overlay = { ...overlay, ghost: undefined }
      setCursor('default')
      request({ overlay: true })
      if (commit) ended?.drop()
    },
    contextMenu: (hit, at) => callbacks.onContextMenu(hit?.id, at),
  }
  const detach = attachGestures(root, gestureTarget)

  const resize = (): void => {
    const width = root.clientWidth
    const height = root.clientHeight
    if (width === size.width && height === size.height) return
    const before = size
    size = { width, height }
    for (const layer of [details, above]) layer.resize(width, height)
    graph.resize()
    const isElsewhere = layOut()
    if (isElsewhere || !isTouched || before.width === 0) fitAll()
    else panBy((width - before.width) / 2, (height - before.height) / 2)
    drawDetails()
    drawOverlay()
    if (isElsewhere) for (const listener of layoutListeners) listener()
  }
  const observer = new ResizeObserver(resize)
  observer.observe(root)
  resize()

  const screenRect = (rect: Rect): ScreenRect => {
    const box = root.getBoundingClientRect()
    const rendered = rectToRendered(viewport(), rect)
    return { ...rendered, x: rendered.x + box.left, y: rendered.y + box.top }
  }

  return {
    update(nextPicture, nextView) {
      const isFirst = layout.subnets.size === 0 && layout.nodes.size === 0
      picture = nextPicture
      if (!nextView.follow) followZoom = undefined
      view = nextView
      const before = layout.format
      const isElsewhere = layOut()
      const isUnfit = isFirst || (!isTouched && (layout.format !== before || !isAllInView()))
      if (isElsewhere && isUnfit) fitAll()
      if (view.follow) chasing ??= requestAnimationFrame(chase)
      request({ details: true, overlay: true })
    },
    play(scene, labels) {
      const known = overlay.losses ?? new Map()
      overlay = { ...overlay, scene, labels, losses: painter ? painter.lossesAfter(known, scene) : known }
      relight()
      request({ overlay: true })
      if (view.follow) chasing ??= requestAnimationFrame(chase)
    },
    fit: fitAll,
    zoomBy: (factor) => zoomAbout(factor, { x: size.width / 2, y: size.height / 2 }),
    panBy,
    setTheme(next) {
      theme = next
      root.style.backgroundColor = theme.ground
      graph.style(stylesheetOf(theme))
      request({ details: true, overlay: true })
    },
    screenPositionOf(id) {
      const rect = shapeRect(layout, id)
      return rect && screenRect(rect)
    },
    watchLayout(listener) {
      layoutListeners.add(listener)
      return () => layoutListeners.delete(listener)
    },
    destroy() {
      isGone = true
      detach()
      observer.disconnect()
      if (frame !== undefined) cancelAnimationFrame(frame)
      if (chasing !== undefined) cancelAnimationFrame(chasing)
      graph.destroy()
      root.remove()
    },
  }
}
