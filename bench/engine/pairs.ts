// All pairs, and what a change does to them: from the click to the numbers.
import { differenceBetween } from '../../src/analysis/difference/difference'
import { countOf } from '../../src/analysis/difference/route-changes'
import { matrixOf } from '../../src/analysis/matrix/matrix'
import { countsOf, pingGroups } from '../../src/analysis/matrix/summary'
import { applyCommand } from '../../src/engine/lab/apply-command'
import type { Command } from '../../src/engine/lab/commands'
import type { LabDocument } from '../../src/engine/lab/document'
import { clusterOf } from '../../src/engine/lab/read-cluster'
import { realize } from '../../src/engine/lab/realize'
import { type Measurement, measureAfter } from './measure'

const MODES = ['Never', 'CrossSubnet', 'Always'] as const

function changed(document: LabDocument, command: Command): LabDocument {
  const result = applyCommand(document, command)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Every node to every other one, of a lab never asked before: routes are there, pairs are not. */
export function matrixMeasure(name: string, lab: LabDocument): Measurement {
  const [pool] = clusterOf(lab).pools
  let document = lab
  return measureAfter(
    `${name}: all pairs of nodes`,
    (round) => {
      document = changed(document, { kind: 'set-ipip-mode', pool: pool?.name ?? '', mode: MODES[round % 3] ?? 'Never' })
      return realize(document)
    },
    (fabric) => {
      const nodes = clusterOf(document).nodes.map((node) => node.name)
      return countsOf(pingGroups(matrixOf(fabric, nodes))).size
    },
  )
}

/** What a menu or a ghost says: the changed lab's routes, and all pairs of pods before and after. */
export function previewMeasure(name: string, lab: LabDocument, commands: readonly Command[]): Measurement {
  let document = lab
  return measureAfter(
    name,
    (round) => {
      const before = document
      document = changed(before, commands[round % commands.length] as Command)
      // What is on the screen has been counted.
      differenceBetween(realize(before), realize(before))
      return { before, after: document }
    },
    ({ before, after }) => {
      const { routes, pairs } = differenceBetween(realize(before), realize(after))
      return countOf(routes.total) + (pairs?.pairs ?? 0)
    },
  )
}

export const flipCommands = (document: LabDocument): readonly Command[] =>
  MODES.map((mode) => ({ kind: 'set-ipip-mode', pool: clusterOf(document).pools[0]?.name ?? '', mode }))
