import type { AssertionResult } from '../../analysis/assertions/check-assertions'
import type { Finding } from '../../analysis/doctor/finding'
import type { Search } from '../../analysis/flips/breakers'
import type { Flip, Question } from '../../analysis/flips/flip'
import type { Parcel } from '../lab-post/lab-post'

/** What is asked of the worker; a newer question of the same kind takes the place of one under way. */
export type Asked =
  | { readonly kind: 'findings' }
  | { readonly kind: 'assertions' }
  | { readonly kind: 'flips'; readonly question: Question }
  | { readonly kind: 'breakers'; readonly question: Question }

export interface Answers {
  readonly findings: readonly Finding[]
  readonly assertions: readonly AssertionResult[]
  readonly flips: readonly Flip[]
  readonly breakers: Search
}

/** To the worker: what the lab has that the last one had not, then questions about it. */
export type ToWorker =
  | Parcel
  | { readonly lab: number; readonly kept: Int32Array }
  | { readonly id: number; readonly lab: number; readonly asked: Asked }

/** From the worker; of flips and breakers several, as they are found, and the last says so. */
export interface FromWorker {
  readonly id: number
  readonly answer: Answers[keyof Answers]
  readonly done: boolean
}
