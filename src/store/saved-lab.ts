import type { LabDocument } from '../engine/lab/document'
import { readCluster } from '../engine/lab/read-cluster'
import { fail, ok, type Result } from '../engine/result'
import type { Said } from '../words/said'
import { type DocumentState, documentState, type LabState, type ViewState, viewState } from './lab-state'
import { migrated, VERSION } from './migrations/migrate'
import { isObject, readView } from './saved-view'

/** What is open; the last tab that wrote has its lab there. */
export const OPEN_LAB_KEY = 'podpath/lab'

export interface Envelope {
  readonly version: number
  readonly state: DocumentState & ViewState
}

/** What is kept in the browser of a lab and how it was looked at. */
export const envelopeOf = (state: LabState): Envelope => ({
  version: VERSION,
  state: { ...documentState(state), ...viewState(state) },
})

/** A lab that nobody has changed can be had anew: the one that was there first, and ready-made ones. */
export const isAsItCame = ({ edit }: DocumentState): boolean =>
  edit.key === 'edit.start' || edit.key === 'edit.reference'

/** What was saved, looked at as `state` is: the lab in it may be another tab's by now, and stays. */
export const withViewOf = (state: LabState, saved: unknown): Envelope =>
  isEnvelope(saved) ? { version: VERSION, state: { ...saved.state, ...viewState(state) } } : envelopeOf(state)

/** Whether this version wrote it, going by its cover: whoever opens it reads what is inside. */
const isEnvelope = (saved: unknown): saved is Envelope =>
  isObject(saved) && saved.version === VERSION && isObject(saved.state) && isObject(saved.state.document)

/** Why something saved cannot be opened: it was written by a later Podpath, or it is not a lab. */
export type SavedFault = 'newer' | 'broken'

const isManifest = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.apiVersion === 'string' &&
  typeof value.kind === 'string' &&
  isObject(value.metadata) &&
  typeof value.metadata.name === 'string'

const isDocument = (value: unknown): value is LabDocument =>
  isObject(value) && Array.isArray(value.manifests) && value.manifests.every(isManifest)

const isSaid = (value: unknown): value is Said => isObject(value) && typeof value.key === 'string'

/**
 * Reads what was saved, brought forward from whatever version wrote it. Whatever is not as this version has it is
 * dropped, and keeps its default; only without a lab is nothing read.
 */
export function readEnvelope(saved: unknown): Result<Partial<DocumentState & ViewState>, SavedFault> {
  const current = migrated(saved)
  if (typeof current === 'string') return fail(current)
  const { document, baseSource, edit, labId, labName } = current.state
  if (!isDocument(document) || !readCluster(document).ok) return fail('broken')
  return ok({
    ...readView(current.state),
    document,
    // Without the text it came from the lab is written anew.
    baseSource: typeof baseSource === 'string' ? baseSource : '',
    ...(isSaid(edit) && { edit }),
    ...(typeof labId === 'string' && { labId }),
    ...(typeof labName === 'string' && { labName }),
  })
}

/** Of what was saved what is the lab's own, the view left out. */
export function documentOnly(saved: Partial<LabState>): Partial<DocumentState> {
  const { document, baseSource, edit, labId, labName } = saved
  return {
    ...(document && { document }),
    ...(baseSource !== undefined && { baseSource }),
    ...(edit && { edit }),
    ...(labId !== undefined && { labId }),
    labName,
  }
}
