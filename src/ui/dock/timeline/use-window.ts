import { useRef } from 'react'
import { useSight } from '../../controls/use-sight'

const SPARE_ROWS = 6
const UNSEEN = { left: 0, top: 0, width: 0, height: 0 }

/** Which rows of a long list are in view: the others are not made. All rows are `rowPx` high. */
export function useWindow(count: number, rowPx: number) {
  const box = useRef<HTMLDivElement>(null)
  const view = useSight(box, UNSEEN)
  const first = Math.max(Math.floor(view.top / rowPx) - SPARE_ROWS, 0)
  const last = Math.min(Math.ceil((view.top + view.height) / rowPx) + SPARE_ROWS, count)
  /** Into view, with something of what is around it. */
  const reveal = (row: number) => {
    const element = box.current
    if (!element) return
    const at = row * rowPx
    const isSeen = at >= element.scrollTop && at + rowPx <= element.scrollTop + element.clientHeight
    if (!isSeen) element.scrollTop = at - element.clientHeight / 3
  }
  return { box, first, last, reveal }
}
