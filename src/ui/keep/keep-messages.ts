import type { DocumentState, ViewState } from '../../store/lab-state'
import type { Parcel } from '../lab-post/lab-post'

type WithoutLab<T> = Omit<T, 'document' | 'baseSource'>

/** What is to be done with the lab that the worker then holds. */
export type KeepTask =
  | {
      readonly kind: 'put'
      readonly key: string
      readonly version: number
      readonly state: WithoutLab<DocumentState & ViewState>
      readonly stampKey: string
      readonly stamp: string
    }
  | { readonly kind: 'shelve'; readonly state: WithoutLab<DocumentState>; readonly savedMs: number }

/** To the worker: manifests that it has not, a few at a time; then what to do with the lab that they make with those it has. */
export type ToKeeper =
  | Parcel
  | { readonly id: number; readonly kept: Int32Array; readonly source?: string; readonly task: KeepTask }
  | {
      readonly id: number
      readonly look: { readonly key: string; readonly version: number; readonly view: ViewState }
    }

export interface FromKeeper {
  readonly id: number
  readonly fault?: string
}
