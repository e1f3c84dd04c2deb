import { get, set } from 'idb-keyval'
import type { LabStoreApi } from './create-lab-store'
import { documentState, viewState } from './lab-state'
import { infoNotice } from './notice'
import { envelopeOf, readEnvelope } from './saved-lab'

const KEY = 'podpath/lab'
/** Where something that could not be opened is kept, so that it is not lost. */
const SET_ASIDE_KEY = 'podpath/lab-set-aside'

/** Puts back what this browser kept; whatever cannot be read is set aside, and the user told. */
export async function restoreLab(store: LabStoreApi): Promise<void> {
  const saved = await get<unknown>(KEY).catch(() => undefined)
  if (saved === undefined) return
  const read = readEnvelope(saved)
  if (read.ok) {
    store.setState(read.value)
    store.temporal.getState().clear()
    return
  }
  await set(SET_ASIDE_KEY, saved).catch(() => undefined)
  store.getState().notify(infoNotice({ key: `notice.saved.${read.error}` }))
}

const differs = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).some((key) => a[key] !== b[key])

/** Saves every change of document and view; while one is being written, those that come are written together after. */
export function keepLab(store: LabStoreApi): () => void {
  let writing = false
  let waiting = false
  const save = async (): Promise<void> => {
    waiting = writing
    if (writing) return
    writing = true
    await set(KEY, envelopeOf(store.getState())).catch(() =>
      store.getState().notify(infoNotice({ key: 'notice.notSaved' })),
    )
    writing = false
    if (waiting) await save()
  }
  return store.subscribe((state, before) => {
    const changed = differs(documentState(state), documentState(before)) || differs(viewState(state), viewState(before))
    if (changed) void save()
  })
}
