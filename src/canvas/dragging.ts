import type { CanvasCallbacks, DropPreview, GhostPicture } from './canvas'
import { freeSpot } from './geometry/free-spot'
import { type Layout, makeLayout } from './geometry/layout'
import { centreOf, clamp, contains, type Point, type Rect, rectAround, shifted } from './geometry/shapes'
import type { Ghost } from './paint/ghost'

/** A drag under way: the ghost that shows it, and what letting go does. */
export interface Dragging {
  readonly element: string
  readonly moveTo: (point: Point) => Ghost
  readonly drop: () => void
}

const isFreeFloating = (layout: Layout, element: string): boolean => layout.routers.has(element)

function rectOf(layout: Layout, element: string): Rect | undefined {
  return (layout.nodes.get(element) ?? layout.pods.get(element) ?? layout.routers.get(element))?.rect
}

/** The subnet under the point for a node, the node under it for a pod. */
export function dropTargetAt(layout: Layout, element: string, point: Point): string | undefined {
  const places = layout.nodes.has(element) ? layout.subnets : layout.pods.has(element) ? layout.nodes : new Map()
  return [...places.values()].find((place) => contains(place.rect, point))?.picture.id
}

function landingOf(layout: Layout, element: string, target: string | undefined, wanted: Point): Rect | undefined {
  const node = layout.nodes.get(element)
  if (!node || target === undefined) return undefined
  return rectAround(freeSpot(layout, target, element, wanted), node.rect.width, node.rect.height)
}

interface Asked {
  readonly target: string | undefined
  readonly preview: DropPreview
}

/**
 * `grabbedAt` is in the picture's units, as all points here.
 * @param redraw the ghost says something else than before
 */
export function startDrag(
  layout: Layout,
  element: string,
  grabbedAt: Point,
  callbacks: Pick<CanvasCallbacks, 'onDragOver' | 'onDropNode' | 'onDropPod' | 'onMoveWithin'>,
  redraw: (ghost: Ghost) => void,
): Dragging | undefined {
  const rect = rectOf(layout, element)
  if (!rect) return undefined
  let asked: Asked | undefined
  let ghost: Ghost | undefined

  const previewOf = (target: string | undefined): DropPreview => {
    if (isFreeFloating(layout, element)) return { label: '', allowed: true }
    if (asked?.target !== target || !asked) {
      const later = (previewNow: () => DropPreview): void => {
        // What is said of a place that it has left comes too late.
        if (asked?.target !== target) return
        const preview = previewNow()
        asked = { target, preview }
        if (!ghost) return
        ghost = { ...ghost, ...preview }
        redraw(ghost)
      }
      asked = { target, preview: callbacks.onDragOver(element, target, later) }
    }
    return asked.preview
  }

  return {
    element,
    moveTo(point) {
      const moved = shifted(rect, point.x - grabbedAt.x, point.y - grabbedAt.y)
      const target = dropTargetAt(layout, element, point)
      const landing = landingOf(layout, element, target, centreOf(moved))
      ghost = {
        element,
        rect: moved,
        ...(target !== undefined && { target }),
        ...(landing && { landing }),
        ...previewOf(target),
      }
      return ghost
    },
    drop() {
      if (ghost?.allowed) commit(layout, ghost, callbacks)
    },
  }
}

function commit(
  layout: Layout,
  ghost: Ghost,
  callbacks: Pick<CanvasCallbacks, 'onDropNode' | 'onDropPod' | 'onMoveWithin'>,
): void {
  const { element, target, landing, rect } = ghost
  if (isFreeFloating(layout, element)) {
    callbacks.onMoveWithin(element, centreOf(rect))
    return
  }
  if (target === undefined) return
  const node = layout.nodes.get(element)
  if (!node) {
    if (layout.pods.get(element)?.node.picture.id !== target) callbacks.onDropPod(element, target)
    return
  }
  const centre = centreOf(landing ?? rect)
  const corner = layout.subnets.get(target)?.corner ?? { x: 0, y: 0 }
  const position = { x: centre.x - corner.x, y: centre.y - corner.y }
  if (target === node.picture.subnet) callbacks.onMoveWithin(element, position)
  else callbacks.onDropNode(element, target, position)
}

/** Where a node lands that is moved without a place of its own: in the next cell of the target's grid. */
function gridLandingOf(layout: Layout, element: string, target: string | undefined): Rect | undefined {
  const here = target === undefined ? undefined : layout.subnets.get(target)
  const node = layout.nodes.get(element)
  if (!here || !node) return undefined
  if (node.picture.subnet === here.picture.id) return node.rect
  const { position: _, ...unplaced } = node.picture
  const moved = { ...unplaced, subnet: here.picture.id }
  const nodes = layout.picture.nodes.map((each) => (each.id === element ? moved : each))
  const after = makeLayout({ ...layout.picture, nodes }, layout.format)
  const corner = after.subnets.get(here.picture.id)?.corner
  const landed = after.nodes.get(element)?.rect
  return corner && landed && shifted(landed, here.corner.x - corner.x, here.corner.y - corner.y)
}

/** How a move by keyboard is drawn: the ghost hovers over its target, or just above its own place. */
export function ghostOf(layout: Layout, picture: GhostPicture, visible: Rect): Ghost | undefined {
  const { element, target, label, address, allowed } = picture
  const rect = rectOf(layout, element)
  if (!rect) return undefined
  const over = target === undefined ? undefined : (layout.subnets.get(target) ?? layout.nodes.get(target))?.rect
  const landing = gridLandingOf(layout, element, target)
  const place = landing ?? (over ? rectAround(centreOf(over), rect.width, rect.height) : rect)
  return {
    element,
    rect: movedInto(shifted(place, 10, -12), visible),
    label,
    allowed,
    ...(address !== undefined && { address }),
    ...(target !== undefined && { target }),
    ...(landing && { landing }),
  }
}

/** Moved as little as needed to be in sight. */
function movedInto(rect: Rect, { x, y, width, height }: Rect): Rect {
  return {
    ...rect,
    x: clamp(rect.x, x, Math.max(x + width - rect.width, x)),
    y: clamp(rect.y, y, Math.max(y + height - rect.height, y)),
  }
}
