import { isObject } from '../saved-view'
import { from1 } from './from-1'

/** What was saved, as some version had it. */
export interface SavedState {
  readonly [key: string]: unknown
}

/** At `version - 1` what brings the state of that version to the next. One file each, and its test. */
const MIGRATIONS: readonly ((state: SavedState) => SavedState)[] = [from1]

/** Raised whenever what is saved changes its meaning. */
export const VERSION = MIGRATIONS.length + 1

/** The state of an envelope as this version has it; undefined: it is none, or of a later version. */
export function migrated(saved: unknown): { readonly state: SavedState } | 'newer' | 'broken' {
  if (!isObject(saved) || !Number.isInteger(saved.version) || !isObject(saved.state)) return 'broken'
  const version = saved.version as number
  if (version > VERSION) return 'newer'
  if (version < 1) return 'broken'
  return { state: MIGRATIONS.slice(version - 1).reduce<SavedState>((state, migrate) => migrate(state), saved.state) }
}
