import type { CanvasTheme } from '../canvas'
import type { Rect } from '../geometry/shapes'

/** What every painter needs: where it paints, in what colours, and how large a unit is on the screen. */
export interface Brush {
  readonly context: CanvasRenderingContext2D
  readonly theme: CanvasTheme
  readonly zoom: number
}

const TAU = 2 * Math.PI

export function tracePill(context: CanvasRenderingContext2D, rect: Rect, radius: number): void {
  context.beginPath()
  context.roundRect(rect.x, rect.y, rect.width, rect.height, Math.min(radius, rect.width / 2, rect.height / 2))
}

export function fillCircle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, TAU)
  context.fill()
}

export function strokeCircle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, TAU)
  context.stroke()
}

/** A colour laid thinly over a pill that was already filled with the ground it is to tint. */
export function tint(context: CanvasRenderingContext2D, colour: string, alpha: number): void {
  const before = context.globalAlpha
  context.globalAlpha = before * alpha
  context.fillStyle = colour
  context.fill()
  context.globalAlpha = before
}

const MAX_REMEMBERED = 4000
const widths = new Map<string, number>()

/** The width of `text` in the context's font; measuring is slow, so it is remembered. */
export function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font}\0${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  if (widths.size >= MAX_REMEMBERED) widths.clear()
  const { width } = context.measureText(text)
  widths.set(key, width)
  return width
}

/** `text`, or as much of its start as fits into `maxWidth` with an ellipsis. */
export function shortened(context: CanvasRenderingContext2D, text: string, maxWidth: number): string {
  if (widthOf(context, text) <= maxWidth) return text
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (widthOf(context, `${text.slice(0, middle)}…`) <= maxWidth) low = middle
    else high = middle - 1
  }
  return low > 0 ? `${text.slice(0, low)}…` : ''
}

/** Fonts, in the context's units. */
export const sansFont = (theme: CanvasTheme, size: number, weight = 400): string => `${weight} ${size}px ${theme.sans}`
export const monoFont = (theme: CanvasTheme, size: number, weight = 400): string => `${weight} ${size}px ${theme.mono}`
