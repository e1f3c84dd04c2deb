import type { LabDocument } from '../../engine/lab/document'
import { NO_DOCUMENT } from '../lab-post/document-patch'
import { labPost } from '../lab-post/lab-post'
import type { Answers, Asked, FromWorker, ToWorker } from './questions'

type Listener = (answer: Answers[keyof Answers], done: boolean) => void

let worker: Worker | undefined
let lastId = 0
let lastLab: { readonly id: number; readonly document: LabDocument } = { id: 0, document: NO_DOCUMENT }
let sentLab = 0
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

const post = labPost(send)

/** The lab counts as another only if it is; what is new in it is sent once, however many questions there are about it. */
function labId(document: LabDocument): number {
  if (lastLab.document !== document) lastLab = { id: lastLab.id + 1, document }
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
  const lab = labId(document)
  post(document, (kept) => {
    if (lab !== sentLab) send({ lab, kept })
    sentLab = lab
    if (listeners.has(id)) send({ id, lab, asked })
  })
  return () => void listeners.delete(id)
}
