import type { step } from './en/step'
import type { Said } from './said'

/** `a.b.c` for every text of a catalogue. */
type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}`
}[keyof T & string]

type TextAt<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? TextAt<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : never

/** The names in a text's `{{gaps}}`. */
type Gaps<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Gaps<Rest> : never

export type SentenceKey = Keys<typeof step>

type Filling = string | number | Said

/** A sentence about packets, with all its gaps filled: a key or a gap that the catalogue lacks does not compile. */
export const sentence = <K extends SentenceKey>(
  key: K,
  ...[params]: [Gaps<TextAt<typeof step, K>>] extends [never]
    ? []
    : [params: Readonly<Record<Gaps<TextAt<typeof step, K>>, Filling>>]
): Said => ({ key, ...(params && { params }) })
