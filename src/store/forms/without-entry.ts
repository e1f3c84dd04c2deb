import type { Json } from '../../engine/manifest'

/** The list without the entry in that place: of several that say the same, only that one goes. */
export const withoutEntry = (entries: readonly Json[], index: number): readonly Json[] => entries.toSpliced(index, 1)
