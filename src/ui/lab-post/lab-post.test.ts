import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LabDocument } from '../../engine/lab/document'
import reference from '../../labs/reference.yaml'
import { labPost, labReceiver, type Parcel } from './lab-post'

const { document } = reference
const [first, ...others] = document.manifests
const changed: LabDocument = { manifests: [...others, { ...first, extra: 'new' } as never] }

/** As a worker gets it: copies, in the order in which they were sent. */
function worker() {
  const receiver = labReceiver()
  const labs: LabDocument[] = []
  const parcels: Parcel[] = []
  const post = labPost((parcel) => {
    parcels.push(parcel)
    receiver.take(structuredClone(parcel))
  })
  const send = (lab: LabDocument) => post(lab, (kept) => labs.push(receiver.lab(structuredClone(kept))))
  return { labs, parcels, send }
}

it('brings a small lab at once, and of the next only what is new', () => {
  const { labs, parcels, send } = worker()
  send(document)
  expect(labs).toEqual([document])
  const sent = parcels.length
  send(changed)
  expect(labs).toEqual([document, changed])
  expect(parcels.slice(sent)).toEqual([{ added: changed.manifests.slice(-1) }])
})

describe('where copying takes its time', () => {
  beforeEach(() => {
    let now = 0
    vi.useFakeTimers()
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 5))
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('gives the page its turn, and brings labs in their order', () => {
    const { labs, parcels, send } = worker()
    send(document)
    send(changed)
    expect([labs.length, parcels.length]).toEqual([0, 1])
    vi.runAllTimers()
    expect(labs).toEqual([document, changed])
  })
})
