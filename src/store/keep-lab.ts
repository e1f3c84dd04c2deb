import { get, set, update } from 'idb-keyval'
import type { LabStoreApi } from './create-lab-store'
import { documentState, type LabState, viewState } from './lab-state'
import { infoNotice } from './notice'
import { envelopeOf, readEnvelope, withViewOf } from './saved-lab'

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

type Part = 'view' | 'all'

/** Whoever only looks elsewhere does not write over what another tab has made of the lab. */
const write = (state: LabState, part: Part): Promise<void> =>
  part === 'all' ? set(KEY, envelopeOf(state)) : update<unknown>(KEY, (saved) => withViewOf(state, saved))

/** Saves every change of document and view; while one is being written, those that come are written together after. */
export function keepLab(store: LabStoreApi): () => void {
  let writing = false
  let waiting: Part | undefined
  const save = async (part: Part): Promise<void> => {
    if (writing) {
      waiting = waiting === 'all' ? 'all' : part
      return
    }
    writing = true
    await write(store.getState(), part).catch(() => store.getState().notify(infoNotice({ key: 'notice.notSaved' })))
    writing = false
    const next = waiting
    waiting = undefined
    if (next) await save(next)
  }
  return store.subscribe((state, before) => {
    if (differs(documentState(state), documentState(before))) void save('all')
    else if (differs(viewState(state), viewState(before))) void save('view')
  })
}
