import type { DropReason } from '../../engine/trace/trace'
import type { Scene, Trail } from '../../playback/scene'
import type { SceneLabels } from '../canvas'
import type { Layout } from '../geometry/layout'
import type { RouterShape } from '../geometry/placed'
import type { Point, Rect } from '../geometry/shapes'
import { rectToRendered, toRendered, type Viewport } from '../geometry/viewport'
import { type Brush, paintedSize, strokeCircle } from './brush'
import { placeTags, type Wanted } from './loss-tags'
import { laneOf, paintTag, tagWidth } from './trail'
import { routerNameBox } from './wires'
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

/** From the bus to a tag under it, beside the router's name. */
const UNDER_BUS = 24
/** The same where there is no room for two rows of tags. */
const CLOSE_UNDER_BUS = 13
const TWO_ROWS = 58
/** From a router's circle, or its name, to a tag. */
const BESIDE = 6

/** A cross where a packet was lost, and beside it why: the first on the near side of a router, the others on the far. */
export function paintLosses(
  brush: Brush,
  layout: Layout,
  viewport: Viewport,
  scene: Scene,
  losses: Losses,
  labels: SceneLabels | undefined,
): void {
  const marks = marksOf(scene).flatMap((mark) => {
    const at = laneOf(layout, viewport, mark.from, mark.to)[0]
    return at ? [{ mark, at }] : []
  })
  for (const { mark, at } of marks) paintCross(brush, at, markSize(mark))
  if (!labels) return
  const tags = marks.flatMap(({ mark, at }): readonly (Wanted & { readonly text: string })[] => {
    const reason = losses.get(keyOf(mark))
    if (!reason) return []
    const text = labels.reasonLabel(reason)
    const width = tagWidth(brush.context, brush.theme, text)
    const isBreaking = scene.capsules.some((capsule) => capsule.broken && keyOf(capsule) === keyOf(mark))
    return [{ text, width, places: tagPlaces(brush, layout, viewport, { mark, at, width, isBreaking }) }]
  })
  const names = marks.flatMap(({ mark }) => nameOf(brush, layout, viewport, mark) ?? [])
  const middles = placeTags(tags, names, paintedSize(brush))
  tags.forEach(({ text }, index) => {
    const at = middles[index]
    if (at) paintTag(brush, text, at, brush.theme.lost)
  })
}

const routerOf = (layout: Layout, { from }: Trail): RouterShape | undefined =>
  layout.routers.get(layout.hosts.get(from.namespace) ?? '')

function nameOf(brush: Brush, layout: Layout, viewport: Viewport, mark: Trail): Rect | undefined {
  const router = routerOf(layout, mark)
  return router && routerNameBox({ ...brush, zoom: viewport.zoom }, router, viewport)
}

interface Mark {
  readonly mark: Trail
  readonly at: Point
  /** Of its tag. */
  readonly width: number
  readonly isBreaking: boolean
}

/** Beside a router or its name, on the mark's own side or else the other; below a card. */
function tagPlaces(brush: Brush, layout: Layout, viewport: Viewport, { mark, at, width, isBreaking }: Mark): Point[] {
  const router = routerOf(layout, mark)
  if (router) {
    const centre = toRendered(viewport, router.centre)
    const side = mark.kind === 'error' || at.x > centre.x ? 1 : -1
    const isTight = centre.y + TWO_ROWS > paintedSize(brush).height
    const radius = (router.rect.width / 2) * viewport.zoom
    const name = nameOf(brush, layout, viewport, mark)
    const reaches = [radius, Math.max(radius, (name?.width ?? 0) / 2)]
    return [side, -side].flatMap((way) =>
      reaches.map((reach) => ({
        x: centre.x + way * (reach + BESIDE + width / 2),
        y: centre.y + (isTight ? CLOSE_UNDER_BUS : UNDER_BUS),
      })),
    )
  }
  const id = layout.hosts.get(mark.from.namespace) ?? ''
  const card = (layout.nodes.get(id) ?? layout.pods.get(id)?.node)?.rect
  if (!card) return [{ x: at.x, y: at.y + UNDER_BUS }]
  const box = rectToRendered(viewport, card)
  return [{ x: at.x, y: box.y + box.height + (isBreaking ? BELOW_CARD + 36 : 14) }]
}
