/** How `calicoctl get` shows what it got: calicoctl/commands/common/printer.go. */

import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import type { Json } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { listVersion } from '../cluster-api/served-metadata'
import { goJson } from '../resource-printing/go-json'
import { goYaml } from '../resource-printing/go-yaml'
import { CALICOCTL_TABLE, tabTable } from '../resource-printing/tab-table'
import type { Got } from './config-command'
import { API_VERSION, type CalicoKind, type CalicoObject } from './kind'

export type OutputFormat =
  | { readonly kind: 'yaml' }
  | { readonly kind: 'json' }
  | { readonly kind: 'ps' | 'wide' }
  | { readonly kind: 'columns'; readonly headings: readonly string[] }
  | { readonly kind: 'not-modelled'; readonly name: string }

export function readOutputFormat(text: string): Result<OutputFormat, string> {
  if (text === 'yaml' || text === 'yml') return ok({ kind: 'yaml' })
  if (text === 'json') return ok({ kind: text })
  if (text === 'ps' || text === 'wide') return ok({ kind: text })
  const [name = '', ...rest] = text.split('=')
  const value = rest.join('=')
  if (name === 'custom-columns') {
    return value === ''
      ? fail('need to specify at least one column')
      : ok({ kind: 'columns', headings: value.split(',') })
  }
  if (name === 'go-template' && value === '') return fail('need to specify a template')
  if (name === 'go-template-file' && value === '') return fail('need to specify a template file')
  if (name === 'go-template' || name === 'go-template-file') return ok({ kind: 'not-modelled', name: `-o ${name}` })
  return fail(`unrecognized output format '${text}'`)
}

/** Fails for a column that the kind does not have; what was printed before it stays. */
export function printGot(
  got: readonly (Got | undefined)[],
  format: Exclude<OutputFormat, { readonly kind: 'not-modelled' }>,
  document: LabDocument,
  namespaced: boolean,
): { readonly text: string; readonly error?: string } {
  if (format.kind === 'yaml' || format.kind === 'json') {
    const all = got.map((one) => (one ? jsonOf(one, document) : null))
    const value: Json = all.length === 1 ? (all[0] ?? null) : all
    return { text: format.kind === 'yaml' ? goYaml(value) : withEnd(goJson(value, 2), document) }
  }
  let text = ''
  for (const one of got) {
    if (!one) continue
    const table = tableOf(one, format, document, namespaced)
    if (!table.ok) return { text, error: table.error }
    text += `${table.value}\n`
  }
  return { text }
}

/** The first generation ends its JSON without a line end. */
const withEnd = (json: string, document: LabDocument): string =>
  clusterOf(document).information.era === 'classic' ? json : `${json}\n`

function jsonOf({ kind, objects, isList }: Got, document: LabDocument): Json {
  const [first] = objects
  if (!isList && first) return first.object
  const held = objects.length > 0 ? objects.map((stored) => stored.held) : document.manifests.slice(0, 1)
  return {
    kind: `${kind.kind}List`,
    apiVersion: API_VERSION,
    metadata: { resourceVersion: listVersion(held) },
    items: objects.map(({ object }) => object),
  }
}

function tableOf(
  { kind, objects }: Got,
  format: { readonly kind: 'ps' | 'wide' } | { readonly kind: 'columns'; readonly headings: readonly string[] },
  document: LabDocument,
  namespaced: boolean,
): Result<string, string> {
  const own = format.kind === 'columns' ? format.headings : format.kind === 'wide' ? kind.wideHeadings : kind.headings
  const headings = namespaced && kind.columns.NAMESPACE ? ['NAMESPACE', ...own] : own
  const strange = headings.find((heading) => !Object.hasOwn(kind.columns, heading))
  if (strange !== undefined) {
    return fail(`Unknown heading ${strange}, valid values are: ${Object.keys(kind.columns).join(', ')}`)
  }
  const facts = { asNumber: clusterOf(document).bgpConfiguration.asNumber }
  const cell = (object: CalicoObject, heading: string, columns: CalicoKind['columns']): string =>
    columns[heading]?.(object, facts) ?? ''
  const rows = objects.map(({ object }) => headings.map((heading) => cell(object, heading, kind.columns)))
  return ok(tabTable([headings, ...rows], CALICOCTL_TABLE))
}
