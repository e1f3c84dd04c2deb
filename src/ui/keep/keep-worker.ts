/// <reference lib="webworker" />
import { setMany, update } from 'idb-keyval'
import type { LabDocument } from '../../engine/lab/document'
import { isObject } from '../../store/saved-view'
import { keepVersion } from '../../store/shelf'
import { labReceiver, type Parcel } from '../lab-post/lab-post'
import type { FromKeeper, KeepTask, ToKeeper } from './keep-messages'

const receiver = labReceiver()
let source = ''

self.onmessage = ({ data }: MessageEvent<ToKeeper>) => {
  if ('added' in data) {
    receiver.take(data)
    return
  }
  const done = (fault?: unknown): void =>
    self.postMessage({ id: data.id, ...(fault !== undefined && { fault: String(fault) }) } satisfies FromKeeper)
  doneWith(data).then(() => done(), done)
}

function doneWith(asked: Exclude<ToKeeper, Parcel>): Promise<void> {
  if ('look' in asked) {
    const { key, version, view } = asked.look
    return update<unknown>(key, (saved) =>
      isObject(saved) && saved.version === version && isObject(saved.state)
        ? { ...saved, state: { ...saved.state, ...view } }
        : saved,
    )
  }
  const document = receiver.lab(asked.kept)
  source = asked.source ?? source
  return written(asked.task, { document, baseSource: source })
}

function written(task: KeepTask, lab: { readonly document: LabDocument; readonly baseSource: string }): Promise<void> {
  if (task.kind === 'shelve') return keepVersion({ ...task.state, ...lab }, task.savedMs)
  return setMany([
    [task.key, { version: task.version, state: { ...task.state, ...lab } }],
    [task.stampKey, task.stamp],
  ])
}
