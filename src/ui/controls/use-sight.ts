import { type RefObject, useLayoutEffect, useState } from 'react'

/** What of a scrolled box's contents can be seen. */
export interface Sight {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Kept up while it is scrolled or changes its size; before it is there, `first`. */
export function useSight(box: RefObject<HTMLElement | null>, first: Sight): Sight {
  const [sight, setSight] = useState(first)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const look = () =>
      setSight({
        left: element.scrollLeft,
        top: element.scrollTop,
        width: element.clientWidth,
        height: element.clientHeight,
      })
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box])
  return sight
}
