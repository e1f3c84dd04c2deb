import type { LabKeeper } from '../../store/lab-keeper'
import type { DocumentState } from '../../store/lab-state'
import { labPost } from '../lab-post/lab-post'
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

const post = labPost(send)
/** The text that the worker holds. */
let heldSource = ''

/** What is new since the last time is sent before. */
const withLab = (
  { document, baseSource }: Pick<DocumentState, 'document' | 'baseSource'>,
  task: KeepTask,
): Promise<void> =>
  new Promise((resolve) =>
    post(document, (kept) => {
      const source = baseSource === heldSource ? {} : { source: baseSource }
      heldSource = baseSource
      resolve(asked((id) => ({ id, kept, ...source, task })))
    }),
  )

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
