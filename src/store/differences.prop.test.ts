import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crowdsOf } from '../analysis/matrix/crowds.arb'
import type { LabDocument } from '../engine/lab/document'
import { editsOf } from '../engine/lab/edits.arb'
import { clusterOf } from '../engine/lab/read-cluster'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { selectPicture } from './derived'
import { differenceOf, tollOf, tollOfCommands } from './differences'
import { moveCommand, previewMove } from './move'

const storeOf = (document: LabDocument) => createLabStore({ document, source: '' })

/** What the Changes tab shows. */
function shown(store: ReturnType<typeof storeOf>) {
  const { lastChange, document } = store.getState()
  return lastChange && tollOf(differenceOf(lastChange.before, document))
}

describe('what is shown before a change is what is shown after it', () => {
  it('of any command', () => {
    const asked = crowdsOf(reference.document).chain((lab) =>
      editsOf(lab, 4).map((commands) => [lab, commands] as const),
    )
    fc.assert(
      fc.property(asked, ([lab, commands]) => {
        const store = storeOf(lab)
        for (const command of commands) {
          const before = store.getState().document
          const preview = tollOfCommands(before, [command])
          const ran = store.getState().run(command)
          expect(ran).toBe(preview !== undefined)
          if (ran && store.getState().document !== before) expect(shown(store)).toEqual(preview)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('of a node dragged over a border and dropped anywhere', () => {
    const { nodes, underlay } = clusterOf(reference.document)
    const drag = fc.record({
      node: fc.constantFrom(...nodes.map(({ name }) => `node:${name}`)),
      subnet: fc.constantFrom(...underlay.subnets.map(({ name }) => `subnet:${name}`)),
      position: fc.record({ x: fc.nat(900), y: fc.nat(900) }),
    })
    fc.assert(
      fc.property(fc.array(drag, { maxLength: 4 }), (drags) => {
        const store = storeOf(reference.document)
        for (const { node, subnet, position } of drags) {
          const { document } = store.getState()
          const picture = selectPicture({ document })
          const preview = previewMove(document, picture, node, subnet)
          const command = moveCommand(picture, node, subnet, position)
          if (preview.kind !== 'moves' || !command) continue
          const before = tollOfCommands(document, [preview.command])
          store.getState().run(command)
          expect(shown(store)).toEqual(before)
        }
      }),
      { numRuns: 20 },
    )
  })
})
