import { assertion } from './en/assertion'
import { byHand } from './en/by-hand'
import { changes } from './en/changes'
import { cli } from './en/cli'
import { doctor } from './en/doctor'
import { fault } from './en/fault'
import { flip } from './en/flip'
import { importIssues } from './en/import-issue'
import { importReport } from './en/import-report'
import { issue } from './en/issue'
import { provenance } from './en/provenance'
import { step } from './en/step'
import { terminal } from './en/terminal'
import { whyEmpty } from './en/why-empty'
import type { Said } from './said'

const CATALOGUE = {
  ...assertion,
  ...byHand,
  ...changes,
  ...doctor,
  ...fault,
  ...flip,
  ...importReport,
  ...cli,
  ...terminal,
  ...whyEmpty,
  ...step,
  ...provenance,
  issue: { ...issue.issue, ...importIssues },
}

/** The sentence in English, without a catalogue library: for the command line. */
export function sayInEnglish({ key, params = {} }: Said): string {
  const text = textAt(CATALOGUE, formOf(key.split('.'), params.count))
  return text.replaceAll(/\{\{(\w+)\}\}/g, (gap, name: string) => {
    const filling = params[name]
    if (filling === undefined) return gap
    return typeof filling === 'object' ? sayInEnglish(filling) : String(filling)
  })
}

/** As i18next has it: of what is counted the catalogue may have a form for one and one for several. */
function formOf(keys: readonly string[], count: unknown): readonly string[] {
  if (typeof count !== 'number') return keys
  const form = [...keys.slice(0, -1), `${keys.at(-1)}_${count === 1 ? 'one' : 'other'}`]
  return textAt(CATALOGUE, form) === form.join('.') ? keys : form
}

function textAt(catalogue: object, keys: readonly string[]): string {
  let current: unknown = catalogue
  for (const key of keys) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return keys.join('.')
    current = (current as Readonly<Record<string, unknown>>)[key]
  }
  return typeof current === 'string' ? current : keys.join('.')
}
