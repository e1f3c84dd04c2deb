/// <reference lib="webworker" />
import { checkAssertions } from '../../analysis/assertions/check-assertions'
import { diagnose } from '../../analysis/doctor/diagnose'
import { breakersIn, type Search } from '../../analysis/flips/breakers'
import type { Flip } from '../../analysis/flips/flip'
import { flipsIn } from '../../analysis/flips/flips-of'
import type { LabDocument } from '../../engine/lab/document'
import { NO_DOCUMENT } from '../lab-post/document-patch'
import { labReceiver } from '../lab-post/lab-post'
import type { Answers, Asked, FromWorker, ToWorker } from './questions'

const receiver = labReceiver()
/** The lab that the last questions were about. */
let held: { readonly lab: number; readonly document: LabDocument } = { lab: 0, document: NO_DOCUMENT }

/** The newest question of each kind: an older one need not be answered to the end. */
const newest = new Map<Asked['kind'], number>()

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if ('added' in data) receiver.take(data)
  else if ('kept' in data) held = { lab: data.lab, document: receiver.lab(data.kept) }
  else {
    newest.set(data.asked.kind, data.id)
    void answer(data)
  }
}

/** Of a long search it is said so often how far it is. */
const SAYS_EVERY_MS = 100

/** Lets what has come in meanwhile be heard. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

async function answer({ id, lab, asked }: Extract<ToWorker, { readonly asked: Asked }>): Promise<void> {
  await breathe()
  const isStale = (): boolean => newest.get(asked.kind) !== id || held.lab !== lab
  if (isStale()) return
  const { document } = held
  const reply = (found: Answers[keyof Answers], done: boolean): void =>
    self.postMessage({ id, answer: found, done } satisfies FromWorker)
  if (asked.kind === 'findings') return reply(diagnose(document), true)
  if (asked.kind === 'assertions') return reply(checkAssertions(document), true)
  if (asked.kind === 'breakers') {
    let search: Search = { tried: 0, all: 0, found: [] }
    let saidAt = performance.now()
    for (const next of breakersIn(document, asked.question)) {
      search = next
      if (performance.now() - saidAt < SAYS_EVERY_MS) continue
      reply(search, false)
      await breathe()
      if (isStale()) return
      saidAt = performance.now()
    }
    return reply(search, true)
  }
  const flips: Flip[] = []
  for (const flip of flipsIn(document, asked.question)) {
    if (flip) {
      flips.push(flip)
      reply([...flips], false)
    }
    await breathe()
    if (isStale()) return
  }
  reply(flips, true)
}
