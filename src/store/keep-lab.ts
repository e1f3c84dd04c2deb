import { get, setMany, update } from 'idb-keyval'
import type { LabStoreApi } from './create-lab-store'
import type { LabKeeper } from './lab-keeper'
import { type DocumentState, documentState, type LabState, viewState } from './lab-state'
import { VERSION } from './migrations/migrate'
import { newLabId } from './new-lab-id'
import { standingNotice } from './notice'
import { documentOnly, envelopeOf, isAsItCame, OPEN_LAB_KEY, readEnvelope, withViewOf } from './saved-lab'

/** Another with each write: who finds another than at its last one was not the last to write. */
const STAMP_KEY = 'podpath/lab-stamp'
/** By which tabs tell each other that they have written. */
const CHANNEL = 'podpath/lab'

/** A lab under work gets a version this often; what was opened and left gets its last one at once. */
const VERSION_EVERY_MS = 120_000

/** To copy the lab of a longer text may take longer than a frame. */
const LARGE = 200_000

/** Puts back what this browser kept; whatever cannot be read is set aside, and the user told. */
export async function restoreLab(store: LabStoreApi): Promise<void> {
  const saved = await get<unknown>(OPEN_LAB_KEY).catch(() => undefined)
  if (saved === undefined) return
  const read = readEnvelope(saved)
  if (read.ok) {
    store.setState(read.value)
    store.temporal.getState().clear()
    return
  }
  await import('./set-aside').then(({ setAside }) => setAside(saved, Date.now())).catch(() => undefined)
  store.getState().notify(standingNotice({ key: `notice.saved.${read.error}` }))
}

const differs = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).some((key) => a[key] !== b[key])

type Part = 'view' | 'all'

/**
 * Saves every change of document and view; while one is being written, those that come are written together after. Now and
 * then the lab goes on the shelf too, as a version. What another tab has written is put there before it is written over.
 * @param elsewhere writes large labs, if there is such a place
 */
export function keepLab(store: LabStoreApi, elsewhere?: () => Promise<LabKeeper>): () => void {
  const keeperOf = async ({ baseSource }: DocumentState): Promise<LabKeeper | undefined> =>
    baseSource.length > LARGE ? elsewhere?.() : undefined
  let writing = false
  let waiting: Part | undefined
  let told = false
  let stamp = get<unknown>(STAMP_KEY).catch(() => undefined)
  let versionMs = Date.now()
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL)
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data !== store.getState().labId || told) return
      told = true
      store.getState().notify(standingNotice({ key: 'notice.otherTab' }, 'other-tab'))
    }
  }
  const shelve = async (state: DocumentState): Promise<void> => {
    if (isAsItCame(state)) return
    const keeper = await keeperOf(state)
    if (keeper) return keeper.shelve(state, Date.now())
    const { keepVersion } = await import('./shelf')
    await keepVersion(state, Date.now())
  }
  const shelveOthers = async (state: LabState): Promise<void> => {
    const other = readEnvelope(await get<unknown>(OPEN_LAB_KEY))
    if (!other.ok) return
    const { keepIfChanged } = await import('./shelf')
    await keepIfChanged({ ...documentState(state), ...documentOnly(other.value) }, Date.now())
  }
  const write = async (part: Part): Promise<void> => {
    const state = store.getState()
    const keeper = await keeperOf(state)
    // Whoever only looks elsewhere does not write over what another tab has made of the lab.
    if (part === 'view' && keeper) return keeper.look(OPEN_LAB_KEY, VERSION, viewState(state))
    if (part === 'view') return update<unknown>(OPEN_LAB_KEY, (saved) => withViewOf(state, saved))
    if ((await get<unknown>(STAMP_KEY)) !== (await stamp)) await shelveOthers(state)
    told = false
    const mine = newLabId()
    if (keeper) await keeper.put(OPEN_LAB_KEY, envelopeOf(state), STAMP_KEY, mine)
    else
      await setMany([
        [OPEN_LAB_KEY, envelopeOf(state)],
        [STAMP_KEY, mine],
      ])
    stamp = Promise.resolve(mine)
    channel?.postMessage(state.labId)
  }
  const save = async (part: Part): Promise<void> => {
    if (writing) {
      waiting = waiting === 'all' ? 'all' : part
      return
    }
    writing = true
    await write(part).catch(() => store.getState().notify(standingNotice({ key: 'notice.notSaved' })))
    writing = false
    const next = waiting
    waiting = undefined
    if (next) await save(next)
  }
  const keepVersions = (state: LabState, before: LabState): void => {
    const isOther = state.labId !== before.labId
    if (!isOther && Date.now() - versionMs < VERSION_EVERY_MS) return
    versionMs = Date.now()
    // Of a lab that is left its last state; of one under work what it was before this edit, and so at rest.
    void shelve(documentState(before)).catch(() => undefined)
  }
  const stop = store.subscribe((state, before) => {
    if (differs(documentState(state), documentState(before))) {
      keepVersions(state, before)
      void save('all')
    } else if (differs(viewState(state), viewState(before))) void save('view')
  })
  return () => {
    stop()
    channel?.close()
  }
}
