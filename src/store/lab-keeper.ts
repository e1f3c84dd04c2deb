import type { DocumentState, ViewState } from './lab-state'
import type { Envelope } from './saved-lab'

/** Writes what is kept in the browser away from the page's own thread: to copy a large lab takes longer than a frame. */
export interface LabKeeper {
  /** The open lab and how it is looked at, under `key`; and under `stampKey` who wrote it. */
  put(key: string, envelope: Envelope, stampKey: string, stamp: string): Promise<void>
  /** How what stands under `key` is looked at; nothing, if this version has not written it. */
  look(key: string, version: number, view: ViewState): Promise<void>
  /** A version for the shelf. */
  shelve(state: DocumentState, savedMs: number): Promise<void>
}
