import type { RefObject } from 'react'
import { useSight } from '../../controls/use-sight'

/** Room for the names, of which the longest has so many letters: at the left, and at the top, where room is dearer. */
export function headsFor(letters: number): Heads {
  const px = Math.max(letters * 6.8 + 22, 44)
  return { leftPx: Math.min(px, 160), topPx: Math.min(px, 84) }
}

interface Heads {
  readonly leftPx: number
  readonly topPx: number
}

/** From few rows, with a letter or a figure in each cell, to many, of which the colours are left. */
const cellPxFor = (count: number, isWide: boolean): number =>
  count <= 40 ? (isWide ? 36 : 26) : count <= 150 ? 18 : 12

/** Until the box has been measured. */
const FIRST_SIGHT = { left: 0, top: 0, width: 1200, height: 400 }

/** Which rows and columns of a scrolled box can be seen, with a few around them. */
export function useWindow(
  box: RefObject<HTMLDivElement | null>,
  rows: number,
  columns: number,
  heads: Heads,
  isWide: boolean,
) {
  const sight = useSight(box, FIRST_SIGHT)
  const cellPx = cellPxFor(Math.max(rows, columns), isWide)
  const inSight = (from: number, length: number, count: number): readonly number[] => {
    const first = Math.max(0, Math.floor(from / cellPx) - 4)
    const last = Math.min(count - 1, Math.ceil((from + length) / cellPx) + 4)
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => first + i)
  }
  return {
    cellPx,
    rowsInSight: inSight(sight.top, sight.height, rows),
    columnsInSight: inSight(sight.left, sight.width, columns),
    /** Scrolls as little as needed. */
    reveal: (row: number, column: number): void => {
      const element = box.current
      if (!element) return
      const [x, y] = [column * cellPx, row * cellPx]
      const [wide, high] = [element.clientWidth - heads.leftPx - cellPx, element.clientHeight - heads.topPx - cellPx]
      element.scrollLeft = Math.min(x, Math.max(element.scrollLeft, x - Math.max(wide, 0)))
      element.scrollTop = Math.min(y, Math.max(element.scrollTop, y - Math.max(high, 0)))
    },
  }
}
