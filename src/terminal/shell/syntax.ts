/** A shell script as bash's grammar has it: plain data. Left out, and refused by name: `select`, `coproc`, `>(…)`, `<>`. */

export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'parameter'
      readonly name: string
      readonly quoted: boolean
      /** `${#name}` */
      readonly isLength: boolean
      /** `${name[index]}`; `@` and `*` mean all of them. */
      readonly index?: Word
      /** `${!name}`, `${!name[@]}` */
      readonly isIndirect?: true
      readonly change?: ParameterChange
    }
  | { readonly kind: 'substitution'; readonly script: Script; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean }
  /** `<(…)`: the name of a file that holds what the script writes. */
  | { readonly kind: 'process'; readonly script: Script; readonly quoted: boolean }

/** What stands after the name in `${name…}`. */
export interface ParameterChange {
  readonly operator: string
  readonly word: Word
  /** After the second slash of `${name/word/replacement}`. */
  readonly replacement?: Word
}

/** One word before expansion; it may become several, or none. */
export type Word = readonly WordPart[]

export interface Assignment {
  readonly name: string
  readonly value: Word
  readonly appends: boolean
  /** `name[index]=value` */
  readonly index?: Word
  /** `name=(word word)`; `value` is empty then. */
  readonly elements?: readonly Word[]
  /** `declare -A` */
  readonly isAssociative?: true
}

export type Redirection =
  | {
      readonly kind: 'file'
      readonly descriptor: number
      readonly operator: '<' | '>' | '>>' | '&>' | '&>>'
      readonly target: Word
    }
  /** `2>&1`, `>&-` */
  | { readonly kind: 'duplicate'; readonly descriptor: number; readonly target: Word }
  /** `<<EOF`, `<<<word`: the text itself. */
  | { readonly kind: 'text'; readonly descriptor: number; readonly text: Word }

interface Redirected {
  readonly redirections: readonly Redirection[]
}

/** What `[[ … ]]` asks. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly value: Condition }
  | { readonly kind: 'unary'; readonly operator: string; readonly word: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }

export interface CaseClause {
  readonly patterns: readonly Word[]
  readonly body: Script
  /** `;&` goes on with the next body, `;;&` with the next pattern that matches. */
  readonly end: ';;' | ';&' | ';;&'
}

export type ShellCommand =
  | (Redirected & {
      readonly kind: 'simple'
      readonly assignments: readonly Assignment[]
      readonly words: readonly Word[]
    })
  | (Redirected & {
      readonly kind: 'group'
      readonly body: Script
      /** `( … )`: what it sets is gone after it. */
      readonly isSubshell: boolean
    })
  | (Redirected & {
      readonly kind: 'if'
      readonly branches: readonly { readonly condition: Script; readonly body: Script }[]
      readonly otherwise: Script
    })
  | (Redirected & {
      readonly kind: 'for'
      readonly name: string
      /** Undefined: `"$@"`. */
      readonly words: readonly Word[] | undefined
      readonly body: Script
    })
  /** `for ((start; condition; step))` */
  | (Redirected & {
      readonly kind: 'counting-for'
      readonly start: Word
      readonly condition: Word
      readonly step: Word
      readonly body: Script
    })
  | (Redirected & {
      readonly kind: 'while'
      readonly condition: Script
      readonly body: Script
      readonly isUntil: boolean
    })
  | (Redirected & { readonly kind: 'case'; readonly word: Word; readonly clauses: readonly CaseClause[] })
  | (Redirected & { readonly kind: 'condition'; readonly condition: Condition })
  | (Redirected & { readonly kind: 'arithmetic'; readonly expression: Word })
  /** `name() { … }`: the body as it was written. */
  | (Redirected & { readonly kind: 'function'; readonly name: string; readonly body: string })

export interface Pipeline {
  readonly commands: readonly ShellCommand[]
  /** `! …` */
  readonly isNegated: boolean
  /** `time …` */
  readonly isTimed: boolean
}

/** `a && b || c`: each but the first has the operator before it. */
export interface AndOr {
  readonly parts: readonly { readonly operator: '&&' | '||' | undefined; readonly pipeline: Pipeline }[]
  /** `… &`: as it was written. */
  readonly background?: string
}

export type Script = readonly AndOr[]

/** Why bash does not read a line. */
export type SyntaxProblem =
  | { readonly kind: 'unexpected'; readonly token: string }
  /** The text ends inside quotes or brackets: at a prompt, the next line would go on. */
  | { readonly kind: 'unfinished'; readonly quote?: string }
  /** bash says it in words of its own. */
  | { readonly kind: 'says'; readonly text: string }
  /** bash does it; the lab's terminal does not. */
  | { readonly kind: 'not-modelled'; readonly what: string }

/** Thrown inside the parser, and met in `parse-script.ts` alone. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault'
  constructor(readonly problem: SyntaxProblem) {
    super(problem.kind)
  }
}
