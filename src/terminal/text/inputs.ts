import type { CommandContext } from '../command'
import { type FileProblem, readText } from '../files'

export interface Input {
  /** As it was named; `-` is standard input. */
  readonly name: string
  readonly text: string
}

/** The files a filter reads, one after the other; without any it reads its input. What cannot be read is complained of. */
export function inputsOf(
  program: string,
  names: readonly string[],
  context: CommandContext,
  complaint: (name: string, problem: FileProblem) => string = (name, problem) => `${program}: ${name}: ${problem}`,
): { readonly inputs: readonly Input[]; readonly failed: boolean } {
  const inputs: Input[] = []
  let failed = false
  for (const name of names.length === 0 ? ['-'] : names) {
    const text = name === '-' ? undefined : readText(context, name)
    if (text?.ok === false) {
      context.output.err(`${complaint(name, text.error)}\n`)
      failed = true
    } else inputs.push({ name, text: text?.value ?? context.stdin ?? '' })
  }
  return { inputs, failed }
}

/** The lines of a text, without their ends; an empty text has none. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return []
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
}

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}
