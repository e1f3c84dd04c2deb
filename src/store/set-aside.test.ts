import { beforeEach, expect, it, vi } from 'vitest'
import reference from '../labs/reference.yaml'
import { database } from './browser-database.arb'
import { createLabStore } from './create-lab-store'
import { restoreLab } from './keep-lab'
import { envelopeOf } from './saved-lab'
import { labsSetAside, readSetAside, removeSetAside, setAside, setAsideOpen, textOfSetAside } from './set-aside'

vi.mock('idb-keyval', () => import('./browser-database.arb'))
beforeEach(() => database.clear())

it('a lab that cannot be read waits, once, until a Podpath comes that can read it', async () => {
  const store = createLabStore(reference)
  const newer = { ...envelopeOf(store.getState()), version: 99 }
  database.set('podpath/lab', newer)
  await restoreLab(store)
  await restoreLab(store)
  expect(store.getState().notice).toMatchObject({
    tone: 'warning',
    lines: [{ text: { key: 'notice.saved.newer' } }],
  })
  const [lab, ...others] = await labsSetAside()
  if (!lab) throw new Error('nothing was set aside')
  expect(others).toEqual([])
  expect(readSetAside(lab)).toEqual({ ok: false, error: 'newer' })
  expect(readSetAside({ ...lab, saved: { ...newer, version: 2 } }).ok).toBe(true)
  expect(JSON.parse(textOfSetAside(lab))).toEqual({
    apiVersion: 'v1',
    kind: 'List',
    items: reference.document.manifests,
  })
  await removeSetAside(lab)
  expect(await labsSetAside()).toEqual([])
})

it('a lab that cannot be shown makes room, and can be opened again', async () => {
  const store = createLabStore(reference)
  store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Always' })
  database.set('podpath/lab', envelopeOf(store.getState()))
  await setAsideOpen(store.getState(), 5)
  expect(database.has('podpath/lab')).toBe(false)
  const [lab] = await labsSetAside()
  const read = lab && readSetAside(lab)
  expect(read?.ok && read.value.document).toEqual(store.getState().document)
})

it('keeps the last five, and what was kept when there was one alone', async () => {
  database.set('podpath/lab-set-aside', { version: 0 })
  for (let at = 1; at <= 6; at += 1) await setAside({ version: 0, state: at }, at)
  expect((await labsSetAside()).map(({ sinceMs }) => sinceMs)).toEqual([6, 5, 4, 3, 2])
  database.set('podpath/lab-set-aside', { version: 0 })
  expect(await labsSetAside()).toEqual([{ sinceMs: 0, saved: { version: 0 } }])
})
