import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

/** One tab stop for a group of things: arrow keys go from one to the next, by rows where there are columns. */
export function useRoving(count: number, active: number, onActive: (index: number) => void, columns = 1) {
  const group = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    const to = { Home: 0, End: count - 1 }[event.key] ?? (by === undefined ? undefined : active + by)
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (to < 0 || to >= count) return
    onActive(to)
    group.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus()
  }
  return { group, onKeyDown }
}

/** Whether it was the pointer that moved, and not what lies under it: a walk by keys may scroll. */
export const hasMoved = ({ movementX, movementY }: PointerEvent): boolean => movementX !== 0 || movementY !== 0
