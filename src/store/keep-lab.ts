import { get, set } from 'idb-keyval'
import type { LabStoreApi } from './create-lab-store'
import { documentState, type LabState, viewState } from './lab-state'
import { infoNotice } from './notice'
import { envelopeOf, readEnvelope } from './saved-lab'

const KEY = 'podpath/lab'
/** Where something that could not be opened is kept, so that it is not lost. */
const SET_ASIDE_KEY = 'podpath/lab-set-aside'
const VIEW_DELAY_MS = 400

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

/** Saves every change: the document at once, the view when it has settled. */
export function keepLab(store: LabStoreApi): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = () => {
    clearTimeout(timer)
    timer = undefined
    set(KEY, envelopeOf(store.getState())).catch(() => store.getState().notify(infoNotice({ key: 'notice.notSaved' })))
  }
  const onChange = (state: LabState, before: LabState) => {
    if (differs(documentState(state), documentState(before))) return save()
    if (!differs(viewState(state), viewState(before))) return
    timer ??= setTimeout(save, VIEW_DELAY_MS)
  }
  const onHide = () => timer !== undefined && save()
  const unsubscribe = store.subscribe(onChange)
  addEventListener('pagehide', onHide)
  return () => {
    unsubscribe()
    clearTimeout(timer)
    removeEventListener('pagehide', onHide)
  }
}
