import type { CanvasTheme } from '../../canvas/canvas'
import { themeFrom } from '../../canvas/theme'
import { svgContext } from './svg-context'

/** A picture that can be drawn at any size, on pixels or as SVG; in units of its own from the upper left corner. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** Fills all of it, ground and all. */
  readonly draw: (context: CanvasRenderingContext2D, theme: CanvasTheme) => void
}

/** No browser draws a canvas that is larger. */
const MAX_PIXELS = 8_000

const theme = () => themeFrom(document.documentElement)

export function svgOf({ width, height, draw }: Drawing): string {
  const { context, text } = svgContext(width, height, theme().ground)
  draw(context, theme())
  return text()
}

export function canvasOf({ width, height, draw }: Drawing, scale: number) {
  const canvas = document.createElement('canvas')
  const fitting = Math.min(scale, MAX_PIXELS / width, MAX_PIXELS / height)
  canvas.width = Math.round(width * fitting)
  canvas.height = Math.round(height * fitting)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser draws no 2D canvas')
  context.scale(fitting, fitting)
  draw(context, theme())
  return { canvas, context }
}

export function pngOf(drawing: Drawing): Promise<Blob | null> {
  const { canvas } = canvasOf(drawing, 2)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
