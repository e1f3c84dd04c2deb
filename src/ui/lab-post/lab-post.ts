import type { LabDocument, Manifest } from '../../engine/lab/document'
import { NO_DOCUMENT, patchBetween, patched } from './document-patch'

/** Of a frame so much is taken to copy manifests for a worker, and then the page has its turn. */
const SLICE_MS = 4
const AT_ONCE = 10

/** To a worker: manifests that it has not, a few at a time. */
export interface Parcel {
  readonly added: readonly Manifest[]
}

interface Errand {
  readonly added: readonly Manifest[]
  sent: number
  readonly whenThere: () => void
}

/**
 * Sends labs to a worker, each as what is new since the one before, and in its turn. Copying a large lab from thread to thread
 * takes longer than a frame: it is sent in slices, and the page goes on meanwhile.
 * @returns `post(document, then)`; `then` tells the worker where each manifest stands, at once if the lab is small.
 */
export function labPost(send: (parcel: Parcel) => void) {
  let sentLast = NO_DOCUMENT
  const errands: Errand[] = []
  let isUnderWay = false
  const goOn = (): void => {
    const end = performance.now() + SLICE_MS
    isUnderWay = true
    for (let [errand] = errands; errand; [errand] = errands) {
      while (errand.sent < errand.added.length) {
        send({ added: errand.added.slice(errand.sent, errand.sent + AT_ONCE) })
        errand.sent += AT_ONCE
        if (performance.now() > end) return void setTimeout(goOn)
      }
      errands.shift()
      errand.whenThere()
    }
    isUnderWay = false
  }
  return (document: LabDocument, then: (kept: Int32Array) => void): void => {
    const { kept, added } = patchBetween(sentLast, document)
    sentLast = document
    errands.push({ added, sent: 0, whenThere: () => then(kept) })
    if (!isUnderWay) goOn()
  }
}

/** The worker's side: what has come of a lab, and the lab as soon as it is known where each manifest stands. */
export function labReceiver() {
  let held = NO_DOCUMENT
  let coming: Manifest[] = []
  return {
    take: ({ added }: Parcel): void => void coming.push(...added),
    lab: (kept: Int32Array): LabDocument => {
      held = patched(held, { kept, added: coming })
      coming = []
      return held
    },
  }
}
