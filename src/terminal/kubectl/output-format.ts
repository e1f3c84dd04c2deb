/** `-o`: what is printed of objects instead of a table. */
import type { Json } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { goJson, sorted } from '../resource-printing/go-json'
import { goYaml } from '../resource-printing/go-yaml'
import { jsonPath, valuesAt } from '../resource-printing/json-path'
import { KUBECTL_TABLE, tabTable } from '../resource-printing/tab-table'
import { typeName } from './kind'
import type { KubeObject } from './kube-store'

export type OutputFormat =
  | { readonly kind: 'table'; readonly wide: boolean }
  | { readonly kind: 'yaml' }
  | { readonly kind: 'json' }
  | { readonly kind: 'name' }
  | { readonly kind: 'jsonpath'; readonly template: string }
  | { readonly kind: 'columns'; readonly columns: readonly { readonly heading: string; readonly path: string }[] }
  | { readonly kind: 'not-modelled'; readonly name: string }

const ALLOWED =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml'

const UNMODELLED = [
  ...['custom-columns-file', 'go-template', 'go-template-file', 'jsonpath-as-json', 'jsonpath-file'],
  ...['template', 'templatefile'],
]

export function readOutputFormat(text: string): Result<OutputFormat, string> {
  const [name = '', ...rest] = text.split('=')
  const value = rest.join('=')
  if (text === '') return ok({ kind: 'table', wide: false })
  if (text === 'wide') return ok({ kind: 'table', wide: true })
  if (text === 'yaml') return ok({ kind: 'yaml' })
  if (text === 'json') return ok({ kind: 'json' })
  if (text === 'name') return ok({ kind: 'name' })
  if (name === 'jsonpath') {
    return value === ''
      ? fail('template format specified but no template given')
      : ok({ kind: 'jsonpath', template: value })
  }
  if (name === 'custom-columns') return readColumns(value)
  if (UNMODELLED.includes(name)) return ok({ kind: 'not-modelled', name })
  return fail(`unable to match a printer suitable for the output format "${text}", allowed formats are: ${ALLOWED}`)
}

function readColumns(spec: string): Result<OutputFormat, string> {
  if (spec === '') return fail('custom-columns format specified but no custom columns given')
  const columns: { heading: string; path: string }[] = []
  for (const column of spec.split(',')) {
    const [heading = '', ...path] = column.split(':')
    if (path.length === 0 || path.join('') === '') {
      return fail(`unexpected custom-columns spec: ${column}, expected <header>:<json-path-expr>`)
    }
    columns.push({ heading, path: path.join(':') })
  }
  return ok({ kind: 'columns', columns })
}

type Printed = Exclude<OutputFormat, { readonly kind: 'table' } | { readonly kind: 'not-modelled' }>

/** @param isSingle one object was asked for by name: it is printed by itself, not as a list of one. */
export function printAs(format: Printed, objects: readonly KubeObject[], isSingle: boolean): Result<string, string> {
  const [first] = objects
  const list: Json = {
    apiVersion: 'v1',
    items: objects.map(({ manifest }) => manifest),
    kind: 'List',
    metadata: { resourceVersion: '' },
  }
  const value = isSingle && first ? first.manifest : list
  switch (format.kind) {
    case 'yaml':
      return ok(goYaml(value))
    case 'json':
      return ok(`${goJson(sorted(value), 4)}\n`)
    case 'name':
      return ok(objects.map(({ kind, manifest }) => `${typeName(kind)}/${manifest.metadata.name}\n`).join(''))
    case 'jsonpath': {
      const printed = jsonPath(format.template, value)
      return printed.ok ? printed : fail(`error parsing jsonpath ${format.template}, ${printed.error}`)
    }
    case 'columns':
      return columnsText(format.columns, objects)
  }
}

function columnsText(
  columns: Extract<OutputFormat, { readonly kind: 'columns' }>['columns'],
  objects: readonly KubeObject[],
): Result<string, string> {
  const rows = [columns.map(({ heading }) => heading)]
  for (const { manifest } of objects) {
    const row: string[] = []
    for (const { path } of columns) {
      const found = valuesAt(path, manifest)
      if (!found.ok) return found
      row.push(found.value.length === 0 ? '<none>' : found.value.map(goValue).join(','))
    }
    rows.push(row)
  }
  return ok(tabTable(rows, KUBECTL_TABLE))
}

/** Go's `%v`. */
function goValue(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`
  if (value === null) return '<nil>'
  if (typeof value !== 'object') return String(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${members.map(([key, member]) => `${key}:${goValue(member)}`).join(' ')}]`
}
