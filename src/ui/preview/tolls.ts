import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { quickTollOf, type Toll } from '../../store/differences'
import { memoByIdentity } from '../../store/memo'
import { askToll } from './ask-toll'

export { changedKinds, quickTollOf } from '../../store/differences'

const known = memoByIdentity((_: LabDocument) => new Map<string, Toll | undefined>())

/** A question under way, and who waits for its answer. */
interface Pending {
  readonly document: LabDocument
  readonly key: string
  readonly waiting: Set<() => void>
}

const pending = new Map<string, Pending>()

/**
 * What commands would come to, if that can be said at once, or has been counted before; else it is counted elsewhere, and
 * `hear` is called when it can be said, unless the asker has asked something else by then.
 */
export function tollOrLater(
  document: LabDocument,
  asker: string,
  commands: readonly Command[],
  hear: () => void,
): Toll | undefined {
  const quick = quickTollOf(document, commands)
  if (quick) return quick
  const key = JSON.stringify(commands)
  if (known(document).has(key)) return known(document).get(key)
  const asked = pending.get(asker)
  if (asked?.document === document && asked.key === key) asked.waiting.add(hear)
  else {
    const waiting = new Set([hear])
    pending.set(asker, { document, key, waiting })
    askToll(document, asker, commands, (toll) => {
      known(document).set(key, toll)
      pending.delete(asker)
      for (const each of waiting) each()
    })
  }
  return undefined
}
