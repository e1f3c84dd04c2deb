import { useSyncExternalStore } from 'react'
import { invariant } from '../../../engine/invariant'
import { onFirstInput } from '../../on-first-input'

type Parts = typeof import('./radix-menu').DropdownMenu

let parts: Parts | undefined
const waiting = new Set<() => void>()

/** Fetches what menus are made of; before anybody does something nobody opens one. */
export async function loadMenuParts(): Promise<void> {
  parts ??= (await import('./radix-menu')).DropdownMenu
  for (const tell of waiting) tell()
}
onFirstInput(loadMenuParts)

const subscribe = (tell: () => void) => {
  waiting.add(tell)
  return () => void waiting.delete(tell)
}

/** Undefined until they are here. */
export const useMenuParts = (): Parts | undefined => useSyncExternalStore(subscribe, () => parts)

/** Inside an open menu they are. */
export function menuParts(): Parts {
  invariant(parts, 'a part of a menu is drawn only when the menu is open')
  return parts
}
