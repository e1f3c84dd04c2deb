import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { editsOf } from '../engine/lab/edits.arb'
import { readCluster } from '../engine/lab/read-cluster'
import { printed, resourcesOf } from '../importing/cluster-export.arb'
import { importFiles } from '../importing/import-lab'
import { parseLab } from '../io/parse-lab'
import { renderSource } from '../io/render-source'
import reference from '../labs/reference.yaml'
import { createLabStore, type LabStoreApi } from './create-lab-store'
import type { OpenedLab } from './lab-slice'
import { envelopeOf, readEnvelope } from './saved-lab'

const STYLE = { group: 'crd', wrapper: 'documents' } as const

const imported: readonly OpenedLab[] = [1, 3].map((nodes) => {
  const content = printed(Object.values(resourcesOf({ nodes, podsPerNode: 2 }, STYLE)).flat(), STYLE)
  const lab = importFiles([{ name: 'cluster.yaml', content }])
  if (!lab.ok || lab.value.kind !== 'lab') throw new Error('the made-up cluster is valid')
  return lab.value
})

type Act =
  | { readonly kind: 'edit'; readonly commands: readonly Command[] }
  | { readonly kind: 'undo' | 'redo' | 'reload' | 'refused-import' }
  | { readonly kind: 'import'; readonly lab: OpenedLab }
  | { readonly kind: 'rename'; readonly name: string | undefined }

const labs = [reference, ...imported]
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .constantFrom(...labs)
      .chain(({ document }) => editsOf(document, 2))
      .map((commands): Act => ({ kind: 'edit', commands })),
  },
  { weight: 5, arbitrary: fc.constantFrom<Act>({ kind: 'undo' }, { kind: 'undo' }, { kind: 'redo' }) },
  { weight: 1, arbitrary: fc.constantFrom<Act>({ kind: 'reload' }, { kind: 'refused-import' }) },
  { weight: 1, arbitrary: fc.constantFrom(...labs).map((lab): Act => ({ kind: 'import', lab })) },
  {
    weight: 1,
    arbitrary: fc
      .option(fc.string({ maxLength: 5 }), { nil: undefined })
      .map((name): Act => ({ kind: 'rename', name })),
  },
)

/** What the store is to have: labs in the order of the undo steps, and where in it one is. */
interface Model {
  readonly steps: readonly LabDocument[]
  readonly at: number
}

function play(store: LabStoreApi, each: Act): LabStoreApi {
  const state = store.getState()
  if (each.kind === 'edit') state.run(each.commands)
  else if (each.kind === 'import') state.openLab(each.lab, { key: 'edit.import', params: { file: 'x' } })
  else if (each.kind === 'rename') state.renameLab(each.name)
  else if (each.kind === 'refused-import') expect(importFiles([{ name: 'x', content: 'kind: Pod\n' }]).ok).toBe(false)
  else if (each.kind === 'reload') return reloaded(store)
  else state[each.kind]()
  return store
}

function reloaded(store: LabStoreApi): LabStoreApi {
  const read = readEnvelope(structuredClone(envelopeOf(store.getState())))
  if (!read.ok) throw new Error(read.error)
  const next = createLabStore(reference)
  next.setState(read.value)
  next.temporal.getState().clear()
  return next
}

it('ten thousand edits, undos, redos, imports and reloads: every state is a lab, and nothing is lost', () => {
  let acts = 0
  fc.assert(
    fc.property(fc.array(act, { minLength: 20, maxLength: 60, size: 'max' }), (session) => {
      let store = createLabStore(reference)
      let model: Model = { steps: [reference.document], at: 0 }
      let steps = store.temporal.getState().pastStates.length
      for (const each of session) {
        acts += 1
        const before = store.getState().document
        store = play(store, each)
        const { document } = store.getState()
        const past = store.temporal.getState().pastStates.length
        // Nothing is kept that the lab's own reader refuses.
        expect(readCluster(document).ok).toBe(true)
        if (each.kind === 'undo' || each.kind === 'redo') {
          const at = Math.max(0, Math.min(model.steps.length - 1, model.at + (each.kind === 'undo' ? -1 : 1)))
          model = { ...model, at }
          expect(document).toBe(model.steps[at])
        } else if (each.kind === 'reload') {
          expect(document).toEqual(before)
          model = { steps: [document], at: 0 }
        } else if (past > steps) model = { steps: [...model.steps.slice(0, model.at + 1), document], at: model.at + 1 }
        else expect(document).toBe(before)
        steps = past
        expect(past).toBe(model.at)
      }
      const { document, baseSource } = store.getState()
      const saved = parseLab(renderSource(baseSource, document))
      expect(
        saved.ok && new Set(saved.value.document.manifests.map((manifest) => JSON.stringify(manifest.metadata.name))),
      ).toEqual(new Set(document.manifests.map((manifest) => JSON.stringify(manifest.metadata.name))))
    }),
    { seed: 20_261_125, numRuns: 320 },
  )
  expect(acts).toBeGreaterThan(10_000)
})
