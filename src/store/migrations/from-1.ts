import type { SavedState } from './migrate'

/** Version 1 knew one lab, which had no name of its own. */
export const from1 = (state: SavedState): SavedState => ({ ...state, labId: 'first', labName: undefined })
