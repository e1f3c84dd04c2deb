import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import reference from '../labs/reference.yaml'
import { createLabStore, type LabStore } from '../store/create-lab-store'

/** The cluster a first visitor meets. */
export const referenceLab = reference

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)')

/** The app's one store. */
export const labStore = createLabStore(referenceLab, { reducedMotion: () => reducedMotion.matches })

/** The store's actions never change, so a component may take them without subscribing. */
export const actions = (): LabStore => labStore.getState()

export const useLab = <T>(selector: (state: LabStore) => T): T => useStore(labStore, selector)

/** For a selector that makes a new object each time. */
export const useLabShallow = <T>(selector: (state: LabStore) => T): T => useStore(labStore, useShallow(selector))

export const useHistory = <T>(selector: (history: ReturnType<typeof labStore.temporal.getState>) => T): T =>
  useStore(labStore.temporal, selector)
