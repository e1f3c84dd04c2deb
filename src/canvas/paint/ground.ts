import type { CanvasTheme } from '../canvas'
import type { Viewport } from '../geometry/viewport'

const SPACING = 20
const DOT = 1.6

/** Dots that move and grow with the picture; where they would crowd, only every second, fourth … one is drawn. */
export function paintGround(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  { zoom, pan }: Viewport,
  width: number,
  height: number,
): void {
  context.fillStyle = theme.ground
  context.fillRect(0, 0, width, height)
  let step = SPACING * zoom
  while (step < 15) step *= 2
  while (step > 40) step /= 2
  context.fillStyle = theme.line
  const startX = ((pan.x % step) + step) % step
  const startY = ((pan.y % step) + step) % step
  for (let y = startY; y < height; y += step) {
    for (let x = startX; x < width; x += step) context.fillRect(x - DOT / 2, y - DOT / 2, DOT, DOT)
  }
}
