import type { NodePicture } from '../picture'
import type { Point, Rect } from './shapes'

export const CARD_WIDTH = 168
const INSET = 14
const INNER_WIDTH = CARD_WIDTH - 2 * INSET
/** Below name, address and blocks. */
const PODS_TOP = 69
const CHIP_HEIGHT = 20
const CHIP_GAP = 6
const CHIP_FONT_ADVANCE = 6.6
const CHIP_PADDING = 14
/** A card without pods keeps room for one, so that a lab's cards have one size at first. */
const MIN_PODS_HEIGHT = 32

/** How much a card says of each pod: name and address, its name, or that it is there. */
export type PodDetail = 'address' | 'name' | 'cell'

/** Where the parts of a node's card are, from the card's top left. */
export interface Card {
  readonly width: number
  readonly height: number
  readonly podDetail: PodDetail
  /** In the order of the node's pods. */
  readonly pods: readonly Rect[]
  /** In the order of the node's devices. */
  readonly chips: readonly Rect[]
  /** Where packets are while the node's routing decides. */
  readonly routing: Point
}

interface PodGrid {
  readonly detail: PodDetail
  readonly columns: number
  readonly height: number
  readonly gap: number
}

function podGridFor(count: number): PodGrid {
  if (count <= 3) return { detail: 'address', columns: 1, height: 32, gap: 6 }
  if (count <= 6) return { detail: 'address', columns: 1, height: 26, gap: 5 }
  if (count <= 12) return { detail: 'name', columns: 2, height: 24, gap: 5 }
  if (count <= 30) return { detail: 'cell', columns: 5, height: 18, gap: 4 }
  return { detail: 'cell', columns: 10, height: 11, gap: 3 }
}

function podRects(count: number, grid: PodGrid): Rect[] {
  const width = (INNER_WIDTH - grid.gap * (grid.columns - 1)) / grid.columns
  return Array.from({ length: count }, (_, index) => ({
    x: INSET + (index % grid.columns) * (width + grid.gap),
    y: PODS_TOP + Math.floor(index / grid.columns) * (grid.height + grid.gap),
    width,
    height: grid.height,
  }))
}

/** Tunnels first and the uplink last, nearest to the wire; a row that would be too long is broken. */
function chipRects(devices: NodePicture['devices'], top: number): Rect[] {
  const order = devices
    .map((device, index) => ({
      index,
      width: Math.min(device.name.length * CHIP_FONT_ADVANCE + CHIP_PADDING, INNER_WIDTH),
    }))
    .sort((a, b) => Number(devices[a.index]?.kind === 'uplink') - Number(devices[b.index]?.kind === 'uplink'))
  const rects: Rect[] = []
  let x = INSET
  let y = top
  for (const { index, width } of order) {
    if (x > INSET && x + width > CARD_WIDTH - INSET) {
      x = INSET
      y += CHIP_HEIGHT + CHIP_GAP
    }
    rects[index] = { x, y, width, height: CHIP_HEIGHT }
    x += width + CHIP_GAP
  }
  return rects
}

function makeCard(node: NodePicture): Card {
  const grid = podGridFor(node.pods.length)
  const pods = podRects(node.pods.length, grid)
  const podsBottom = Math.max(PODS_TOP + MIN_PODS_HEIGHT, ...pods.map((pod) => pod.y + pod.height))
  const chips = chipRects(node.devices, podsBottom + 14)
  const chipsBottom = Math.max(podsBottom, ...chips.map((chip) => chip.y + chip.height))
  return {
    width: CARD_WIDTH,
    height: chipsBottom + 12,
    podDetail: grid.detail,
    pods,
    chips,
    routing: { x: CARD_WIDTH / 2, y: podsBottom + 7 },
  }
}

const cards = new WeakMap<NodePicture, Card>()

export function cardOf(node: NodePicture): Card {
  const known = cards.get(node)
  if (known) return known
  const card = makeCard(node)
  cards.set(node, card)
  return card
}
