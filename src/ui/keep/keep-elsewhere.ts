import type { LabKeeper } from '../../store/lab-keeper'
import type { DocumentState } from '../../store/lab-state'
import { NO_DOCUMENT, patchBetween } from '../analysis/document-patch'
import type { FromKeeper, KeepTask, ToKeeper } from './keep-messages'

const worker = new Worker(new URL('./keep-worker.ts', import.meta.url), { type: 'module', name: 'keep' })
const waiting = new Map<number, (fault: string | undefined) => void>()
worker.onmessage = ({ data }: MessageEvent<FromKeeper>) => {
  waiting.get(data.id)?.(data.fault)
  waiting.delete(data.id)
}

const send = (message: ToKeeper): void => worker.postMessage(message)

let lastId = 0

/** @throws if the worker could not write */
function asked(message: (id: number) => ToKeeper): Promise<void> {
  lastId += 1
  const id = lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, (fault) => (fault === undefined ? resolve() : reject(new Error(fault))))
    send(message(id))
  })
}

/** What the worker holds. */
let held: Pick<DocumentState, 'document' | 'baseSource'> = { document: NO_DOCUMENT, baseSource: '' }

/** Of a frame so much is taken to copy manifests, and then the page has its turn. */
const SLICE_MS = 4
const AT_ONCE = 10

/** What is new since the last time is sent a few manifests at a time. */
async function withLab({ document, baseSource }: typeof held, task: KeepTask): Promise<void> {
  const { kept, added } = patchBetween(held.document, document)
  const source = baseSource === held.baseSource ? {} : { source: baseSource }
  let end = performance.now() + SLICE_MS
  for (let at = 0; at < added.length; at += AT_ONCE) {
    if (performance.now() > end) {
      await new Promise((resolve) => setTimeout(resolve))
      end = performance.now() + SLICE_MS
    }
    send({ added: added.slice(at, at + AT_ONCE) })
  }
  held = { document, baseSource }
  return asked((id) => ({ id, kept, ...source, task }))
}

let last: Promise<void> = Promise.resolve()

/** One after the other: what one sends in pieces no other may come between. */
function inTurn(act: () => Promise<void>): Promise<void> {
  const mine = last.then(act)
  last = mine.catch(() => undefined)
  return mine
}

export const keeper: LabKeeper = {
  put: (key, { version, state: { document, baseSource, ...state } }, stampKey, stamp) =>
    inTurn(() => withLab({ document, baseSource }, { kind: 'put', key, version, state, stampKey, stamp })),
  look: (key, version, view) => inTurn(() => asked((id) => ({ id, look: { key, version, view } }))),
  shelve: ({ document, baseSource, ...state }, savedMs) =>
    inTurn(() => withLab({ document, baseSource }, { kind: 'shelve', state, savedMs })),
}
