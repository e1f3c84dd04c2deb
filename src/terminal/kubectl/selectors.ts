import { isJsonObject, type Json, type Manifest, valueAt } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'

export type Matches = (manifest: Manifest) => boolean

const labelsOf = ({ metadata }: Manifest): Readonly<Record<string, Json>> =>
  isJsonObject(metadata.labels) ? metadata.labels : {}

const SET = /^(!?)\s*([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/
const EQUALS = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/
const EXISTS = /^(!?)\s*([\w./-]+)$/

/** `-l`: labels that are equal, are not, are there, or are in a set. Source: k8s.io/apimachinery/pkg/labels. */
export function labelSelector(text: string): Result<Matches, string> {
  const terms: Matches[] = []
  for (const part of text.split(/,(?![^(]*\))/).map((term) => term.trim())) {
    if (part === '') continue
    const term = readTerm(part)
    if (!term) return fail(`unable to parse requirement: found '${part}', expected: '=', '!=', '==', 'in', notin'`)
    terms.push(term)
  }
  return ok((manifest) => terms.every((term) => term(manifest)))
}

function readTerm(part: string): Matches | undefined {
  const [, , key = '', operator, list = ''] = SET.exec(part) ?? []
  if (operator) {
    const wanted = list.split(',').map((value) => value.trim())
    return (manifest) => wanted.includes(String(labelsOf(manifest)[key] ?? '\0')) === (operator === 'in')
  }
  const [, name = '', sign, value = ''] = EQUALS.exec(part) ?? []
  if (sign) return (manifest) => (labelsOf(manifest)[name] === value) === (sign !== '!=')
  const [, not, label] = EXISTS.exec(part) ?? []
  if (label === undefined) return undefined
  return (manifest) => Object.hasOwn(labelsOf(manifest), label) === (not === '')
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'metadata.name': ['metadata', 'name'],
  'metadata.namespace': ['metadata', 'namespace'],
  'spec.nodeName': ['spec', 'nodeName'],
  'status.phase': ['status', 'phase'],
  'status.podIP': ['status', 'podIP'],
}

/** `--field-selector`: the few fields that the API server can select by. */
export function fieldSelector(text: string): Result<Matches, string> {
  const terms: Matches[] = []
  for (const part of text.split(',').filter((term) => term !== '')) {
    const [, field = '', sign, value] = /^([\w.]+)(==|=|!=)(.*)$/.exec(part) ?? []
    if (sign === undefined) return fail(`invalid selector: '${part}'; can't understand '${part}'`)
    const path = FIELDS[field]
    if (!path) return fail(`field label not supported: ${field}`)
    terms.push((manifest) => (String(valueAt(manifest, path) ?? '') === value) === (sign !== '!='))
  }
  return ok((manifest) => terms.every((term) => term(manifest)))
}
