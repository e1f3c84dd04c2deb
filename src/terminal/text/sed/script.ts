import type { Regex } from '../regex/regex'

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  /** Undefined: the last one used (`//`). */
  | { readonly kind: 'regex'; readonly regex: Regex | undefined }
  /** `first~step` */
  | { readonly kind: 'step'; readonly first: number; readonly step: number }

export type AddressEnd =
  | Address
  /** `addr,+N` */
  | { readonly kind: 'more'; readonly lines: number }
  /** `addr,~N` */
  | { readonly kind: 'multiple'; readonly of: number }

export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly number: number }
  /** `\U \L \u \l \E` */
  | { readonly kind: 'case'; readonly letter: string }

export type SedAction =
  | {
      readonly kind: 'substitute'
      readonly regex: Regex | undefined
      readonly replacement: readonly ReplacementPart[]
      readonly all: boolean
      readonly nth: number
      readonly prints: boolean
    }
  | { readonly kind: 'translate'; readonly map: ReadonlyMap<string, string> }
  | { readonly kind: 'text'; readonly letter: 'a' | 'i' | 'c'; readonly text: string }
  | { readonly kind: 'jump'; readonly letter: 'b' | 't' | 'T'; readonly label: string; target: number }
  | { readonly kind: 'quit'; readonly letter: 'q' | 'Q'; readonly exitCode: number }
  /** Past the matching brace, if the address does not select. */
  | { readonly kind: 'open'; end: number }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'file'; readonly letter: 'r' | 'w'; readonly path: string }
  | { readonly kind: 'plain'; readonly letter: string }

export interface SedCommand {
  readonly from?: Address
  readonly to?: AddressEnd
  readonly isNegated: boolean
  readonly action: SedAction
}
