import { get } from 'idb-keyval'
import type { LabStoreApi } from './create-lab-store'
import { documentState } from './lab-state'
import { documentOnly, OPEN_LAB_KEY, readEnvelope } from './saved-lab'
import { keepIfChanged } from './shelf'

/** Puts the lab as another tab has it in place of this tab's, as one undo step; this one's stays among the versions. */
export async function takeOtherTabs(store: LabStoreApi): Promise<void> {
  const read = readEnvelope(await get<unknown>(OPEN_LAB_KEY))
  if (!read.ok || !read.value.document) return
  const state = store.getState()
  await keepIfChanged(documentState(state), Date.now())
  const { document, baseSource = '', labId = state.labId, labName } = documentOnly(read.value)
  if (!document) return
  state.openLab(
    { document, source: baseSource, id: labId, told: true, ...(labName !== undefined && { name: labName }) },
    { key: 'edit.other-tab' },
  )
}
