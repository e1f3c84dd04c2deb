import type { CanvasTheme } from '../canvas'
import type { Rect } from '../geometry/shapes'

/** What every painter needs: where it paints, in what colours, and how large a unit is on the screen. */
export interface Brush {
  readonly context: CanvasRenderingContext2D
  readonly theme: CanvasTheme
  readonly zoom: number
  /** Of what is painted on, where that is no canvas on the screen. */
  readonly size?: { readonly width: number; readonly height: number }
}

/** How large the picture is that comes of it, in CSS pixels. */
export const paintedSize = ({
  context: { canvas },
  size,
}: Brush): { readonly width: number; readonly height: number } =>
  size ?? { width: canvas.clientWidth, height: canvas.clientHeight }

/** Undoes the picture's scale, not its place: within, a picture's coordinate is multiplied by the zoom. */
export function inScreenUnits({ context, zoom }: Brush, paint: () => void): void {
  context.save()
  context.scale(1 / zoom, 1 / zoom)
  paint()
  context.restore()
}

/** Smaller text cannot be read; where it leaves too little room, what matters less is left out instead. */
const MIN_TEXT_PIXELS = 9

/** The size on the screen of text that is `size` at zoom 1, in half pixels: few sizes, so that their glyphs are kept. */
export const textPixels = (size: number, zoom: number): number =>
  Math.max(Math.round(2 * size * zoom) / 2, MIN_TEXT_PIXELS)

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

const MAX_REMEMBERED = 20_000
const MEASURED_SIZE = 16
/** Widths in fonts of `MEASURED_SIZE`, by face and text. */
const widths = new Map<string, number>()
/** A font's size, and the same font in the size that is measured. */
const faces = new Map<string, { readonly size: number; readonly face: string }>()

function faceOf(font: string): { readonly size: number; readonly face: string } {
  const known = faces.get(font)
  if (known) return known
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? MEASURED_SIZE)
  const face = { size, face: font.replace(/[\d.]+px/, `${MEASURED_SIZE}px`) }
  if (faces.size >= MAX_REMEMBERED) faces.clear()
  faces.set(font, face)
  return face
}

/** The width of `text` in the context's font. Measuring is slow and zooming changes sizes, so one size is remembered. */
export function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const font = context.font
  const { size, face } = faceOf(font)
  const key = `${face}\0${text}`
  let width = widths.get(key)
  if (width === undefined) {
    if (widths.size >= MAX_REMEMBERED) widths.clear()
    context.font = face
    width = context.measureText(text).width
    context.font = font
    widths.set(key, width)
  }
  return (width * size) / MEASURED_SIZE
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

/** As `shortened`, but without its middle: `pod10` and `pod11` differ at their ends. */
export function shortenedInside(context: CanvasRenderingContext2D, text: string, maxWidth: number): string {
  if (widthOf(context, text) <= maxWidth) return text
  for (let kept = text.length - 1; kept > 0; kept -= 1) {
    const head = Math.floor(kept / 2)
    const short = `${text.slice(0, head)}…${text.slice(text.length - kept + head)}`
    if (widthOf(context, short) <= maxWidth) return short
  }
  return ''
}

/** As `shortenedInside`, but first without its domain: `ip-10-0-0-7.eu-central-1.compute.internal`. */
export function shortenedHost(context: CanvasRenderingContext2D, name: string, maxWidth: number): string {
  if (widthOf(context, name) <= maxWidth) return name
  const [host = name] = name.split('.')
  return shortenedInside(context, host, maxWidth)
}

/** Fonts, in the context's units. */
export const sansFont = (theme: CanvasTheme, size: number, weight = 400): string => `${weight} ${size}px ${theme.sans}`
export const monoFont = (theme: CanvasTheme, size: number, weight = 400): string => `${weight} ${size}px ${theme.mono}`
