import type { NodePicture, Picture, RouterPicture } from '../picture'
import { cardOf } from './card'
import { placeRouters } from './place-routers'
import { type Format, gridColumns, placeSubnet } from './place-subnet'
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
const SUBNET_GAP: Readonly<Record<Format, number>> = { wide: 76, narrow: 36 }
/** More than two side by side get no more room than they need, lest the picture be too small to read. */
const ROOMY = { subnets: 2, minWidth: 318 } as const

function placeSubnets(picture: Picture, format: Format): SubnetShape[] {
  const columns = gridColumns(picture, format)
  const minWidth = format === 'wide' && picture.subnets.length <= ROOMY.subnets ? ROOMY.minWidth : 208
  const nodesOf = new Map<string, NodePicture[]>(picture.subnets.map((subnet) => [subnet.id, []]))
  for (const node of picture.nodes) nodesOf.get(node.subnet)?.push(node)
  let left = FIRST_CORNER.x
  return picture.subnets.map((subnet) => {
    const nodes = nodesOf.get(subnet.id) ?? []
    const placed = placeSubnet(nodes, { x: left, y: FIRST_CORNER.y }, columns, minWidth)
    // An area whose cards reach left of its corner moves right as a whole, lest it lie on the one before it.
    const shift = Math.max(left - placed.rect.x, 0)
    const corner = { x: left + shift, y: FIRST_CORNER.y }
    const rect = shifted(placed.rect, shift, 0)
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
