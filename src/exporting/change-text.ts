import { createTwoFilesPatch } from 'diff'
import type { LabDocument } from '../engine/lab/document'
import { type ByHand, changeSteps } from './change-commands'

/** The steps as a script; `say` words, as comments, what no command does. Empty if nothing is to be done. */
export const changeScript = (before: LabDocument, after: LabDocument, say: (what: ByHand) => string): string =>
  changeSteps(before, after)
    .map((step) => (step.kind === 'command' ? `${step.text}\n` : `# ${say(step.what)}\n`))
    .join('')

/** A unified diff of two lab files; empty if they are the same. */
export function labDiff(before: { readonly name: string; readonly text: string }, after: typeof before): string {
  if (before.text === after.text) return ''
  return createTwoFilesPatch(before.name, after.name, before.text, after.text).replace(/^=+\n/, '')
}
