import type { Command } from '../../engine/lab/commands'
import type { Fault } from '../../engine/lab/faults/fault'
import type { PairOutcome } from '../pairs/outcome'

/** What a change is called: words `flip.<code>`, of a finding's fix `doctor.fix.<code>`, of a fault its own name. */
export type FlipName =
  | { readonly kind: 'flip'; readonly code: string; readonly params: Readonly<Record<string, string | number>> }
  | { readonly kind: 'fix'; readonly code: string; readonly params: Readonly<Record<string, string | number>> }
  | { readonly kind: 'fault'; readonly fault: Fault }

/** A change that might make a difference to one ping. */
export interface Candidate {
  readonly name: FlipName
  readonly commands: readonly Command[]
}

/** A change that has been tried, and does make one. */
export interface Flip extends Candidate {
  readonly effect: 'delivers' | 'loses' | 'rewraps' | 'reroutes'
  readonly after: PairOutcome
}

/** Between which two the ping goes. */
export interface Question {
  readonly from: string
  readonly to: string
}
