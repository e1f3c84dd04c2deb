import type { DropReason } from '../../engine/trace/trace'
import type { Scene, Trail } from '../../playback/scene'
import type { SceneLabels } from '../canvas'
import type { Layout } from '../geometry/layout'
import { clamp, type Point } from '../geometry/shapes'
import { rectToRendered, toRendered, type Viewport } from '../geometry/viewport'
import { type Brush, paintedSize, strokeCircle } from './brush'
import { laneOf, paintTag, tagWidth } from './trail'
import { BELOW_CARD } from './words-place'

/** Why packets were lost, by the mark of the loss. */
export type Losses = ReadonlyMap<string, DropReason>

const keyOf = ({ kind, from }: Pick<Trail, 'kind' | 'from'>): string =>
  [kind, from.namespace, from.link ?? ''].join('\0')

const marksOf = (scene: Scene): Trail[] => scene.trails.filter(({ look }) => look === 'lost')

/** A mark does not say its reason, only the packet that breaks there does: what was seen is kept while it is marked. */
export function lossesAfter(known: Losses, scene: Scene | undefined): Losses {
  const marked = new Set(scene ? marksOf(scene).map(keyOf) : [])
  const kept = [...known].filter(([key]) => marked.has(key))
  const seen = (scene?.capsules ?? []).flatMap((capsule) =>
    capsule.broken ? [[keyOf(capsule), capsule.broken.reason] as const] : [],
  )
  return new Map([...kept, ...seen])
}

/** Where a packet died. */
export function paintCross({ context, theme }: Brush, { x, y }: Point, size: number): void {
  context.fillStyle = theme.panel
  context.strokeStyle = theme.lost
  context.lineWidth = 2
  strokeCircle(context, x, y, size)
  context.fill()
  const arm = size * 0.42
  context.beginPath()
  context.moveTo(x - arm, y - arm)
  context.lineTo(x + arm, y + arm)
  context.moveTo(x + arm, y - arm)
  context.lineTo(x - arm, y + arm)
  context.lineCap = 'round'
  context.stroke()
  context.lineCap = 'butt'
}

/** An error that nobody got is the lesser loss. */
const markSize = ({ kind }: Trail): number => (kind === 'error' ? 6.5 : 11)

const TAG_HEIGHT = 18
/** From the bus to a tag under it, above the router's name. */
const UNDER_BUS = 24

/** A cross where a packet was lost, and beside it why: the first on the near side of a router, the others on the far. */
export function paintLosses(
  brush: Brush,
  layout: Layout,
  viewport: Viewport,
  scene: Scene,
  losses: Losses,
  labels: SceneLabels | undefined,
): void {
  const { context, theme } = brush
  marksOf(scene).forEach((mark, index) => {
    const at = laneOf(layout, viewport, mark.from, mark.to)[0]
    if (!at) return
    paintCross(brush, at, markSize(mark))
    const reason = losses.get(keyOf(mark))
    if (!labels || !reason) return
    const text = labels.reasonLabel(reason)
    const width = tagWidth(context, theme, text)
    const isBreaking = scene.capsules.some((capsule) => capsule.broken && keyOf(capsule) === keyOf(mark))
    const place = tagPlace(layout, viewport, mark, at, width, isBreaking)
    const row = { x: place.x, y: place.y + (place.isRouter && index < 2 ? 0 : index * (TAG_HEIGHT + 4)) }
    const painted = paintedSize(brush)
    const x = clamp(row.x, width / 2 + 4, Math.max(painted.width - width / 2 - 4, width / 2 + 4))
    paintTag(brush, text, { x, y: Math.min(row.y, painted.height - TAG_HEIGHT) }, theme.lost)
  })
}

function tagPlace(
  layout: Layout,
  viewport: Viewport,
  { from, kind }: Trail,
  at: Point,
  width: number,
  isBreaking: boolean,
): Point & { readonly isRouter?: true } {
  const id = layout.hosts.get(from.namespace) ?? ''
  const router = layout.routers.get(id)
  if (router) {
    const centre = toRendered(viewport, router.centre)
    const side = kind === 'error' || at.x > centre.x ? 1 : -1
    const reach = (router.rect.width / 2) * viewport.zoom + 6 + width / 2
    return { x: centre.x + side * reach, y: centre.y + UNDER_BUS, isRouter: true }
  }
  const card = (layout.nodes.get(id) ?? layout.pods.get(id)?.node)?.rect
  if (!card) return { x: at.x, y: at.y + UNDER_BUS }
  const box = rectToRendered(viewport, card)
  return { x: at.x, y: box.y + box.height + (isBreaking ? BELOW_CARD + 36 : 14) }
}
