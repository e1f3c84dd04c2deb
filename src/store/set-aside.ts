/** Labs that could not be opened, or not be shown: kept as they were, until somebody has taken them out. */
import { del, get, update } from 'idb-keyval'
import { jsonEquals } from '../engine/manifest'
import type { LabState } from './lab-state'
import { envelopeOf, OPEN_LAB_KEY, readEnvelope } from './saved-lab'
import { isObject } from './saved-view'

export interface SetAsideLab {
  readonly sinceMs: number
  readonly saved: unknown
}

const KEY = 'podpath/lab-set-aside'

/** As many as can be told apart by their times; each is whole. */
const MOST = 5

/** The newest first. */
export const labsSetAside = async (): Promise<readonly SetAsideLab[]> => listOf(await get<unknown>(KEY))

/** There was a time when it was one, by itself. */
function listOf(kept: unknown): readonly SetAsideLab[] {
  if (Array.isArray(kept)) return kept.filter((each) => isObject(each) && Number.isFinite(each.sinceMs))
  return kept === undefined ? [] : [{ sinceMs: 0, saved: kept }]
}

export async function setAside(saved: unknown, sinceMs: number): Promise<void> {
  await update<unknown>(KEY, (kept) => {
    const others = listOf(kept).filter((other) => !isSame(other.saved, saved))
    return [{ sinceMs, saved }, ...others].slice(0, MOST)
  })
}

/** What cannot be read at one start cannot be read at the next. */
const isSame = (a: unknown, b: unknown): boolean =>
  jsonEquals(a as Parameters<typeof jsonEquals>[0], b as Parameters<typeof jsonEquals>[1])

/** The lab that is open, which cannot be shown: the page begins anew without it. */
export async function setAsideOpen(state: LabState, sinceMs: number): Promise<void> {
  await setAside(envelopeOf(state), sinceMs)
  await del(OPEN_LAB_KEY)
}

export async function removeSetAside({ sinceMs }: SetAsideLab): Promise<void> {
  await update<unknown>(KEY, (kept) => listOf(kept).filter((other) => other.sinceMs !== sinceMs))
}

/** What a file can hold of it: its resources if it has some, else whatever is there. */
export function textOfSetAside({ saved }: SetAsideLab): string {
  const state = isObject(saved) && isObject(saved.state) ? saved.state : {}
  const manifests = isObject(state.document) ? state.document.manifests : undefined
  const held = Array.isArray(manifests) ? { apiVersion: 'v1', kind: 'List', items: manifests } : saved
  return `${JSON.stringify(held, undefined, 2)}\n`
}

/** A later Podpath may read what an earlier one could not. */
export const readSetAside = ({ saved }: SetAsideLab): ReturnType<typeof readEnvelope> => readEnvelope(saved)
