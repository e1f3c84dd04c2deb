/// <reference lib="webworker" />
import { setMany, update } from 'idb-keyval'
import type { LabDocument, Manifest } from '../../engine/lab/document'
import { isObject } from '../../store/saved-view'
import { keepVersion } from '../../store/shelf'
import { NO_DOCUMENT, patched } from '../analysis/document-patch'
import type { FromKeeper, KeepTask, ToKeeper } from './keep-messages'

let held: LabDocument = NO_DOCUMENT
let source = ''
let coming: Manifest[] = []

self.onmessage = ({ data }: MessageEvent<ToKeeper>) => {
  if ('added' in data) {
    coming.push(...data.added)
    return
  }
  const done = (fault?: unknown): void =>
    self.postMessage({ id: data.id, ...(fault !== undefined && { fault: String(fault) }) } satisfies FromKeeper)
  doneWith(data).then(() => done(), done)
}

function doneWith(asked: Exclude<ToKeeper, { readonly added: unknown }>): Promise<void> {
  if ('look' in asked) {
    const { key, version, view } = asked.look
    return update<unknown>(key, (saved) =>
      isObject(saved) && saved.version === version && isObject(saved.state)
        ? { ...saved, state: { ...saved.state, ...view } }
        : saved,
    )
  }
  held = patched(held, { kept: asked.kept, added: coming })
  coming = []
  source = asked.source ?? source
  return written(asked.task, { document: held, baseSource: source })
}

function written(task: KeepTask, lab: { readonly document: LabDocument; readonly baseSource: string }): Promise<void> {
  if (task.kind === 'shelve') return keepVersion({ ...task.state, ...lab }, task.savedMs)
  return setMany([
    [task.key, { version: task.version, state: { ...task.state, ...lab } }],
    [task.stampKey, task.stamp],
  ])
}
