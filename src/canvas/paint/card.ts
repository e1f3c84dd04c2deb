import type { NodeShape } from '../geometry/placed'
import type { Rect } from '../geometry/shapes'
import type { NodePicture, PodPicture } from '../picture'
import {
  type Brush,
  inScreenUnits,
  monoFont,
  sansFont,
  shortened,
  shortenedHost,
  shortenedInside,
  textPixels,
  tint,
  tracePill,
  widthOf,
} from './brush'
import { type Look, lastOctets, lookColour } from './looks'

/** What a packet has touched, to be lit: pods by id, devices by `node id␀device`. */
export interface Lit {
  readonly pods: ReadonlyMap<string, Look>
  readonly devices: ReadonlyMap<string, Look>
}

export const litDevice = (node: string, device: string): string => `${node}\0${device}`

const INSET = 14
/** Below it a card leaves out its blocks and its pods' addresses, so that the rest can be read. */
export const FULL_ZOOM = 0.68

/**
 * All that is written on a node's card, seen from near. In screen units, as are all functions below: text has one of
 * few sizes then, and its glyphs, which are slow to make, are kept from frame to frame of a zoom.
 */
export function paintCard(brush: Brush, node: NodeShape, lit: Lit): void {
  const { context, zoom } = brush
  inScreenUnits(brush, () => {
    context.translate(node.rect.x * zoom, node.rect.y * zoom)
    paintHead(brush, node.picture, node.rect.width)
    paintPods(brush, node, lit)
    paintChips(brush, node, lit)
    if (zoom >= INSIDE_ZOOM) paintInside(brush, node)
  })
}

/** From here on a card has room for what is between its pods and its devices. */
const INSIDE_ZOOM = 1.35

/** The stations that a packet passes inside: the host's end of each pod's cable, the routing table, NAT. */
function paintInside({ context, theme, zoom }: Brush, { card, picture }: NodeShape): void {
  context.font = monoFont(theme, textPixels(7.5, zoom))
  context.fillStyle = theme.dim
  context.textAlign = 'center'
  picture.pods.forEach(({ hostLink }, index) => {
    const rect = card.pods[index]
    if (!rect || hostLink === undefined || card.podDetail !== 'address') return
    context.fillText(hostLink, (rect.x + rect.width / 2) * zoom, (rect.y + rect.height - 3) * zoom)
  })
  const stations = [
    ...(picture.routes === undefined ? [] : [`FIB ${picture.routes}`]),
    ...(picture.hasNat ? ['NAT'] : []),
  ]
  context.textAlign = 'end'
  context.fillText(stations.join(' · '), (card.width - INSET) * zoom, (card.routing.y + 2.5) * zoom)
  context.textAlign = 'start'
}

const onScreen = ({ x, y, width, height }: Rect, zoom: number): Rect => ({
  x: x * zoom,
  y: y * zoom,
  width: width * zoom,
  height: height * zoom,
})

/** A line of the smallest text there is: closer together two lines would touch. */
const LINE_PIXELS = 11.5

function paintHead(brush: Brush, picture: NodePicture, width: number): void {
  const { context, theme, zoom } = brush
  const left = INSET * zoom
  const room = (width - 2 * INSET) * zoom
  context.font = sansFont(theme, textPixels(13, zoom), 600)
  context.fillStyle = theme.ink
  const nameAt = Math.max(25 * zoom, LINE_PIXELS)
  context.fillText(shortenedHost(context, picture.name, room), left, nameAt)
  context.font = monoFont(theme, textPixels(11, zoom))
  context.fillStyle = theme.dim
  const address = widthOf(context, picture.address) <= room ? picture.address : lastOctets(picture.address)
  context.fillText(address, left, Math.max(42 * zoom, nameAt + LINE_PIXELS))
  const [block, ...more] = picture.blocks
  if (block === undefined || zoom < FULL_ZOOM) return
  context.font = monoFont(theme, textPixels(10, zoom))
  paintBlockSign(brush, INSET, 51)
  const text = more.length > 0 ? `${block} +${more.length}` : block
  context.fillText(shortened(context, text, room - 13 * zoom), left + 13 * zoom, 58.5 * zoom)
}

/** Four small squares, for a block of addresses. */
function paintBlockSign({ context, theme, zoom }: Brush, x: number, y: number): void {
  context.fillStyle = theme.dim
  for (const [dx, dy] of [
    [0, 0],
    [4.5, 0],
    [0, 4.5],
    [4.5, 4.5],
  ] as const) {
    context.fillRect((x + dx) * zoom, (y + dy) * zoom, 3.2 * zoom, 3.2 * zoom)
  }
}

function paintPods(brush: Brush, node: NodeShape, lit: Lit): void {
  const { card, picture } = node
  if (card.podDetail === 'cell') {
    paintCells(brush, node, lit)
    return
  }
  const withAddress = card.podDetail === 'address' && brush.zoom >= FULL_ZOOM
  const pills = picture.pods.flatMap((pod, index): Pill[] => {
    const rect = card.pods[index]
    return rect ? [{ pod, rect }] : []
  })
  paintPills(
    brush,
    pills.filter(({ pod }) => !lit.pods.has(pod.id)),
    withAddress,
  )
  if (lit.pods.size === 0) return
  for (const pill of pills) {
    const look = lit.pods.get(pill.pod.id)
    if (look) paintPills(brush, [pill], withAddress, look)
  }
}

/** `rect` is in picture units. */
export interface Pill {
  readonly pod: PodPicture
  readonly rect: Rect
}

/** Pills that share their row have room for a name only. */
const NARROW_PILL = 100

/** Where a pill's dot and words lie, in screen units. */
function pillParts({ rect }: Pill, zoom: number) {
  const box = onScreen(rect, zoom)
  const isNarrow = rect.width < NARROW_PILL
  const dot = isNarrow ? 3 * zoom : Math.min(5, rect.height / 6) * zoom
  const dotX = box.x + (isNarrow ? 9 * zoom : box.height / 2)
  return {
    box,
    dot,
    dotX,
    middle: box.y + box.height / 2,
    left: dotX + dot + (isNarrow ? 4 : 6) * zoom,
    right: box.x + box.width - (isNarrow ? 5 : 10) * zoom,
    nameSize: isNarrow ? 10.5 : 12,
  }
}

/** Pills of one look, like parts of all at once: each change of colour or font, and each fill, costs as much as many pills. */
export function paintPills(brush: Brush, pills: readonly Pill[], withAddress: boolean, look?: Look): void {
  if (pills.length === 0) return
  const { context, theme, zoom } = brush
  const colour = look ? lookColour(theme, look) : undefined
  const parts = pills.map((pill) => ({ ...pillParts(pill, zoom), pod: pill.pod }))
  context.beginPath()
  for (const { box } of parts)
    context.roundRect(box.x, box.y, box.width, box.height, Math.min(box.width, box.height) / 2)
  context.fillStyle = theme.ground
  context.fill()
  context.strokeStyle = colour ?? theme.line
  context.lineWidth = colour ? 1.6 : 1
  context.stroke()
  context.beginPath()
  for (const { dot, dotX, middle } of parts) {
    context.moveTo(dotX + dot, middle)
    context.arc(dotX, middle, dot, 0, 2 * Math.PI)
  }
  context.fillStyle = colour ?? theme.local
  context.fill()
  context.textBaseline = 'middle'
  const rooms = withAddress ? parts.map(({ pod, right, middle }) => paintPodAddress(brush, pod, right, middle)) : []
  context.fillStyle = theme.ink
  parts.forEach(({ pod, left, right, middle, nameSize }, index) => {
    context.font = sansFont(theme, textPixels(nameSize, zoom), 600)
    const room = right - (rooms[index] ?? 0) - left
    context.fillText(shortenedInside(context, pod.name, room), left, middle + 0.5 * zoom)
  })
  context.textBaseline = 'alphabetic'
}

/** Right-aligned; returns how much room it took. */
function paintPodAddress({ context, theme, zoom }: Brush, pod: PodPicture, right: number, middle: number): number {
  const text = lastOctets(pod.address)
  context.font = monoFont(theme, textPixels(10.5, zoom))
  context.fillStyle = theme.dim
  const width = widthOf(context, text)
  context.fillText(text, right - width, middle + 0.5 * zoom)
  return width + 6 * zoom
}

/** Many pods: a rounded square each, all of a card in one fill; those that a packet touched are lit after it. */
function paintCells({ context, theme, zoom }: Brush, { card, picture }: NodeShape, lit: Lit): void {
  context.beginPath()
  for (const rect of card.pods) {
    context.roundRect(rect.x * zoom, rect.y * zoom, rect.width * zoom, rect.height * zoom, 3.5 * zoom)
  }
  context.fillStyle = theme.local
  context.globalAlpha = 0.5
  context.fill()
  context.globalAlpha = 1
  if (lit.pods.size === 0) return
  picture.pods.forEach((pod, index) => {
    const look = lit.pods.get(pod.id)
    const rect = card.pods[index]
    if (!look || !rect) return
    tracePill(context, onScreen(rect, zoom), 3.5 * zoom)
    context.fillStyle = lookColour(theme, look)
    context.fill()
  })
}

/** So far may a name reach over its chip, half of it at either side, before it is cut. */
const CHIP_SLACK = 5

/** A chip is cut to its name, so its text may be a little smaller than any other. */
const chipPixels = (zoom: number): number => (zoom < FULL_ZOOM ? 8 : textPixels(11, zoom))

function paintChips(brush: Brush, { card, picture }: NodeShape, lit: Lit): void {
  const { context, theme, zoom } = brush
  context.textAlign = 'center'
  picture.devices.forEach((device, index) => {
    const rect = card.chips[index]
    if (!rect) return
    const box = onScreen(rect, zoom)
    const look = lit.devices.get(litDevice(picture.id, device.name))
    const colour = look && lookColour(theme, look)
    tracePill(context, box, 5 * zoom)
    if (colour) tint(context, colour, 0.12)
    context.strokeStyle = colour ?? theme.line
    context.lineWidth = colour ? 1.4 : 1
    context.stroke()
    context.font = sansFont(theme, chipPixels(zoom), look && zoom >= FULL_ZOOM ? 600 : 400)
    context.fillStyle = colour ?? theme.dim
    context.fillText(shortened(context, device.name, box.width + CHIP_SLACK), box.x + box.width / 2, box.y + 14 * zoom)
  })
  context.textAlign = 'start'
}
