import fc from 'fast-check'
import { beforeEach, expect, it, vi } from 'vitest'
import { renumberSubnet } from '../engine/lab/commands/renumber-subnet'
import type { LabDocument } from '../engine/lab/document'
import { clusterOf, readCluster } from '../engine/lab/read-cluster'
import { resourceKey } from '../engine/lab/read-resources'
import { jsonEquals, type Manifest, valueAt } from '../engine/manifest'
import { ip } from '../engine/net/ipv4'
import { prefixOf } from '../engine/net/prefix'
import { printed, resourcesOf } from '../importing/cluster-export.arb'
import { importFiles } from '../importing/import-lab'
import { findResources } from '../io/find-resources'
import { parseLab } from '../io/parse-lab'
import { renderSource } from '../io/render-source'
import reference from '../labs/reference.yaml'
import { anyCommand, anyFormEdit, type Chance, COMMAND_KINDS, chanceOf } from './any-command.arb'
import { database } from './browser-database.arb'
import { createLabStore, type LabStoreApi } from './create-lab-store'
import { renameElement, renamingOf } from './forms/rename-element'
import { keepLab, restoreLab } from './keep-lab'
import { documentState } from './lab-state'
import { keepHistoryLight } from './light-history'
import { isAsItCame } from './saved-lab'
import { keptLabs, openVersion } from './shelf'

vi.mock('idb-keyval', () => import('./browser-database.arb'))
beforeEach(() => database.clear())

/** Every resource has a comment above it and a field that no reader knows: what is lost shows. */
function marked(name: string, manifests: readonly Manifest[]): string {
  return manifests
    .map((manifest, index) => {
      const own = { ...manifest, 'x-mark': `${name} ${index}` }
      return `# ${name} ${index}\n${printed([own], { group: 'crd', wrapper: 'documents' })}`
    })
    .join('---\n')
}

const STYLE = { group: 'crd', wrapper: 'list' } as const
const CLUSTERS = [1, 3].map((nodes) => Object.values(resourcesOf({ nodes, podsPerNode: 2 }, STYLE)).flat())

/** What may be opened or imported, as text. */
const TEXTS: readonly string[] = [
  reference.source,
  // Its nodes have not started yet since the pool has a tunnel.
  reference.source.replaceAll(/^ *projectcalico\.org\/IPv4IPIPTunnelAddr: .*\n/gm, ''),
  marked('reference', reference.document.manifests),
  ...CLUSTERS.map((all, index) => marked(`cluster${index}`, all as unknown as readonly Manifest[])),
  ...CLUSTERS.map((all) => printed(all, STYLE)),
]

const ACTS = [
  ...Array<'edit'>(9).fill('edit'),
  ...Array<'form'>(5).fill('form'),
  ...Array<'undo'>(6).fill('undo'),
  ...Array<'redo'>(3).fill('redo'),
  'import',
  'refused-import',
  'rename',
  'call',
  'call',
  'renumber',
  'reload',
  'yaml',
  'shelf',
] as const
type Act = (typeof ACTS)[number]

/** What the store is to have: the states of the undo steps, which of them one is at, and the labs that were left. */
interface Model {
  readonly steps: readonly LabDocument[]
  readonly at: number
  readonly left: Map<string, LabDocument>
}

interface Session {
  readonly store: LabStoreApi
  readonly stop: () => void
}

function began(): Session {
  const store = createLabStore(reference)
  keepHistoryLight(store.temporal)
  return { store, stop: keepLab(store) }
}

/** Until all that is under way has been written. */
const written = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** The page is closed and opened again; now and then the text was saved by the first version. */
async function reloaded({ store, stop }: Session): Promise<Session> {
  await written()
  stop()
  const next = createLabStore(reference)
  await restoreLab(next)
  const was = documentState(store.getState())
  // Of what nobody has touched nothing was written, and its id is as good as another.
  const labId = was.edit.key === 'edit.start' ? next.getState().labId : was.labId
  expect(documentState(next.getState())).toEqual({ ...was, labId })
  keepHistoryLight(next.temporal)
  return { store: next, stop: keepLab(next) }
}

function importText(store: LabStoreApi, content: string): void {
  const lab = importFiles([{ name: 'x', content }])
  if (!lab.ok || lab.value.kind !== 'lab') throw new Error('the made-up cluster is valid')
  store.getState().openLab(lab.value, { key: 'edit.import', params: { file: 'x' } })
}

/** One line of the lab's text is taken out, written twice or given another number, as slips of the hand do. */
function editText(store: LabStoreApi, chance: Chance): void {
  const { baseSource, document, labId, labName } = store.getState()
  const lines = renderSource(baseSource, document).split('\n')
  const at = chance.number(lines.length)
  const line = lines[at] ?? ''
  const slip = chance.of([[], [line, line], [line.replace(/\d+/, String(chance.number(40)))], [`${line} # mine`]]) ?? []
  const parsed = parseLab(lines.toSpliced(at, 1, ...slip).join('\n'))
  if (!parsed.ok) return
  store
    .getState()
    .openLab({ ...parsed.value, id: labId, ...(labName !== undefined && { name: labName }) }, { key: 'edit.yaml' })
}

/** Anything that has a name gets another, or one that cannot be; all that names it follows. */
function callOtherwise(store: LabStoreApi, chance: Chance): void {
  const { nodes, pods, pools, bgpPeers, underlay } = clusterOf(store.getState().document)
  const element = chance.of([
    ...nodes.map(({ name }) => `node:${name}`),
    ...pods.map(({ namespace, name }) => `pod:${namespace}/${name}`),
    ...pools.map(({ name }) => `resource:IPPool/${name}`),
    ...bgpPeers.map(({ name }) => `resource:BGPPeer/${name}`),
    ...underlay.subnets.map(({ name }) => `subnet:${name}`),
    ...underlay.routers.map(({ name }) => `router:${name}`),
  ])
  const to = chance.of(['x', 'pod1', 'k8s-w1', 'a', 'router', 'a-b.c', 'Big One', '', `n${chance.number(9)}`])
  const renaming = renamingOf(element ?? '', to ?? '')
  if (renaming) renameElement(store.getState(), renaming, renderSource)
}

function renumber(store: LabStoreApi, chance: Chance): void {
  const { document, adopt } = store.getState()
  const name = chance.of(clusterOf(document).underlay.subnets)?.name ?? ''
  const cidr = prefixOf(ip(`10.${chance.number(4) + 200}.0.0`), 22 + chance.number(9))
  const outcome = renumberSubnet(document, name, cidr)
  if (outcome.ok) adopt(outcome.value.document, { key: 'edit.renumbered', params: { name, cidr: 'x' } })
}

async function openKept(store: LabStoreApi, chance: Chance): Promise<void> {
  await written()
  const lab = chance.of(await keptLabs())
  const version = lab && chance.of(lab.versions)
  const state = version && (await openVersion(lab.id, version.savedMs))
  if (!lab || !state?.document) return
  store
    .getState()
    .openLab({ document: state.document, source: state.baseSource ?? '', id: lab.id }, { key: 'edit.open-lab' })
}

/** Kinds of command that have changed a lab. */
const carriedOut = new Set<string>()

async function play(session: Session, act: Act, chance: Chance): Promise<Session> {
  const { store } = session
  const { document, run, undo, redo, renameLab } = store.getState()
  if (act === 'edit') {
    const command = anyCommand(document, chance)
    if (command && run(command) && store.getState().document !== document) carriedOut.add(command.kind)
  } else if (act === 'form') {
    const commands = anyFormEdit(document, chance)
    if (commands.length > 0) run(commands)
  } else if (act === 'undo') undo()
  else if (act === 'redo') redo()
  else if (act === 'import') importText(store, chance.of(TEXTS) ?? '')
  else if (act === 'refused-import') expect(importFiles([{ name: 'x', content: 'kind: Pod\n' }]).ok).toBe(false)
  else if (act === 'rename') renameLab(chance.of([undefined, '', 'mine', '__proto__']))
  else if (act === 'call') callOtherwise(store, chance)
  else if (act === 'renumber') renumber(store, chance)
  else if (act === 'yaml') editText(store, chance)
  else if (act === 'shelf') await openKept(store, chance)
  else return reloaded(session)
  return session
}

/** What an edit leaves alone keeps every byte of it that the lab does not read. */
function keepsMarks(before: LabDocument, after: LabDocument): void {
  const marks = new Map(before.manifests.map((manifest) => [resourceKey(manifest), valueAt(manifest, ['x-mark'])]))
  for (const manifest of after.manifests) {
    const mark = marks.get(resourceKey(manifest))
    if (mark !== undefined) expect(valueAt(manifest, ['x-mark']), resourceKey(manifest)).toBe(mark)
  }
}

/** The text says what the lab is, and every comment stands above its own resource as long as that is there. */
function textIsWhole(store: LabStoreApi): void {
  const { document, baseSource } = store.getState()
  const text = renderSource(baseSource, document)
  // What the lab's reader would make up besides, such as who owns a block, is not asked here.
  const found = findResources(text)
  if (!found.ok) throw new Error(JSON.stringify(found.error))
  const inText = new Map(found.value.resources.map(({ json }) => [resourceKey(json as Manifest), json]))
  expect(parseLab(text).ok).toBe(true)
  expect(inText.size).toBe(document.manifests.length)
  for (const manifest of document.manifests) {
    const same = jsonEquals(inText.get(resourceKey(manifest)), manifest)
    if (!same) expect(inText.get(resourceKey(manifest))).toEqual(manifest)
    const mark = valueAt(manifest, ['x-mark'])
    if (typeof mark === 'string' && baseSource.includes(`# ${mark}\n`)) expect(text).toContain(`# ${mark}\n`)
  }
}

const SESSIONS = Number(process.env.SESSIONS ?? 270)
const SEED = Number(process.env.SESSIONS_SEED ?? 20_261_125)

it('ten thousand edits, undos, redos, imports and reloads: every state is a lab, and nothing is lost', async () => {
  const acts = new Map<Act, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.integer()), { minLength: 20, maxLength: 60, size: 'max' }),
      async (all) => {
        database.clear()
        let session = began()
        let model: Model = { steps: [reference.document], at: 0, left: new Map() }
        let count = 0
        for (const [act, seed] of all) {
          acts.set(act, (acts.get(act) ?? 0) + 1)
          const before = session.store.getState()
          session = await play(session, act, chanceOf(seed))
          const { document, labId } = session.store.getState()
          const past = session.store.temporal.getState().pastStates.length
          // Nothing is kept that the lab's own reader refuses.
          expect(readCluster(document).ok).toBe(true)
          if (labId !== before.labId && !isAsItCame(before)) model.left.set(before.labId, before.document)
          if (act === 'undo' || act === 'redo') {
            const at = Math.max(0, Math.min(model.steps.length - 1, model.at + (act === 'undo' ? -1 : 1)))
            model = { ...model, at }
            expect(document.manifests).toBe(model.steps[at]?.manifests)
          } else if (act === 'reload') {
            expect(document).toEqual(before.document)
            model = { ...model, steps: [document], at: 0 }
          } else if (past > count) {
            model = { ...model, steps: [...model.steps.slice(0, model.at + 1), document], at: model.at + 1 }
            if (act === 'edit' || act === 'form') keepsMarks(before.document, document)
          } else expect(document).toBe(before.document)
          count = past
          expect(past).toBe(model.at)
        }
        textIsWhole(session.store)
        await written()
        session.stop()
        for (const [id, document] of model.left) {
          const newest = (await keptLabs()).find((lab) => lab.id === id)?.versions[0]
          const kept = newest && (await openVersion(id, newest.savedMs))
          if (id !== session.store.getState().labId) expect(kept?.document, id).toEqual(document)
        }
      },
    ),
    { seed: SEED, numRuns: SESSIONS },
  )
  expect([...acts.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10_000)
  expect([...carriedOut].toSorted()).toEqual(COMMAND_KINDS.toSorted())
}, 600_000)
