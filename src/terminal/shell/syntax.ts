/** A shell script as bash's grammar has it: plain data. Left out, and refused by name: functions, `case`, `[[`, `((`, arrays, jobs. */

export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'parameter'
      readonly name: string
      readonly quoted: boolean
      /** `${#name}` */
      readonly isLength: boolean
      readonly change?: ParameterChange
    }
  | { readonly kind: 'substitution'; readonly script: Script; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean }

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

export type ShellCommand =
  | {
      readonly kind: 'simple'
      readonly assignments: readonly Assignment[]
      readonly words: readonly Word[]
      readonly redirections: readonly Redirection[]
    }
  | {
      readonly kind: 'group'
      readonly body: Script
      /** `( … )`: what it sets is gone after it. */
      readonly isSubshell: boolean
      readonly redirections: readonly Redirection[]
    }
  | {
      readonly kind: 'if'
      readonly branches: readonly { readonly condition: Script; readonly body: Script }[]
      readonly otherwise: Script
      readonly redirections: readonly Redirection[]
    }
  | {
      readonly kind: 'for'
      readonly name: string
      readonly words: readonly Word[]
      readonly body: Script
      readonly redirections: readonly Redirection[]
    }
  | {
      readonly kind: 'while'
      readonly condition: Script
      readonly body: Script
      readonly isUntil: boolean
      readonly redirections: readonly Redirection[]
    }

export interface Pipeline {
  readonly commands: readonly ShellCommand[]
  /** `! …` */
  readonly isNegated: boolean
}

/** `a && b || c`: each but the first has the operator before it. */
export type AndOr = readonly { readonly operator: '&&' | '||' | undefined; readonly pipeline: Pipeline }[]

export type Script = readonly AndOr[]

/** Why bash does not read a line. */
export type SyntaxProblem =
  | { readonly kind: 'unexpected'; readonly token: string }
  /** The text ends inside quotes or brackets: at a prompt, the next line would go on. */
  | { readonly kind: 'unfinished'; readonly quote?: string }
  /** bash does it; the lab's terminal does not. */
  | { readonly kind: 'not-modelled'; readonly what: string }

/** Thrown inside the parser, and met in `parse-script.ts` alone. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault'
  constructor(readonly problem: SyntaxProblem) {
    super(problem.kind)
  }
}
