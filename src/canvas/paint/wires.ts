import { ROUTER_RADIUS, type RouterShape, type SubnetShape } from '../geometry/placed'
import { clamp, type Point } from '../geometry/shapes'
import type { SubnetWire } from '../geometry/wires'
import { type Brush, inScreenUnits, monoFont, sansFont, shortened, widthOf } from './brush'
import { lastOctets } from './looks'

function tracePoints(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  points.forEach((point, index) => {
    if (index === 0) context.moveTo(point.x, point.y)
    else context.lineTo(point.x, point.y)
  })
}

export function paintWire({ context, theme, zoom }: Brush, wire: SubnetWire): void {
  context.beginPath()
  for (const points of wire.stubs.values()) tracePoints(context, points)
  for (const { toBus } of wire.ports.values()) tracePoints(context, toBus)
  context.moveTo(wire.busFrom, wire.busY)
  context.lineTo(wire.busTo, wire.busY)
  context.strokeStyle = theme.faint
  context.lineWidth = Math.max(1.4, 0.7 / zoom)
  context.lineJoin = 'round'
  context.stroke()
}

const TITLE = { size: 13, inset: 18, baseline: 26 } as const
const MIN_TITLE_PIXELS = 11

/** The network in bold, its name after it; from afar above the area, so that it can still be read. */
export function paintSubnetTitle(brush: Brush, { picture, rect }: SubnetShape): void {
  const { context, theme, zoom } = brush
  inScreenUnits(brush, () => {
    const size = Math.max(TITLE.size * zoom, MIN_TITLE_PIXELS)
    const isInside = size <= (TITLE.baseline - 4) * zoom
    const x = (rect.x + (isInside ? TITLE.inset : 4)) * zoom
    const baseline = isInside ? (rect.y + TITLE.baseline) * zoom : rect.y * zoom - 5
    const room = (rect.width + (isInside ? -2 * TITLE.inset : 40)) * zoom
    context.font = sansFont(theme, size, 600)
    context.fillStyle = theme.ink
    const cidr = shortened(context, picture.cidr, room)
    const width = widthOf(context, cidr) + 0.8 * size
    context.fillText(cidr, x, baseline)
    context.font = sansFont(theme, size * 0.93)
    context.fillStyle = theme.dim
    if (room - width > 2 * size) context.fillText(shortened(context, picture.name, room - width), x + width, baseline)
  })
}

const ARROW = 4.5

/** An arrow from `from` to `to` along one axis, its head at `to`. */
function traceArrow(context: CanvasRenderingContext2D, from: Point, to: Point): void {
  const dx = Math.sign(to.x - from.x)
  const dy = Math.sign(to.y - from.y)
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.moveTo(to.x - ARROW * (dx + dy), to.y - ARROW * (dy + dx))
  context.lineTo(to.x, to.y)
  context.lineTo(to.x - ARROW * (dx - dy), to.y - ARROW * (dy - dx))
}

/** The sign for a router: arrows in from the sides, out above and below. */
function paintRouterSign({ context, theme }: Brush, { x, y }: Point): void {
  context.beginPath()
  traceArrow(context, { x: x - 16, y }, { x: x - 5, y })
  traceArrow(context, { x: x + 16, y }, { x: x + 5, y })
  traceArrow(context, { x, y: y - 5 }, { x, y: y - 16 })
  traceArrow(context, { x, y: y + 5 }, { x, y: y + 16 })
  context.strokeStyle = theme.dim
  context.lineWidth = 1.6
  context.lineCap = 'round'
  context.stroke()
  context.lineCap = 'butt'
}

const SHOWN_ADDRESSES = 3

export function paintRouter(brush: Brush, { picture, centre }: RouterShape): void {
  const { context, theme, zoom } = brush
  paintRouterSign(brush, centre)
  if (zoom < 0.25) return
  const size = Math.round(clamp(10 / zoom, 12, 24))
  context.textAlign = 'center'
  context.font = sansFont(theme, size, 600)
  context.fillStyle = theme.ink
  const top = centre.y + ROUTER_RADIUS
  context.fillText(picture.name, centre.x, top + 6 + size)
  if (zoom >= 0.5) {
    const addresses = picture.interfaces.map(({ address }) => lastOctets(address))
    const hidden = addresses.length - SHOWN_ADDRESSES
    const shown = hidden > 0 ? [...addresses.slice(0, SHOWN_ADDRESSES), `+${hidden}`] : addresses
    context.font = monoFont(theme, 11)
    context.fillStyle = theme.dim
    context.fillText(shown.join(' · '), centre.x, top + 22 + size)
  }
  context.textAlign = 'start'
}
