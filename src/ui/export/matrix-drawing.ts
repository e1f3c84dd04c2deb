import type { Grid, GridCell } from '../../analysis/matrix/grid'
import type { PairKind } from '../../analysis/pairs/outcome'
import type { CanvasTheme } from '../../canvas/canvas'
import { hostName } from '../../words/host-name'
import type { Drawing } from './drawing'

interface MatrixWords {
  readonly title: string
  /** How often each kind is there, in words. */
  readonly legend: readonly (readonly [PairKind, string])[]
  readonly sign: (kind: PairKind) => string
}

const MARGIN = 24
const TITLE_HEIGHT = 30
const LEGEND_HEIGHT = 26
const GAP = 2
/** Of a monospaced letter at 12. */
const LETTER_WIDTH = 7.3
const LONGEST_NAME = 32
/** Of more rows the cells are smaller, and have no letters any more. */
const SMALL_FROM = 60

/** All pairs of groups as a picture, with the same colours and outlines as the tab has. */
export function matrixDrawing(grid: Grid, words: MatrixWords): Drawing {
  const { groups } = grid
  const names = groups.map(({ name }) => shortened(hostName(name)))
  const cell = groups.length < SMALL_FROM ? 24 : groups.length < 4 * SMALL_FROM ? 10 : 6
  const isNamed = cell >= 10
  const head = isNamed ? Math.max(...names.map(({ length }) => length), 0) * LETTER_WIDTH + 10 : 0
  const top = MARGIN + TITLE_HEIGHT + LEGEND_HEIGHT + 8
  const size = groups.length * cell
  const legendWidth = words.legend.reduce((sum, [, text]) => sum + legendItemWidth(text), 0)
  const width = Math.ceil(2 * MARGIN + Math.max(head + size, legendWidth, words.title.length * 8.5))
  const height = Math.ceil(top + head + size + MARGIN)
  const draw: Drawing['draw'] = (context, theme) => {
    context.fillStyle = theme.ground
    context.fillRect(0, 0, width, height)
    context.textBaseline = 'middle'
    writeTitle(context, theme, words.title)
    drawLegend(context, theme, words)
    context.font = `${isNamed && cell < 12 ? 8 : 12}px ${theme.mono}`
    context.fillStyle = theme.ink
    if (isNamed) writeNames(context, names, { left: MARGIN + head, top: top + head, cell })
    for (const row of groups.keys()) {
      for (const column of groups.keys()) {
        const box = { x: MARGIN + head + column * cell, y: top + head + row * cell, size: cell - GAP }
        drawCell(context, theme, box, grid.cell(row, column), cell >= 24 ? words.sign : undefined)
      }
    }
  }
  return { width, height, draw }
}

const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name)

function writeTitle(context: CanvasRenderingContext2D, theme: CanvasTheme, title: string): void {
  context.font = `600 15px ${theme.sans}`
  context.fillStyle = theme.ink
  context.fillText(title, MARGIN, MARGIN + 9)
}

const legendItemWidth = (text: string): number => 24 + text.length * 7 + 16

function drawLegend(context: CanvasRenderingContext2D, theme: CanvasTheme, { legend, sign }: MatrixWords): void {
  let x = MARGIN
  const y = MARGIN + TITLE_HEIGHT
  for (const [kind, text] of legend) {
    drawBox(context, theme, { x, y, size: 18 }, kind, sign)
    context.font = `12px ${theme.sans}`
    context.fillStyle = theme.ink
    context.textAlign = 'left'
    context.fillText(text, x + 24, y + 9.5)
    x += legendItemWidth(text)
  }
}

function writeNames(
  context: CanvasRenderingContext2D,
  names: readonly string[],
  { left, top, cell }: { readonly left: number; readonly top: number; readonly cell: number },
): void {
  for (const [index, name] of names.entries()) {
    const middle = index * cell + (cell - GAP) / 2
    context.textAlign = 'right'
    context.fillText(name, left - 8, top + middle)
    context.save()
    context.translate(left + middle, top - 8)
    context.rotate(-Math.PI / 2)
    context.textAlign = 'left'
    context.fillText(name, 0, 0)
    context.restore()
  }
  context.textAlign = 'left'
}

interface Box {
  readonly x: number
  readonly y: number
  readonly size: number
}

type Sign = MatrixWords['sign'] | undefined

function drawCell(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  box: Box,
  cell: GridCell | undefined,
  sign: Sign,
): void {
  if (cell) return drawBox(context, theme, box, cell.kind, sign)
  context.fillStyle = theme.faint
  context.beginPath()
  context.arc(box.x + box.size / 2, box.y + box.size / 2, box.size > 12 ? 1.5 : 0.8, 0, 2 * Math.PI)
  context.fill()
}

const SOFT = 0.16

/** As `Matrix.module.css` has it: outline and letter say the same as the colour. */
function drawBox(context: CanvasRenderingContext2D, theme: CanvasTheme, box: Box, kind: PairKind, sign: Sign): void {
  const { x, y, size } = box
  const colour = kind === 'asymmetric' || kind === 'unknown' ? theme.ink : theme[kind]
  const fill = (soft: number, style: string, path: () => void): void => {
    context.globalAlpha = soft
    context.fillStyle = style
    context.beginPath()
    path()
    context.fill()
    context.globalAlpha = 1
  }
  const square = () => context.rect(x, y, size, size)
  if (kind === 'lost') fill(1, theme.lost, square)
  else if (kind === 'asymmetric') {
    fill(SOFT, theme.ipip, () => triangle(context, [x, y], [x + size, y], [x, y + size]))
    fill(SOFT, theme.direct, () => triangle(context, [x + size, y], [x + size, y + size], [x, y + size]))
  } else if (kind !== 'unknown') fill(SOFT, colour, kind === 'vxlan' ? () => notched(context, box, 0) : square)
  context.strokeStyle = kind === 'unknown' ? theme.dim : colour
  context.lineWidth = 1
  context.setLineDash(kind === 'local' ? [1, 2] : kind === 'unknown' ? [3, 2] : [])
  if (kind !== 'lost') outline(context, box, kind, 0.5)
  if ((kind === 'ipip' || kind === 'vxlan') && size > 9) outline(context, box, kind, 2.5)
  context.setLineDash([])
  if (!sign) return
  context.font = `600 11px ${theme.sans}`
  context.textAlign = 'center'
  context.fillStyle = kind === 'lost' ? theme.ground : colour
  context.fillText(sign(kind), x + size / 2, y + size / 2 + 0.5)
  context.textAlign = 'left'
}

function outline(context: CanvasRenderingContext2D, box: Box, kind: PairKind, inset: number): void {
  context.beginPath()
  if (kind === 'vxlan') notched(context, box, inset)
  else context.rect(box.x + inset, box.y + inset, box.size - 2 * inset, box.size - 2 * inset)
  context.stroke()
}

type Point = readonly [x: number, y: number]

function triangle(context: CanvasRenderingContext2D, a: Point, b: Point, c: Point): void {
  context.moveTo(...a)
  context.lineTo(...b)
  context.lineTo(...c)
  context.closePath()
}

/** A square without its upper right corner. */
function notched(context: CanvasRenderingContext2D, { x, y, size }: Box, inset: number): void {
  const [left, upper, right, lower] = [x + inset, y + inset, x + size - inset, y + size - inset]
  const notch = size / 4
  context.moveTo(left, upper)
  context.lineTo(right - notch, upper)
  context.lineTo(right, upper + notch)
  context.lineTo(right, lower)
  context.lineTo(left, lower)
  context.closePath()
}
