import type { NodeShape } from '../geometry/placed'
import { type Brush, inScreenUnits, sansFont, shortenedHost } from './brush'
import type { Lit } from './card'
import { lookColour } from './looks'

/** Below these zooms a card's text would be too small to read; of many cards it would also take too long to write. */
const NEAR_ZOOM = { few: 0.4, many: 0.6 } as const
const FEW_CARDS = 24

/** Whether cards are drawn with all their text, when `cards` of them are in view. */
export const isNear = (zoom: number, cards: number): boolean =>
  zoom >= (cards <= FEW_CARDS ? NEAR_ZOOM.few : NEAR_ZOOM.many)

const NAME_ZOOM = 0.16
const CELL_ZOOM = 0.05
const NAME_PIXELS = 9
const INSET = 14

/**
 * Cards seen from afar: their names as small as can be read, their pods as squares; from farther still only a shade
 * that deepens with the pods. Drawn in screen units, where the text has one size at every zoom and its glyphs are kept.
 */
export function paintFarCards(brush: Brush, nodes: readonly NodeShape[], lit: Lit): void {
  inScreenUnits(brush, () => {
    if (brush.zoom < CELL_ZOOM) {
      paintShades(brush, nodes)
      return
    }
    paintCells(brush, nodes)
    paintLitCells(brush, nodes, lit)
    if (brush.zoom >= NAME_ZOOM) paintNames(brush, nodes)
  })
}

function paintNames({ context, theme, zoom }: Brush, nodes: readonly NodeShape[]): void {
  context.font = sansFont(theme, NAME_PIXELS, 600)
  context.fillStyle = theme.ink
  for (const { picture, rect } of nodes) {
    const text = shortenedHost(context, picture.name, rect.width * zoom - 5)
    context.fillText(text, rect.x * zoom + 3, Math.min((rect.y + 9) * zoom + NAME_PIXELS, (rect.y + 62) * zoom))
  }
}

function paintCells({ context, theme, zoom }: Brush, nodes: readonly NodeShape[]): void {
  context.fillStyle = theme.local
  context.globalAlpha = 0.55
  for (const { card, rect } of nodes) {
    const inset = card.podDetail === 'cell' ? 1 : 3
    for (const pod of card.pods) {
      context.fillRect(
        (rect.x + pod.x + inset) * zoom,
        (rect.y + pod.y + inset) * zoom,
        (pod.width - 2 * inset) * zoom,
        (pod.height - 2 * inset) * zoom,
      )
    }
  }
  context.globalAlpha = 1
}

function paintLitCells({ context, theme, zoom }: Brush, nodes: readonly NodeShape[], lit: Lit): void {
  if (lit.pods.size === 0) return
  for (const { card, rect, picture } of nodes) {
    picture.pods.forEach((pod, index) => {
      const look = lit.pods.get(pod.id)
      const cell = card.pods[index]
      if (!look || !cell) return
      context.fillStyle = lookColour(theme, look)
      context.fillRect((rect.x + cell.x) * zoom, (rect.y + cell.y) * zoom, cell.width * zoom, cell.height * zoom)
    })
  }
}

function paintShades({ context, theme, zoom }: Brush, nodes: readonly NodeShape[]): void {
  context.fillStyle = theme.local
  for (const { rect, picture } of nodes) {
    context.globalAlpha = Math.min(0.15 + picture.pods.length / 60, 0.8)
    context.fillRect(
      (rect.x + INSET) * zoom,
      (rect.y + INSET) * zoom,
      (rect.width - 2 * INSET) * zoom,
      (rect.height - 2 * INSET) * zoom,
    )
  }
  context.globalAlpha = 1
}
