import { applyCommand } from '../apply-command'
import type { LabDocument } from '../document'
import { clusterOf } from '../read-cluster'
import { randomFault } from './possible-faults'

/** The lab with one thing of it broken by chance: the same seed in the same lab breaks the same. */
export function brokenBySeed(document: LabDocument, seed: number): LabDocument {
  const fault = randomFault(clusterOf(document), seed)
  const broken = fault && applyCommand(document, { kind: 'set-fault', fault, on: true })
  return broken?.ok ? broken.value : document
}
