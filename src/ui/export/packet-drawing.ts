import type { CanvasTheme } from '../../canvas/canvas'
import type { HeaderView } from '../../playback/frame-view'
import type { PacketView } from '../../playback/packet-view'
import { headerAt, headersIn, lookOfHeader, type Region, regionsOf } from '../inspector/frame/regions'
import type { Drawing } from './drawing'

interface PacketWords {
  readonly title: string
  readonly header: (header: HeaderView, wrapped: boolean) => string
  readonly field: (name: string) => string
  /** Of a field that changed, what it was. */
  readonly was: (value: string) => string
  readonly bytes: (count: number) => string
}

const WIDTH = 760
const MARGIN = 24
const TITLE_HEIGHT = 34
const RULER_HEIGHT = 26
const INSET = 12
const HEADER_TITLE = 26
const FIELD_HEIGHT = 34
const HEX_ROW = 18
const HEX_COLUMNS = 16
/** All headers are in these; the rest of a large packet is its payload. */
const MOST_BYTES = 256

/** A frame to scale, as headers in headers, and as bytes: what the inspector shows of it, as a picture. */
export function packetDrawing(view: PacketView, words: PacketWords): Drawing | undefined {
  const { outermost, bytes } = view
  if (!outermost) return undefined
  const shown = bytes.subarray(0, MOST_BYTES)
  const tree = MARGIN + TITLE_HEIGHT + RULER_HEIGHT + 14
  const hex = tree + heightOf(outermost) + 18
  const height = hex + Math.ceil(shown.length / HEX_COLUMNS) * HEX_ROW + (shown.length < bytes.length ? 20 : 0) + MARGIN
  const draw: Drawing['draw'] = (context, theme) => {
    context.fillStyle = theme.ground
    context.fillRect(0, 0, WIDTH, height)
    context.textBaseline = 'middle'
    context.font = `600 15px ${theme.sans}`
    context.fillStyle = theme.ink
    context.fillText(words.title, MARGIN, MARGIN + 9)
    const headers = headersIn(outermost)
    drawRuler(context, theme, headers, bytes.length)
    drawHeader(context, theme, outermost, { x: MARGIN, y: tree, wrapped: false, words })
    drawBytes(context, theme, shown, headers, hex)
    if (shown.length === bytes.length) return
    context.font = `12px ${theme.sans}`
    context.fillStyle = theme.dim
    context.fillText(`+ ${words.bytes(bytes.length - shown.length)}`, MARGIN, height - MARGIN - 10)
  }
  return { width: WIDTH, height, draw }
}

const colourOf = (header: HeaderView, theme: CanvasTheme): string => {
  const look = lookOfHeader(header)
  return look === 'plain' ? theme.dim : theme[look]
}

/** A payload's own line says it all. */
const fieldsOf = (header: HeaderView): readonly Region[] => (header.protocol === 'payload' ? [] : regionsOf(header))

/** Hardware addresses are long, and what they were stands beside them. */
const columnsOf = ({ role }: HeaderView): number => (role === 'link' ? 2 : 4)

const rowsOf = (header: HeaderView): number => Math.ceil(fieldsOf(header).length / columnsOf(header))

const heightOf = (header: HeaderView): number =>
  HEADER_TITLE + rowsOf(header) * FIELD_HEIGHT + (header.inside ? heightOf(header.inside) + INSET : 0) + 4

function drawRuler(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  headers: readonly HeaderView[],
  totalBytes: number,
): void {
  const scale = (WIDTH - 2 * MARGIN) / totalBytes
  const y = MARGIN + TITLE_HEIGHT
  context.textAlign = 'center'
  context.font = `11px ${theme.mono}`
  for (const header of headers) {
    const { offset, headerBytes } = header
    const [x, width] = [MARGIN + offset * scale, headerBytes * scale - 2]
    soft(context, colourOf(header, theme), () => context.roundRect(x, y, width, RULER_HEIGHT, 4))
    context.strokeStyle = colourOf(header, theme)
    context.lineWidth = 1
    context.stroke()
    context.fillStyle = theme.ink
    if (width > 18) context.fillText(String(headerBytes), x + width / 2, y + RULER_HEIGHT / 2 + 0.5)
  }
  context.textAlign = 'left'
}

const SOFT = 0.14

function soft(context: CanvasRenderingContext2D, colour: string, path: () => void): void {
  context.globalAlpha = SOFT
  context.fillStyle = colour
  context.beginPath()
  path()
  context.fill()
  context.globalAlpha = 1
}

interface At {
  readonly x: number
  readonly y: number
  readonly wrapped: boolean
  readonly words: PacketWords
}

function drawHeader(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  header: HeaderView,
  { x, y, wrapped, words }: At,
): void {
  const width = WIDTH - 2 * x
  const colour = colourOf(header, theme)
  context.fillStyle = theme.panel
  context.strokeStyle = colour
  context.lineWidth = header.role === 'outer' || header.role === 'packet' ? 1.5 : 1
  context.beginPath()
  context.roundRect(x, y, width, heightOf(header) - 4, 7)
  context.fill()
  context.stroke()
  context.font = `600 12px ${theme.sans}`
  context.fillStyle = colour
  context.fillText(words.header(header, wrapped), x + INSET, y + HEADER_TITLE / 2 + 2)
  context.textAlign = 'right'
  context.font = `12px ${theme.sans}`
  context.fillText(words.bytes(header.headerBytes), x + width - INSET, y + HEADER_TITLE / 2 + 2)
  context.textAlign = 'left'
  const columns = columnsOf(header)
  const column = (width - 2 * INSET) / columns
  for (const [index, region] of fieldsOf(header).entries()) {
    const left = x + INSET + (index % columns) * column
    const top = y + HEADER_TITLE + Math.floor(index / columns) * FIELD_HEIGHT
    context.font = `11px ${theme.sans}`
    context.fillStyle = theme.dim
    const { name, was, value } = region
    context.fillText(words.field(name) + (was === undefined ? '' : ` · ${words.was(was)}`), left, top + 9)
    context.font = `${was === undefined ? '' : '600 '}12px ${theme.mono}`
    context.fillStyle = was === undefined ? theme.ink : theme.selection
    context.fillText(fitting(value, column), left, top + 24)
  }
  const { inside, role } = header
  if (!inside) return
  const below = y + HEADER_TITLE + rowsOf(header) * FIELD_HEIGHT + 2
  drawHeader(context, theme, inside, { x: x + INSET, y: below, wrapped: wrapped || role === 'outer', words })
}

/** A letter of the monospaced face at 12 is 7.3 wide. */
const fitting = (text: string, width: number): string => {
  const most = Math.floor(width / 7.3) - 1
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

function drawBytes(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  bytes: Uint8Array,
  headers: readonly HeaderView[],
  top: number,
): void {
  context.font = `12px ${theme.mono}`
  for (const [at, value] of bytes.entries()) {
    const column = at % HEX_COLUMNS
    const y = top + Math.floor(at / HEX_COLUMNS) * HEX_ROW + HEX_ROW / 2
    if (column === 0) {
      context.fillStyle = theme.faint
      context.fillText(at.toString(16).padStart(4, '0'), MARGIN, y)
    }
    const header = headerAt(headers, at)
    context.fillStyle = header && lookOfHeader(header) !== 'plain' ? colourOf(header, theme) : theme.ink
    context.fillText(value.toString(16).padStart(2, '0'), MARGIN + 52 + column * 26 + (column >= 8 ? 12 : 0), y)
  }
}
