import { createContext } from 'react'
import type { ScreenPoint } from '../../canvas/canvas'

/** A place in the frame's own units. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface OutlineState {
  /** The one element that Tab goes to. */
  readonly active: string | undefined
  readonly boxes: ReadonlyMap<string, Box>
  readonly setActive: (element: string) => void
  readonly register: (element: string, button: HTMLButtonElement | null) => void
  readonly focus: (element: string | undefined) => void
}

export const OutlineContext = createContext<
  (OutlineState & { readonly openMenu: (element: string, at: ScreenPoint) => void }) | undefined
>(undefined)
