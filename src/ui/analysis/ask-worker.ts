import type { LabDocument } from '../../engine/lab/document'
import { NO_DOCUMENT, patchBetween } from './document-patch'
import type { Answers, Asked, FromWorker, ToWorker } from './questions'

type Listener = (answer: Answers[keyof Answers], done: boolean) => void

let worker: Worker | undefined
let lastId = 0
let lastLab: { readonly id: number; readonly document: LabDocument } = { id: 0, document: NO_DOCUMENT }
const listeners = new Map<number, Listener>()

function started(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module', name: 'analysis' })
  worker.onmessage = ({ data: { id, answer, done } }: MessageEvent<FromWorker>) => {
    listeners.get(id)?.(answer, done)
    if (done) listeners.delete(id)
  }
  return worker
}

const send = (message: ToWorker): void => started().postMessage(message)

/** What is new in the lab is sent once, however many questions there are about it. */
function labId(document: LabDocument): number {
  if (lastLab.document === document) return lastLab.id
  const patch = patchBetween(lastLab.document, document)
  lastLab = { id: lastLab.id + 1, document }
  send({ lab: lastLab.id, patch })
  return lastLab.id
}

/** Asks about a lab away from the page's own thread. Returns how to stop listening. */
export function askWorker<K extends Asked['kind']>(
  document: LabDocument,
  asked: Extract<Asked, { readonly kind: K }>,
  hear: (answer: Answers[K], done: boolean) => void,
): () => void {
  const id = ++lastId
  listeners.set(id, hear as Listener)
  send({ id, lab: labId(document), asked })
  return () => void listeners.delete(id)
}
