/** The labs kept in this browser, each with its last versions; what is open now is kept beside (`keep-lab.ts`). */
import { del, delMany, get, set, update } from 'idb-keyval'
import { clusterOf } from '../engine/lab/read-cluster'
import { type Json, jsonEquals } from '../engine/manifest'
import type { Said } from '../words/said'
import type { DocumentState } from './lab-state'
import { VERSION } from './migrations/migrate'
import { isAsItCame, readEnvelope } from './saved-lab'
import { isObject } from './saved-view'

/** A lab as it was once. */
export interface KeptVersion {
  readonly savedMs: number
  /** What had been done last. */
  readonly edit: Said
  readonly nodes: number
  readonly pods: number
}

export interface KeptLab {
  readonly id: string
  readonly name: string
  /** The newest first, never empty. */
  readonly versions: readonly KeptVersion[]
}

const INDEX = 'podpath/labs'
const versionKey = (lab: string, savedMs: number): string => `podpath/labs/${lab}/${savedMs}`

/** As many as anybody looks at; of more the shelf would grow without end. */
const MOST_VERSIONS = 30

/** The labs, the one last worked on first. */
export const keptLabs = async (): Promise<readonly KeptLab[]> => readIndex(await get<unknown>(INDEX))

function readIndex(saved: unknown): readonly KeptLab[] {
  if (!Array.isArray(saved)) return []
  return saved.filter(isKeptLab).sort((a, b) => (b.versions[0]?.savedMs ?? 0) - (a.versions[0]?.savedMs ?? 0))
}

const isKeptLab = (value: unknown): value is KeptLab =>
  isObject(value) &&
  typeof value.id === 'string' &&
  typeof value.name === 'string' &&
  Array.isArray(value.versions) &&
  value.versions.length > 0 &&
  value.versions.every((version) => isObject(version) && Number.isFinite(version.savedMs) && isObject(version.edit))

/** Puts a version on the shelf; the oldest makes room for it. The text goes with it, as comments are only there. */
export async function keepVersion(state: DocumentState, savedMs: number): Promise<void> {
  const { labId: id, labName, document, edit } = state
  const { nodes, pods, underlay } = clusterOf(document)
  const version: KeptVersion = { savedMs, edit, nodes: nodes.length, pods: pods.length }
  await set(versionKey(id, savedMs), { version: VERSION, state })
  let dropped: readonly KeptVersion[] = []
  await update<unknown>(INDEX, (saved) => {
    const labs = readIndex(saved)
    const versions = [version, ...(labs.find((lab) => lab.id === id)?.versions ?? [])]
    dropped = versions.slice(MOST_VERSIONS)
    const lab: KeptLab = { id, name: labName ?? underlay.name, versions: versions.slice(0, MOST_VERSIONS) }
    return [lab, ...labs.filter((other) => other.id !== id)]
  })
  await delMany(dropped.map((old) => versionKey(id, old.savedMs)))
}

/** Keeps a version, unless the newest is the same already or nobody has changed anything. */
export async function keepIfChanged(state: DocumentState, savedMs: number): Promise<void> {
  if (isAsItCame(state)) return
  const newest = (await keptLabs()).find(({ id }) => id === state.labId)?.versions[0]
  const kept = newest && (await openVersion(state.labId, newest.savedMs))
  if (!jsonEquals(kept?.document as Json | undefined, state.document as unknown as Json))
    await keepVersion(state, savedMs)
}

/** The document as it was; undefined if it is gone or cannot be read. */
export async function openVersion(lab: string, savedMs: number): Promise<Partial<DocumentState> | undefined> {
  const read = readEnvelope(await get<unknown>(versionKey(lab, savedMs)))
  return read.ok ? read.value : undefined
}

/** A second lab that is as the first is now. */
export async function duplicateLab(
  lab: KeptLab,
  copy: { readonly id: string; readonly name: string },
  savedMs: number,
): Promise<void> {
  const newest = lab.versions[0]
  const state = newest && (await openVersion(lab.id, newest.savedMs))
  if (!state?.document || !newest) return
  const { document, baseSource = '', edit = newest.edit } = state
  await keepVersion({ document, baseSource, edit, labId: copy.id, labName: copy.name }, savedMs)
}

export async function renameKept(id: string, name: string): Promise<void> {
  await update<unknown>(INDEX, (saved) => readIndex(saved).map((lab) => (lab.id === id ? { ...lab, name } : lab)))
}

export async function removeKept(lab: KeptLab): Promise<void> {
  await update<unknown>(INDEX, (saved) => readIndex(saved).filter(({ id }) => id !== lab.id))
  await delMany(lab.versions.map(({ savedMs }) => versionKey(lab.id, savedMs)))
  if ((await keptLabs()).length === 0) await del(INDEX)
}
