import type { Layout } from '../geometry/layout'
import type { Rect } from '../geometry/shapes'
import type { Brush } from './brush'

/** Of the sign's side, in pixels of the screen, whatever the zoom. */
const SIDE = 13

/** A sign at the corner of whatever is broken: a triangle with a bar and a dot, so that it is told by its shape too. */
export function paintBroken(brush: Brush, layout: Layout): void {
  for (const { picture, rect } of layout.subnets.values()) if (picture.broken) paintSign(brush, corner(rect, -16, 14))
  for (const { picture, rect } of layout.nodes.values()) if (picture.broken) paintSign(brush, corner(rect, -14, 14))
  for (const { picture, rect } of layout.routers.values()) if (picture.broken) paintSign(brush, corner(rect, -4, 4))
}

const corner = ({ x, y, width }: Rect, dx: number, dy: number) => ({ x: x + width + dx, y: y + dy })

function paintSign({ context, theme, zoom }: Brush, at: { readonly x: number; readonly y: number }): void {
  context.save()
  context.translate(at.x, at.y)
  context.scale(1 / zoom, 1 / zoom)
  context.beginPath()
  context.moveTo(0, -SIDE * 0.6)
  context.lineTo(SIDE * 0.62, SIDE * 0.45)
  context.lineTo(-SIDE * 0.62, SIDE * 0.45)
  context.closePath()
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = theme.ground
  context.stroke()
  context.fillStyle = theme.lost
  context.strokeStyle = theme.lost
  context.lineWidth = 1.5
  context.fill()
  context.stroke()
  context.fillStyle = theme.ground
  context.fillRect(-0.9, -3.2, 1.8, 4.4)
  context.fillRect(-0.9, 2.4, 1.8, 1.8)
  context.restore()
}
