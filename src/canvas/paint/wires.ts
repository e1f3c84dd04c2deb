import { ROUTER_RADIUS, type RouterShape, type SubnetShape } from '../geometry/placed'
import { overlaps, type Point, type Rect } from '../geometry/shapes'
import { toRendered, type Viewport } from '../geometry/viewport'
import type { SubnetWire } from '../geometry/wires'
import { type Brush, inScreenUnits, monoFont, sansFont, shortened, shortenedInside, textPixels, widthOf } from './brush'
import { lastOctets } from './looks'

/**
 * Wires run along the axes, so each stretch is a filled box: stroking one path of hundreds of them takes several times
 * as long. Stretches out of sight are left out.
 */
export function paintWire({ context, theme, zoom }: Brush, wire: SubnetWire, visible: Rect): void {
  const width = Math.max(1.4, 0.7 / zoom)
  context.fillStyle = theme.faint
  const fillStretch = (a: Point, b: Point): void => {
    const box = {
      x: Math.min(a.x, b.x) - width / 2,
      y: Math.min(a.y, b.y) - width / 2,
      width: Math.abs(a.x - b.x) + width,
      height: Math.abs(a.y - b.y) + width,
    }
    if (overlaps(box, visible)) context.fillRect(box.x, box.y, box.width, box.height)
  }
  const fillWay = (points: readonly Point[]): void => {
    for (let index = 1; index < points.length; index += 1) {
      fillStretch(points[index - 1] as Point, points[index] as Point)
    }
  }
  for (const stub of wire.stubs.values()) fillWay(stub)
  for (const { toBus } of wire.ports.values()) fillWay(toBus)
  fillStretch({ x: wire.busFrom, y: wire.busY }, { x: wire.busTo, y: wire.busY })
}

const TITLE = { size: 13, inset: 18, baseline: 26 } as const
const MIN_TITLE_PIXELS = 11

/**
 * The network in bold, its name after it; where there is less room the network's end, or the name alone. From afar above
 * the area, so that it can still be read.
 */
export function paintSubnetTitle(brush: Brush, { picture, rect }: SubnetShape): void {
  const { context, theme, zoom } = brush
  inScreenUnits(brush, () => {
    const size = Math.max(textPixels(TITLE.size, zoom), MIN_TITLE_PIXELS)
    const isInside = size <= (TITLE.baseline - 4) * zoom
    const x = (rect.x + (isInside ? TITLE.inset : 4)) * zoom
    const baseline = isInside ? (rect.y + TITLE.baseline) * zoom : rect.y * zoom - 5
    const room = (rect.width + (isInside ? -TITLE.inset - 4 : 40)) * zoom
    context.font = sansFont(theme, size, 600)
    context.fillStyle = theme.ink
    const network = [picture.cidr, lastOctets(picture.cidr)].find((text) => widthOf(context, text) <= room)
    if (network === undefined) {
      context.fillText(shortenedInside(context, picture.name, room), x, baseline)
      return
    }
    const width = widthOf(context, network) + 0.8 * size
    context.fillText(network, x, baseline)
    context.font = sansFont(theme, size - 0.5)
    context.fillStyle = theme.dim
    if (room - width > size) context.fillText(shortened(context, picture.name, room - width), x + width, baseline)
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
const MIN_ROUTER_PIXELS = 10
/** From farther a router has no name. */
const MIN_ROUTER_ZOOM = 0.25

interface RouterWords {
  readonly name: { readonly font: string; readonly baseline: number }
  /** Left out where they could not be read. */
  readonly addresses: { readonly font: string; readonly baseline: number } | undefined
}

/** Where a router's words are, in pixels of the screen below its circle. */
function routerWords({ theme, zoom }: Brush): RouterWords {
  const size = Math.max(textPixels(12, zoom), MIN_ROUTER_PIXELS)
  const first = 6 * zoom + size
  const second = first + Math.max(16 * zoom, MIN_ROUTER_PIXELS + 1.5)
  return {
    name: { font: sansFont(theme, size, 600), baseline: first },
    addresses: zoom >= 0.5 ? { font: monoFont(theme, textPixels(11, zoom)), baseline: second } : undefined,
  }
}

export function paintRouter(brush: Brush, { picture, centre }: RouterShape): void {
  const { context, theme, zoom } = brush
  paintRouterSign(brush, centre)
  if (zoom < MIN_ROUTER_ZOOM) return
  const { name, addresses } = routerWords(brush)
  inScreenUnits(brush, () => {
    const x = centre.x * zoom
    const top = (centre.y + ROUTER_RADIUS) * zoom
    context.textAlign = 'center'
    context.font = name.font
    context.fillStyle = theme.ink
    context.fillText(picture.name, x, top + name.baseline)
    if (addresses) {
      context.font = addresses.font
      context.fillStyle = theme.dim
      context.fillText(addressesOf(picture), x, top + addresses.baseline)
    }
    context.textAlign = 'start'
  })
}

/** What a router's name and addresses cover, in rendered pixels. */
export function routerNameBox(brush: Brush, { picture, centre }: RouterShape, viewport: Viewport): Rect | undefined {
  if (brush.zoom < MIN_ROUTER_ZOOM) return undefined
  const { context } = brush
  const { name, addresses } = routerWords(brush)
  context.font = name.font
  const nameWidth = widthOf(context, picture.name)
  context.font = addresses?.font ?? name.font
  const width = Math.max(nameWidth, addresses ? widthOf(context, addressesOf(picture)) : 0)
  const foot = toRendered(viewport, { x: centre.x, y: centre.y + ROUTER_RADIUS })
  return { x: foot.x - width / 2, y: foot.y, width, height: (addresses ?? name).baseline + 3 }
}

function addressesOf({ interfaces }: RouterShape['picture']): string {
  const addresses = interfaces.map(({ address }) => lastOctets(address))
  const hidden = addresses.length - SHOWN_ADDRESSES
  const shown = hidden > 0 ? [...addresses.slice(0, SHOWN_ADDRESSES), `+${hidden}`] : addresses
  return shown.join(' · ')
}
