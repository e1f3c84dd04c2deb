import { clamp, type Point, type Rect } from './shapes'

/** How the picture lies on the canvas: `rendered = model × zoom + pan`. */
export interface Viewport {
  readonly zoom: number
  readonly pan: Point
}

export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 3

export const toRendered = ({ zoom, pan }: Viewport, point: Point): Point => ({
  x: point.x * zoom + pan.x,
  y: point.y * zoom + pan.y,
})

export const toModel = ({ zoom, pan }: Viewport, point: Point): Point => ({
  x: (point.x - pan.x) / zoom,
  y: (point.y - pan.y) / zoom,
})

export const rectToRendered = (viewport: Viewport, rect: Rect): Rect => ({
  ...toRendered(viewport, rect),
  width: rect.width * viewport.zoom,
  height: rect.height * viewport.zoom,
})

/** The part of the picture that a canvas of that size shows. */
export const visibleRect = (viewport: Viewport, width: number, height: number): Rect => ({
  ...toModel(viewport, { x: 0, y: 0 }),
  width: width / viewport.zoom,
  height: height / viewport.zoom,
})

/** Zoomed by `factor` so that what is at `about`, in rendered pixels, stays there. */
export function zoomedAbout(viewport: Viewport, factor: number, about: Point): Viewport {
  const zoom = clamp(viewport.zoom * factor, MIN_ZOOM, MAX_ZOOM)
  const fixed = toModel(viewport, about)
  return { zoom, pan: { x: about.x - fixed.x * zoom, y: about.y - fixed.y * zoom } }
}

/** Rendered pixels to keep free around the picture. */
export interface Margin {
  readonly top: number
  readonly sides: number
  readonly bottom: number
}

export const evenMargin = (pixels: number): Margin => ({ top: pixels, sides: pixels, bottom: pixels })

/** Shows all of `bounds` in the middle of what `margin` leaves, no larger than `maxZoom`. */
export function fitting(bounds: Rect, width: number, height: number, margin: Margin, maxZoom: number): Viewport {
  const room = {
    width: Math.max(width - 2 * margin.sides, 1),
    height: Math.max(height - margin.top - margin.bottom, 1),
  }
  const zoom = clamp(Math.min(room.width / bounds.width, room.height / bounds.height), MIN_ZOOM, maxZoom)
  return {
    zoom,
    pan: {
      x: width / 2 - (bounds.x + bounds.width / 2) * zoom,
      y: margin.top + room.height / 2 - (bounds.y + bounds.height / 2) * zoom,
    },
  }
}
