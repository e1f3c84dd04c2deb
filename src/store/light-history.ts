import type { LabStoreApi } from './create-lab-store'
import type { DocumentState } from './lab-state'

/** Steps this near are gone to at once; what was computed of those beyond is let go, and computed anew if somebody returns. */
const WARM = 20
/** More than anybody goes back through by hand: 800 edits of a cluster of 500 nodes, hundreds of thousands of the reference. */
const MOST_BYTES = 100_000_000
const BYTES_A_POINTER = 8

/**
 * Keeps the steps of undo and redo small. Routes, pictures and all else that is derived of a lab lives as long as its
 * document does, megabytes each where it is large: a step far away keeps its manifests in a document of its own, which
 * nothing was derived of yet.
 */
export function keepHistoryLight(history: LabStoreApi['temporal'], mostBytes = MOST_BYTES): () => void {
  const cooled = new WeakSet<DocumentState>()
  const cool = (steps: DocumentState[]): void => {
    for (let at = steps.length - 1 - WARM; at >= 0; at -= 1) {
      const step = steps[at]
      // Behind it lie those that were so far away before.
      if (!step || cooled.has(step)) return
      const light = { ...step, document: { ...step.document } }
      cooled.add(light)
      steps[at] = light
    }
  }
  return history.subscribe(({ pastStates, futureStates }) => {
    // In place, as zundo itself does with these lists.
    cool(pastStates as DocumentState[])
    cool(futureStates as DocumentState[])
    pastStates.splice(0, surplus(pastStates as DocumentState[], mostBytes))
  })
}

/** How many of the oldest steps are too much together; manifests that steps share cost each a pointer. */
function surplus(steps: readonly DocumentState[], mostBytes: number): number {
  let bytes = 0
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    const { document, baseSource } = steps[at] as DocumentState
    bytes += document.manifests.length * BYTES_A_POINTER
    if (baseSource !== steps[at + 1]?.baseSource) bytes += baseSource.length
    if (bytes > mostBytes) return at + 1
  }
  return 0
}
