import { type StoreApi, useStore } from 'zustand'
import reference from '../labs/reference.yaml'
import { createLabStore, type LabStore, type LabStoreApi } from '../store/create-lab-store'
import { selectPicture } from '../store/derived'
import { firstNode } from '../store/elements'
import { shownStoreOf } from './shown-store'

/** The cluster a first visitor meets. */
export const referenceLab = reference

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)')

/** The app's one store. */
export const labStore = createLabStore(referenceLab, { reducedMotion: () => reducedMotion.matches })

/** Shows a first visitor the routes of a node that has pods. */
export function openOnFirstNode(store: LabStoreApi): void {
  store.getState().select(firstNode(selectPicture(store.getState())))
}

/** The store's actions never change, so a component may take them without subscribing. */
export const actions = (): LabStore => labStore.getState()

let shownStore: StoreApi<LabStore> | undefined

/** What most panels read; a change of the lab reaches it a frame after the canvas. Made when first asked, of the lab as restored. */
export function useLab<T>(selector: (state: LabStore) => T): T {
  shownStore ??= shownStoreOf(labStore)
  return useStore(shownStore, selector)
}

/** For what a change of the lab must show in the very next frame. */
export const useLabNow = <T>(selector: (state: LabStore) => T): T => useStore(labStore, selector)

export const useHistory = <T>(selector: (history: ReturnType<typeof labStore.temporal.getState>) => T): T =>
  useStore(labStore.temporal, selector)
