import { useSyncExternalStore } from 'react'

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    () => matchMedia(query).matches,
  )
}

/** Fingers, not a mouse. */
export const useTouch = (): boolean => useMedia('(pointer: coarse)')

export const useReducedMotion = (): boolean => useMedia('(prefers-reduced-motion: reduce)')

/** A phone, or a window as narrow as one: panels become tabs under the canvas. */
export const useCompact = (): boolean => useMedia('(max-width: 767px)')
