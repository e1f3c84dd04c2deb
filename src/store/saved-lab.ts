import { readCluster } from '../engine/lab/read-cluster'
import { fail, ok, type Result } from '../engine/result'
import { type DocumentState, documentState, type LabState, STATE_HOMES, type ViewState, viewState } from './lab-state'

/** Raised whenever what is saved changes its meaning; an older envelope is then brought forward step by step. */
const VERSION = 1

export interface Envelope {
  readonly version: typeof VERSION
  readonly state: DocumentState & ViewState
}

/** What is kept in the browser of a lab and how it was looked at. */
export const envelopeOf = (state: LabState): Envelope => ({
  version: VERSION,
  state: { ...documentState(state), ...viewState(state) },
})

/** Why something saved cannot be opened: it was written by a later Podpath, or it is not a lab. */
export type SavedFault = 'newer' | 'broken'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isManifest = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.apiVersion === 'string' &&
  typeof value.kind === 'string' &&
  isObject(value.metadata) &&
  typeof value.metadata.name === 'string'

/** Reads what was saved. Keys that this version does not know are dropped; keys that it misses keep their defaults. */
export function readEnvelope(saved: unknown): Result<Partial<DocumentState & ViewState>, SavedFault> {
  if (!isObject(saved) || typeof saved.version !== 'number' || !isObject(saved.state)) return fail('broken')
  if (saved.version > VERSION) return fail('newer')
  const known = Object.entries(saved.state).filter(
    ([key]) => key in STATE_HOMES && STATE_HOMES[key as keyof LabState] !== 'moment',
  )
  const state = Object.fromEntries(known) as Partial<DocumentState & ViewState>
  const manifests = isObject(state.document) ? state.document.manifests : undefined
  if (!state.document || !Array.isArray(manifests) || !manifests.every(isManifest)) return fail('broken')
  return readCluster(state.document).ok ? ok(state) : fail('broken')
}
