import { beforeEach, expect, it, vi } from 'vitest'
import reference from '../labs/reference.yaml'
import { database } from './browser-database.arb'
import { createLabStore } from './create-lab-store'
import { keepLab, restoreLab } from './keep-lab'
import { documentState } from './lab-state'
import { takeOtherTabs } from './other-tab'
import { duplicateLab, keepVersion, keptLabs, openVersion, removeKept, renameKept } from './shelf'

vi.mock('idb-keyval', () => import('./browser-database.arb'))
beforeEach(() => database.clear())

const flip = (store: ReturnType<typeof createLabStore>, mode: 'Always' | 'Never' | 'CrossSubnet') =>
  store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode })

const settled = async (what: () => Promise<unknown> | unknown) => vi.waitFor(what, { timeout: 4000 })

it('keeps versions of labs, the newest first, and opens each as it was', async () => {
  const store = createLabStore(reference)
  const first = documentState(store.getState())
  await keepVersion(first, 1000)
  flip(store, 'Always')
  await keepVersion(documentState(store.getState()), 2000)
  const [lab, ...others] = await keptLabs()
  expect(others).toEqual([])
  expect(lab).toMatchObject({
    id: first.labId,
    name: 'reference',
    versions: [{ savedMs: 2000, nodes: 4, pods: 3 }, { savedMs: 1000 }],
  })
  expect(await openVersion(first.labId, 1000)).toMatchObject({ document: first.document, baseSource: reference.source })
  expect((await openVersion(first.labId, 2000))?.document).toEqual(store.getState().document)
  expect(await openVersion(first.labId, 3000)).toBeUndefined()
})

it('of many versions the oldest go, from the database too', async () => {
  const state = documentState(createLabStore(reference).getState())
  for (let at = 1; at <= 33; at += 1) await keepVersion(state, at)
  const [lab] = await keptLabs()
  expect(lab?.versions.map(({ savedMs }) => savedMs)).toEqual(Array.from({ length: 30 }, (_, index) => 33 - index))
  expect(await openVersion(state.labId, 3)).toBeUndefined()
  expect(database.size).toBe(31)
})

it('duplicates, renames and removes', async () => {
  const state = documentState(createLabStore(reference).getState())
  await keepVersion(state, 1000)
  const [lab] = await keptLabs()
  if (!lab) throw new Error('no lab')
  await duplicateLab(lab, { id: 'copy', name: 'reference 2' }, 2000)
  await renameKept(lab.id, 'mine')
  expect((await keptLabs()).map(({ id, name }) => [id, name])).toEqual([
    ['copy', 'reference 2'],
    [state.labId, 'mine'],
  ])
  expect((await openVersion('copy', 2000))?.document).toEqual(state.document)
  for (const each of await keptLabs()) await removeKept(each)
  expect(database.size).toBe(0)
})

it('a lab that another takes the place of goes on the shelf as it was left; one as it came does not', async () => {
  const store = createLabStore(reference)
  const stop = keepLab(store)
  store.getState().openLab(reference, { key: 'edit.reference' })
  flip(store, 'Always')
  const { labId, document } = store.getState()
  store.getState().openLab(reference, { key: 'edit.reference' })
  await settled(async () => expect(await keptLabs()).toHaveLength(1))
  const [lab] = await keptLabs()
  expect(lab?.id).toBe(labId)
  expect((await openVersion(labId, lab?.versions[0]?.savedMs ?? 0))?.document).toEqual(document)
  stop()
})

it('what another tab has made of the lab is told, and is not lost when it is written over', async () => {
  const here = createLabStore(reference)
  const stopHere = keepLab(here)
  flip(here, 'Never')
  await settled(() => expect(database.has('podpath/lab')).toBe(true))
  const there = createLabStore(reference)
  await restoreLab(there)
  const stopThere = keepLab(there)
  flip(there, 'Always')
  await settled(() => expect(here.getState().notice?.lines[0]?.text.key).toBe('notice.otherTab'))
  expect(there.getState().notice?.lines[0]?.text.key).not.toBe('notice.otherTab')
  flip(here, 'CrossSubnet')
  await settled(async () => {
    const [lab] = await keptLabs()
    const kept = lab && (await openVersion(lab.id, lab.versions[0]?.savedMs ?? 0))
    expect(kept?.document).toEqual(there.getState().document)
  })
  stopHere()
  stopThere()
})

it('another lab that another tab has open is not lost when this tab writes its own', async () => {
  const here = createLabStore(reference)
  const stopHere = keepLab(here)
  const there = createLabStore(reference)
  const stopThere = keepLab(there)
  flip(there, 'Always')
  const { labId, document } = there.getState()
  await settled(() => expect(database.has('podpath/lab')).toBe(true))
  flip(here, 'Never')
  await settled(async () => {
    const theirs = (await keptLabs()).find(({ id }) => id === labId)?.versions[0]
    expect((theirs && (await openVersion(labId, theirs.savedMs)))?.document).toEqual(document)
  })
  expect(here.getState().notice).toBeUndefined()
  stopHere()
  stopThere()
})

it('what another tab has made of the lab can be taken over, and one’s own stays among the versions', async () => {
  const here = createLabStore(reference)
  const stopHere = keepLab(here)
  flip(here, 'Never')
  const mine = here.getState()
  await settled(() => expect(database.has('podpath/lab')).toBe(true))
  const there = createLabStore(reference)
  await restoreLab(there)
  const stopThere = keepLab(there)
  flip(there, 'Always')
  await settled(() => expect(here.getState().notice).toMatchObject({ tone: 'warning', offer: 'other-tab' }))
  await takeOtherTabs(here)
  expect(here.getState().document).toEqual(there.getState().document)
  expect(here.getState().labId).toBe(mine.labId)
  const [lab] = await keptLabs()
  const versions = await Promise.all(
    (lab?.versions ?? []).map(({ savedMs }) => openVersion(mine.labId, savedMs).then((state) => state?.document)),
  )
  expect(versions).toContainEqual(mine.document)
  here.getState().undo()
  expect(here.getState().document).toBe(mine.document)
  stopHere()
  stopThere()
})
