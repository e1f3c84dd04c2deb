import type { NodeShape } from '../geometry/placed'
import type { Rect } from '../geometry/shapes'
import type { NodePicture, PodPicture } from '../picture'
import { type Brush, fillCircle, monoFont, sansFont, shortened, tint, tracePill, widthOf } from './brush'
import { type Look, lastOctets, lookColour } from './looks'

/** What a packet has touched, to be lit: pods by id, devices by `node id␀device`. */
export interface Lit {
  readonly pods: ReadonlyMap<string, Look>
  readonly devices: ReadonlyMap<string, Look>
}

export const litDevice = (node: string, device: string): string => `${node}\0${device}`

const INSET = 14

/** All that is written on a node's card, seen from near. */
export function paintCard(brush: Brush, node: NodeShape, lit: Lit): void {
  const { context } = brush
  context.save()
  context.translate(node.rect.x, node.rect.y)
  paintHead(brush, node.picture, node.rect.width)
  paintPods(brush, node, lit)
  paintChips(brush, node, lit)
  context.restore()
}

function paintHead(brush: Brush, picture: NodePicture, width: number): void {
  const { context, theme } = brush
  const room = width - 2 * INSET
  context.font = sansFont(theme, 13, 600)
  context.fillStyle = theme.ink
  context.fillText(shortened(context, picture.name, room), INSET, 25)
  context.font = monoFont(theme, 11)
  context.fillStyle = theme.dim
  context.fillText(shortened(context, picture.address, room), INSET, 42)
  const [block, ...more] = picture.blocks
  if (block === undefined) return
  context.font = monoFont(theme, 10)
  paintBlockSign(brush, INSET, 51)
  const text = more.length > 0 ? `${block} +${more.length}` : block
  context.fillText(shortened(context, text, room - 13), INSET + 13, 58.5)
}

/** Four small squares, for a block of addresses. */
function paintBlockSign({ context, theme }: Brush, x: number, y: number): void {
  context.fillStyle = theme.dim
  for (const [dx, dy] of [
    [0, 0],
    [4.5, 0],
    [0, 4.5],
    [4.5, 4.5],
  ] as const) {
    context.fillRect(x + dx, y + dy, 3.2, 3.2)
  }
}

function paintPods(brush: Brush, node: NodeShape, lit: Lit): void {
  const { card, picture } = node
  picture.pods.forEach((pod, index) => {
    const rect = card.pods[index]
    if (!rect) return
    const look = lit.pods.get(pod.id)
    if (card.podDetail === 'cell') paintCell(brush, rect, look)
    else paintPill(brush, pod, rect, card.podDetail === 'address', look)
  })
}

export function paintPill(brush: Brush, pod: PodPicture, rect: Rect, withAddress: boolean, look?: Look): void {
  const { context, theme } = brush
  const colour = look ? lookColour(theme, look) : undefined
  tracePill(context, rect, rect.height / 2)
  context.fillStyle = theme.ground
  context.fill()
  context.strokeStyle = colour ?? theme.line
  context.lineWidth = colour ? 1.6 : 1
  context.stroke()
  const middle = rect.y + rect.height / 2
  const dot = withAddress ? 5 : 3.5
  context.fillStyle = colour ?? theme.local
  fillCircle(context, rect.x + rect.height / 2, middle, dot)
  const left = rect.x + rect.height / 2 + dot + 6
  const right = rect.x + rect.width - 10
  context.textBaseline = 'middle'
  const addressWidth = withAddress ? paintPodAddress(brush, lastOctets(pod.address), right, middle) : 0
  context.font = sansFont(theme, withAddress ? 12 : 10.5, 600)
  context.fillStyle = theme.ink
  context.fillText(shortened(context, pod.name, right - addressWidth - left), left, middle + 0.5)
  context.textBaseline = 'alphabetic'
}

/** Right-aligned; returns how much room it took. */
function paintPodAddress({ context, theme }: Brush, text: string, right: number, middle: number): number {
  context.font = monoFont(theme, 10.5)
  context.fillStyle = theme.dim
  const width = widthOf(context, text)
  context.fillText(text, right - width, middle + 0.5)
  return width + 6
}

function paintCell({ context, theme }: Brush, rect: Rect, look: Look | undefined): void {
  const colour = look ? lookColour(theme, look) : theme.local
  tracePill(context, rect, 4)
  context.fillStyle = theme.ground
  context.fill()
  context.strokeStyle = look ? colour : theme.line
  context.lineWidth = look ? 1.6 : 1
  context.stroke()
  context.fillStyle = colour
  fillCircle(context, rect.x + rect.width / 2, rect.y + rect.height / 2, Math.min(rect.width, rect.height) * 0.24)
}

function paintChips(brush: Brush, { card, picture }: NodeShape, lit: Lit): void {
  const { context, theme } = brush
  picture.devices.forEach((device, index) => {
    const rect = card.chips[index]
    if (!rect) return
    const look = lit.devices.get(litDevice(picture.id, device.name))
    const colour = look && lookColour(theme, look)
    tracePill(context, rect, 5)
    context.fillStyle = theme.panel
    context.fill()
    if (colour) tint(context, colour, 0.12)
    context.strokeStyle = colour ?? theme.line
    context.lineWidth = colour ? 1.4 : 1
    context.stroke()
    context.font = sansFont(theme, 11, look ? 600 : 400)
    context.fillStyle = colour ?? theme.dim
    context.textAlign = 'center'
    context.fillText(shortened(context, device.name, rect.width - 6), rect.x + rect.width / 2, rect.y + 14)
    context.textAlign = 'start'
  })
}
