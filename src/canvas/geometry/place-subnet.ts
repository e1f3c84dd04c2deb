import type { NodePicture, Picture } from '../picture'
import { CARD_WIDTH, cardOf } from './card'
import { grown, overlaps, type Point, type Rect, rectAround, unionOf } from './shapes'

/** From a subnet's edge to its cards; the title stands above them. */
export const SUBNET_PADDING = { top: 46, right: 20, bottom: 36, left: 20 } as const
export const CARD_GAP = { x: 18, y: 28 } as const
const EMPTY_HEIGHT = 132
/** Width by height of what a screen shows. */
const SCREEN_ASPECT = 1.7

/** What a layout is made for: a phone held upright has room for two cards side by side. */
export type Format = 'wide' | 'narrow'

/** How many cards a row of a subnet holds: all of a few, and as many as make a large lab fill a screen. */
export function gridColumns(picture: Picture, format: Format): number {
  const subnets = Math.max(picture.subnets.length, 1)
  const largest = Math.max(...picture.subnets.map(({ id }) => picture.nodes.filter((n) => n.subnet === id).length), 1)
  if (picture.nodes.length <= 8 && largest <= 4) return format === 'wide' ? largest : Math.min(largest, 2)
  const cardHeight = picture.nodes.reduce((sum, node) => sum + cardOf(node).height, 0) / picture.nodes.length
  const cell = { width: CARD_WIDTH + CARD_GAP.x, height: cardHeight + CARD_GAP.y }
  return Math.max(Math.round(Math.sqrt((SCREEN_ASPECT * largest * cell.height) / (subnets * cell.width))), 1)
}

interface PlacedSubnet {
  readonly rect: Rect
  /** In the order of the nodes. */
  readonly cards: readonly Rect[]
}

/** Cards that nobody placed, in rows of `columns`; a cell that a placed card covers is passed over. */
function fillGrid(nodes: readonly NodePicture[], topLeft: Point, columns: number, taken: readonly Rect[]): Rect[] {
  const cards: Rect[] = []
  let column = 0
  let y = topLeft.y
  let rowHeight = 0
  for (const node of nodes) {
    const { width, height } = cardOf(node)
    for (;;) {
      if (column === columns) {
        column = 0
        y += (rowHeight || height) + CARD_GAP.y
        rowHeight = 0
      }
      const rect = { x: topLeft.x + column * (CARD_WIDTH + CARD_GAP.x), y, width, height }
      column += 1
      if (taken.some((other) => overlaps(grown(other, CARD_GAP.x / 2), rect))) continue
      cards.push(rect)
      rowHeight = Math.max(rowHeight, height)
      break
    }
  }
  return cards
}

/** An area around cards. */
export const padded = (rect: Rect): Rect => ({
  x: rect.x - SUBNET_PADDING.left,
  y: rect.y - SUBNET_PADDING.top,
  width: rect.width + SUBNET_PADDING.left + SUBNET_PADDING.right,
  height: rect.height + SUBNET_PADDING.top + SUBNET_PADDING.bottom,
})

/** A subnet's cards: where the user put them, seen from `corner`, the others in a grid; and the area around them all. */
export function placeSubnet(
  nodes: readonly NodePicture[],
  corner: Point,
  columns: number,
  minWidth: number,
): PlacedSubnet {
  const placed = new Map<NodePicture, Rect>()
  for (const node of nodes) {
    if (!node.position) continue
    const centre = { x: corner.x + node.position.x, y: corner.y + node.position.y }
    placed.set(node, rectAround(centre, cardOf(node).width, cardOf(node).height))
  }
  const users = [...placed.values()]
  const rest = nodes.filter((node) => !node.position)
  const across = Math.min(columns, rest.length)
  const gridWidth = across * (CARD_WIDTH + CARD_GAP.x) - CARD_GAP.x
  const width = Math.max(minWidth, gridWidth + SUBNET_PADDING.left + SUBNET_PADDING.right)
  const gridCorner = { x: corner.x + (width - gridWidth) / 2, y: corner.y + SUBNET_PADDING.top }
  const grid = fillGrid(rest, gridCorner, across, users)
  rest.forEach((node, index) => {
    const rect = grid[index]
    if (rect) placed.set(node, rect)
  })
  const cards = nodes.flatMap((node) => placed.get(node) ?? [])
  const around = unionOf(cards)
  const emptyArea = { ...corner, width, height: SUBNET_PADDING.top + EMPTY_HEIGHT + SUBNET_PADDING.bottom }
  if (!around) return { rect: emptyArea, cards }
  const area = padded(around)
  if (rest.length > 0) {
    const rect = unionOf([area, { ...emptyArea, height: 1 }]) ?? area
    return { rect, cards }
  }
  const missing = Math.max(minWidth - area.width, 0)
  return { rect: { ...area, x: area.x - missing / 2, width: area.width + missing }, cards }
}
