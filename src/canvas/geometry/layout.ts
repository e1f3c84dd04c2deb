import type { NodePicture, Picture, RouterPicture } from '../picture'
import { CARD_WIDTH, cardOf } from './card'
import { placeRouters } from './place-routers'
import { CARD_GAP, type Format, gridColumns, placeSubnet, SUBNET_PADDING } from './place-subnet'
import {
  type NodeShape,
  type PodShape,
  ROUTER_LABEL_HEIGHT,
  ROUTER_RADIUS,
  type RouterShape,
  type SubnetShape,
} from './placed'
import { centreOf, contains, type Point, type Rect, rectAround, shifted, unionOf } from './shapes'
import { type SubnetWire, wireSubnets } from './wires'

/** Where everything of a picture is; the same picture always gives the same layout. Maps are by id. */
export interface Layout {
  readonly picture: Picture
  readonly format: Format
  readonly subnets: ReadonlyMap<string, SubnetShape>
  readonly nodes: ReadonlyMap<string, NodeShape>
  readonly routers: ReadonlyMap<string, RouterShape>
  readonly pods: ReadonlyMap<string, PodShape>
  /** By subnet. */
  readonly wires: ReadonlyMap<string, SubnetWire>
  /** Ids of nodes, pods and routers by the name of their network namespace. */
  readonly hosts: ReadonlyMap<string, string>
  readonly bounds: Rect
}

const FIRST_CORNER: Point = { x: 34, y: 84 }
/** Of more the areas are large, and there is nothing to read anyway. */
const MOST_IN_ROWS = 150
const SUBNET_GAP: Readonly<Record<Format, number>> = { wide: 76, narrow: 36 }
/** More than two side by side get no more room than they need, lest the picture be too small to read. */
const ROOMY = { subnets: 2, minWidth: 318 } as const

/** Room for the buses of a row and for the titles of the next. */
const ROW_GAP = 96
/** What a phone held upright shows of a lab, width by height. */
const PHONE_ASPECT = 1.1
/** So much larger must things get in rows to be worth wires that go around. */
const ROWS_WORTH = 1.5

/** How many subnets stand side by side: all, but for many on a phone, where they could not be read. */
function subnetsPerRow({ subnets, nodes }: Picture, format: Format, columns: number): number {
  const count = subnets.length
  if (format === 'wide' || count < 6 || nodes.length > MOST_IN_ROWS) return Math.max(count, 1)
  const largest = Math.max(...subnets.map(({ id }) => nodes.filter(({ subnet }) => subnet === id).length), 1)
  const cardHeight = Math.max(...nodes.map((node) => cardOf(node).height), 0)
  const across = Math.min(columns, largest) * (CARD_WIDTH + CARD_GAP.x)
  const cell = {
    width: Math.max(across + SUBNET_PADDING.left + SUBNET_PADDING.right, 208) + SUBNET_GAP.narrow,
    height: Math.ceil(largest / columns) * (cardHeight + CARD_GAP.y) + SUBNET_PADDING.top + ROW_GAP,
  }
  const sizeOf = (perRow: number): number =>
    Math.max((perRow * cell.width) / PHONE_ASPECT, Math.ceil(count / perRow) * cell.height)
  const best = Array.from({ length: count }, (_, index) => index + 1).reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a))
  return sizeOf(count) >= ROWS_WORTH * sizeOf(best) ? best : count
}

function placeSubnets(picture: Picture, format: Format): SubnetShape[] {
  const columns = gridColumns(picture, format)
  const minWidth = format === 'wide' && picture.subnets.length <= ROOMY.subnets ? ROOMY.minWidth : 208
  const nodesOf = new Map<string, NodePicture[]>(picture.subnets.map((subnet) => [subnet.id, []]))
  for (const node of picture.nodes) nodesOf.get(node.subnet)?.push(node)
  const perRow = subnetsPerRow(picture, format, columns)
  let [left, top, bottom]: [number, number, number] = [FIRST_CORNER.x, FIRST_CORNER.y, 0]
  return picture.subnets.map((subnet, index) => {
    if (index > 0 && index % perRow === 0) [left, top] = [FIRST_CORNER.x, bottom + ROW_GAP]
    const nodes = nodesOf.get(subnet.id) ?? []
    const placed = placeSubnet(nodes, { x: left, y: top }, columns, minWidth)
    // An area whose cards reach left of its corner moves right as a whole, lest it lie on the one before it.
    const shift = Math.max(left - placed.rect.x, 0)
    const corner = { x: left + shift, y: top }
    const rect = shifted(placed.rect, shift, 0)
    bottom = Math.max(bottom, rect.y + rect.height)
    left = Math.max(left, rect.x + rect.width + SUBNET_GAP[format])
    const shapes = nodes.map((node, index) => ({
      picture: node,
      card: cardOf(node),
      rect: shifted(placed.cards[index] ?? placed.rect, shift, 0),
    }))
    return { picture: subnet, rect, corner, nodes: shapes }
  })
}

function podShapes(node: NodeShape): PodShape[] {
  return node.picture.pods.flatMap((picture, index) => {
    const rect = node.card.pods[index]
    return rect ? [{ picture, node, rect: shifted(rect, node.rect.x, node.rect.y) }] : []
  })
}

function hostIds(nodes: readonly NodeShape[], routers: readonly RouterShape[]): Map<string, string> {
  const ids = new Map<string, string>()
  for (const { picture } of routers) ids.set(picture.name, picture.id)
  for (const { picture } of nodes) {
    ids.set(picture.name, picture.id)
    for (const pod of picture.pods) ids.set(`${pod.namespace}/${pod.name}`, pod.id)
  }
  return ids
}

const byId = <T extends { readonly picture: { readonly id: string } }>(shapes: readonly T[]): Map<string, T> =>
  new Map(shapes.map((shape) => [shape.picture.id, shape]))

/** Afresh; for a picture that is not shown. */
export function makeLayout(picture: Picture, format: Format): Layout {
  const subnets = placeSubnets(picture, format)
  const nodes = subnets.flatMap((subnet) => subnet.nodes)
  const routers = placeRouters(picture.routers, subnets).map((centre, index): RouterShape => {
    const router = picture.routers[index] as RouterPicture
    return { picture: router, centre, rect: rectAround(centre, 2 * ROUTER_RADIUS, 2 * ROUTER_RADIUS) }
  })
  const labelled = routers.map(({ rect }) => ({ ...rect, height: rect.height + ROUTER_LABEL_HEIGHT }))
  return {
    picture,
    format,
    subnets: byId(subnets),
    nodes: byId(nodes),
    routers: byId(routers),
    pods: byId(nodes.flatMap(podShapes)),
    wires: wireSubnets(subnets, routers),
    hosts: hostIds(nodes, routers),
    bounds: unionOf([...subnets.map((subnet) => subnet.rect), ...labelled]) ?? { x: 0, y: 0, width: 640, height: 400 },
  }
}

const layouts: Readonly<Record<Format, WeakMap<Picture, Layout>>> = { wide: new WeakMap(), narrow: new WeakMap() }

/** Memoized by the picture's identity. */
export function layoutOf(picture: Picture, format: Format = 'wide'): Layout {
  const known = layouts[format].get(picture)
  if (known) return known
  const layout = makeLayout(picture, format)
  layouts[format].set(picture, layout)
  return layout
}

/** What an id names, wherever it is in the layout. */
/** The pods whose middles are in `box`, by id. */
export const podsIn = ({ pods }: Layout, box: Rect): readonly string[] =>
  [...pods].flatMap(([id, { rect }]) => (contains(box, centreOf(rect)) ? [id] : []))

export function shapeRect(layout: Layout, id: string): Rect | undefined {
  const shape = layout.pods.get(id) ?? layout.nodes.get(id) ?? layout.routers.get(id) ?? layout.subnets.get(id)
  return shape?.rect
}
