import type { Regex } from '../regex/regex'

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** Alone it asks whether the record matches. */
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'element'; readonly name: string; readonly keys: readonly Expression[] }
  | { readonly kind: 'field'; readonly index: Expression }
  | { readonly kind: 'assign'; readonly target: Expression; readonly operator: string; readonly value: Expression }
  | { readonly kind: 'step'; readonly target: Expression; readonly by: 1 | -1; readonly isPrefix: boolean }
  | { readonly kind: 'unary'; readonly operator: string; readonly value: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'match'; readonly isNegated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'in'; readonly keys: readonly Expression[]; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'print'; readonly values: readonly Expression[]; readonly isFormatted: boolean }
  | { readonly kind: 'if'; readonly condition: Expression; readonly yes: Statement; readonly no: Statement | undefined }
  | {
      readonly kind: 'loop'
      readonly start: Statement | undefined
      readonly condition: Expression | undefined
      readonly step: Statement | undefined
      readonly body: Statement
      /** `do … while` */
      readonly bodyFirst: boolean
    }
  | { readonly kind: 'for-in'; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'delete'; readonly name: string; readonly keys: readonly Expression[] | undefined }
  | { readonly kind: 'leave'; readonly what: 'next' | 'break' | 'continue' }
  | { readonly kind: 'exit'; readonly value: Expression | undefined }

export interface Rule {
  readonly when:
    | { readonly kind: 'BEGIN' | 'END' | 'always' }
    | { readonly kind: 'pattern'; readonly value: Expression }
    | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  /** Undefined: `{ print }` */
  readonly action: Statement | undefined
}
