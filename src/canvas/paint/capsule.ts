import type { Capsule } from '../../playback/scene'
import type { LayerSummary } from '../../playback/timeline'
import { clamp, distance, grown, type Point, type Rect } from '../geometry/shapes'
import { type Brush, fillCircle, sansFont, tint, tracePill, widthOf } from './brush'
import { lastOctets, lookColour } from './looks'
import { paintCross } from './loss'
import type { Words } from './words-place'

const BARE_HEIGHT = 24
const INNER_HEIGHT = 19
const SHELL_HEIGHT = 44
const ERROR_HEIGHT = 20
/** A capsule grows with the picture, but not much, and never gets too small to read. */
const MAX_SCALE = 1.5

const between = (a: number, b: number, share: number): number => a + (b - a) * share

/** The mark of its header, `.158.8 → .34.1` and the TTL: what matters of a packet at a glance. */
const sentence = (layer: LayerSummary, name: string): string =>
  `${name}  ${lastOctets(layer.source)} → ${lastOctets(layer.destination)}   ttl ${layer.ttl}`

function innerText({ inner, kind }: Capsule): string {
  return sentence(inner, kind === 'error' ? (inner.icmp ?? inner.protocol) : inner.protocol)
}

const colourOf = (brush: Brush, { kind }: Capsule): string => (kind === 'error' ? brush.theme.lost : brush.theme.direct)

/** A pill with a notch in its upper edge: VXLAN is told from IPIP without colour. */
function traceNotched(context: CanvasRenderingContext2D, rect: Rect, notch: boolean): void {
  if (!notch) {
    tracePill(context, rect, rect.height / 2)
    return
  }
  const { x, y, width, height } = rect
  const radius = height / 2
  const at = x + width - radius - 18
  context.beginPath()
  context.moveTo(x + radius, y)
  context.lineTo(at, y)
  context.lineTo(at + 5, y + 6)
  context.lineTo(at + 10, y)
  context.lineTo(x + width - radius, y)
  context.arc(x + width - radius, y + radius, radius, -Math.PI / 2, Math.PI / 2)
  context.lineTo(x + radius, y + height)
  context.arc(x + radius, y + radius, radius, Math.PI / 2, -Math.PI / 2)
  context.closePath()
}

/** The outer packet, as far as it has slid over the inner one. */
function paintShell(brush: Brush, shell: NonNullable<Capsule['shell']>, box: Rect): void {
  const { context, theme } = brush
  const colour = lookColour(theme, shell.encap)
  context.save()
  context.beginPath()
  context.rect(box.x - 4, box.y - 4, (box.width + 8) * shell.cover, box.height + 8)
  context.clip()
  traceNotched(context, box, shell.encap === 'vxlan')
  context.fillStyle = theme.panel
  context.fill()
  tint(context, colour, 0.1)
  context.strokeStyle = colour
  context.lineWidth = 2
  context.stroke()
  traceNotched(context, grown(box, -3.5), shell.encap === 'vxlan')
  context.lineWidth = 1
  context.stroke()
  context.font = sansFont(theme, 10, 600)
  context.fillStyle = colour
  context.fillText(sentence(shell.layer, shell.layer.protocol), box.x + 20, box.y + 16)
  context.restore()
}

function paintInner(brush: Brush, capsule: Capsule, box: Rect): void {
  const { context, theme } = brush
  tracePill(context, box, box.height / 2)
  context.fillStyle = theme.panel
  context.fill()
  context.strokeStyle = colourOf(brush, capsule)
  context.lineWidth = 1.6
  context.stroke()
  context.font = sansFont(theme, capsule.kind === 'error' ? 9.5 : 10)
  context.fillStyle = capsule.kind === 'error' ? theme.lost : theme.ink
  context.textBaseline = 'middle'
  context.fillText(innerText(capsule), box.x + 11, box.y + box.height / 2 + 0.5)
  context.textBaseline = 'alphabetic'
}

function paintLength({ context, theme }: Brush, bytes: number, right: number, y: number): void {
  const text = `${bytes} B`
  context.font = sansFont(theme, 10.5)
  const width = widthOf(context, text)
  tracePill(context, { x: right - width - 6, y: y - 17, width: width + 12, height: 15 }, 7)
  context.fillStyle = theme.ground
  context.globalAlpha *= 0.85
  context.fill()
  context.globalAlpha /= 0.85
  context.fillStyle = theme.dim
  context.fillText(text, right - width, y - 6)
}

/** The capsule whole, its middle at the context's origin. */
function paintWhole(brush: Brush, capsule: Capsule): void {
  const { context, theme } = brush
  const cover = capsule.shell?.cover ?? 0
  const isError = capsule.kind === 'error'
  context.font = sansFont(theme, isError ? 9.5 : 10)
  const innerWidth = widthOf(context, innerText(capsule)) + 24
  context.font = sansFont(theme, 10, 600)
  const titleWidth = capsule.shell
    ? widthOf(context, sentence(capsule.shell.layer, capsule.shell.layer.protocol)) + 44
    : 0
  const bare = isError ? ERROR_HEIGHT : BARE_HEIGHT
  const innerHeight = between(bare, isError ? 17 : INNER_HEIGHT, cover)
  const shellWidth = Math.max(titleWidth, innerWidth + 30)
  if (capsule.shell && cover > 0) {
    const box = { x: -shellWidth / 2, y: -SHELL_HEIGHT / 2, width: shellWidth, height: SHELL_HEIGHT }
    paintShell(brush, capsule.shell, box)
  }
  const y = between(-bare / 2, SHELL_HEIGHT / 2 - 5 - innerHeight, cover)
  const left = between(-innerWidth / 2, -shellWidth / 2 + 15, cover)
  paintInner(brush, capsule, { x: left, y, width: innerWidth, height: innerHeight })
  const top = between(-bare / 2, -SHELL_HEIGHT / 2, cover)
  paintLength(brush, capsule.lengthBytes, between(innerWidth, shellWidth, cover) / 2 - 4, top)
}

/** A jagged cut through the middle, keeping the left (-1) or the right (1) side of it. */
function clipHalf(context: CanvasRenderingContext2D, side: -1 | 1): void {
  const far = 400 * side
  context.beginPath()
  context.moveTo(far, -60)
  context.lineTo(0, -60)
  for (let y = -30; y <= 30; y += 6) context.lineTo((y / 6) % 2 === 0 ? 4 : -4, y)
  context.lineTo(0, 60)
  context.lineTo(far, 60)
  context.closePath()
  context.clip()
}

function paintBroken(brush: Brush, capsule: Capsule, progress: number): void {
  const { context } = brush
  for (const side of [-1, 1] as const) {
    context.save()
    context.translate(side * 8 * progress, 3 * progress)
    context.rotate(side * 0.07 * progress)
    clipHalf(context, side)
    paintWhole(brush, capsule)
    context.restore()
  }
}

/** A packet whose words are elsewhere; the line to them keeps off what is written on the machine. */
function paintLeader(brush: Brush, capsule: Capsule, at: Point, { at: words, leader }: Words): void {
  const { context, theme } = brush
  context.strokeStyle = colourOf(brush, capsule)
  context.lineWidth = 1.2
  context.beginPath()
  context.moveTo(leader.x, leader.y)
  context.lineTo(words.x, words.y)
  context.stroke()
  context.lineWidth = 2
  context.fillStyle = theme.panel
  fillCircle(context, at.x, at.y, 8)
  paintSmallCapsule(brush, capsule, at)
}

/** A packet with its headers in words; what broke it is said by its mark. `at` is a rendered point. */
export function paintCapsule(brush: Brush, capsule: Capsule, at: Point, words: Words): void {
  const { context } = brush
  context.save()
  if (distance(at, words.at) > 6) paintLeader(brush, capsule, at, words)
  context.translate(words.at.x, words.at.y)
  const scale = clamp(brush.zoom, 1, MAX_SCALE)
  context.scale(scale, scale)
  if (capsule.broken) paintBroken(brush, capsule, capsule.broken.progress)
  else paintWhole(brush, capsule)
  context.restore()
}

/** A packet among many, or from afar: told by outline and colour only. */
export function paintSmallCapsule(brush: Brush, capsule: Capsule, at: Point): void {
  const { context, theme } = brush
  const { shell } = capsule
  if (capsule.broken) {
    paintCross(brush, at, 9)
    return
  }
  if (shell && shell.cover > 0.5) {
    context.strokeStyle = lookColour(theme, shell.encap)
    context.fillStyle = theme.panel
    context.lineWidth = 1.6
    traceNotchedSmall(context, at, shell.encap === 'vxlan')
    context.fill()
    context.stroke()
  }
  context.fillStyle = colourOf(brush, capsule)
  fillCircle(context, at.x, at.y, capsule.kind === 'error' ? 3.2 : 4.2)
}

function traceNotchedSmall(context: CanvasRenderingContext2D, { x, y }: Point, square: boolean): void {
  tracePill(context, { x: x - 11, y: y - 7, width: 22, height: 14 }, square ? 2 : 7)
}
