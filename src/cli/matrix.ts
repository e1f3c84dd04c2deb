import { parseArgs } from 'node:util'
import { podsIn } from '../analysis/difference/difference'
import { type Matrix, matrixOf } from '../analysis/matrix/matrix'
import { countsOf, pingGroups } from '../analysis/matrix/summary'
import { kindOf, type PairOutcome } from '../analysis/pairs/outcome'
import type { Fabric } from '../engine/fabric/fabric'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import type { NamespaceName } from '../engine/linux/namespace'
import { formatIpv4 } from '../engine/net/ipv4'
import { displayName } from '../terminal/host-names'
import { sayInEnglish } from '../words/english'
import { lossText } from '../words/pair-text'
import { refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { loadLab } from './load-lab'

/** A grid wider than this is no longer read. */
const WIDEST_GRID = 24

/**
 * `podpath matrix LAB [--nodes] [--json|--csv]`: a ping from every pod (or node) to every other one.
 * @throws CliError for bad usage or input
 */
export function matrix(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' }, csv: { type: 'boolean' }, nodes: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [lab, ...more] = positionals
  if (lab === undefined) return refuseUsage('missing-words', { command: 'matrix', words: 'LAB' })
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'matrix', words: more.join(' ') })
  if (values.json && values.csv) return refuseUsage('json-or-csv')
  const { document } = loadLab(io, lab)
  const fabric = realize(document)
  const hosts = values.nodes ? clusterOf(document).nodes.map(({ name }) => name) : podsIn(fabric)
  const pairs = matrixOf(fabric, hosts)
  if (values.json) printJson(io, fabric, pairs)
  else if (values.csv) printCsv(io, fabric, pairs)
  else io.stdout(asText(fabric, pairs, values.nodes ? 'nodes' : 'pods'))
  return 0
}

/** Row by row: of a large lab there is no time when all are held. */
function printJson(io: CliIo, fabric: Fabric, pairs: Matrix): void {
  const { hosts } = pairs
  const names = hosts.map((host) => displayName(fabric, host))
  let before = '['
  for (const [i, from] of hosts.entries()) {
    const row = hosts.flatMap((to, j) =>
      to === from ? [] : [JSON.stringify({ from: names[i], to: names[j], ...asJson(pairs.outcome(from, to)) })],
    )
    if (row.length === 0) continue
    io.stdout(`${before}\n${row.join(',\n')}`)
    before = ','
  }
  io.stdout(before === '[' ? '[]\n' : '\n]\n')
}

function asJson(outcome: PairOutcome) {
  const kind = kindOf(outcome)
  if (outcome.kind !== 'lost') {
    const { there, back, ttl, mtuBytes, sameWay, cables } = outcome
    return { kind, there: there.carriage, back: back.carriage, ttl, mtu: mtuBytes, sameWay, ...cables }
  }
  const { of, reason, told } = outcome.loss
  const heard = told && (told.error === 'local' ? 'local' : `${told.error} from ${formatIpv4(told.from)}`)
  return { kind, lost: of, reason: reason.kind, because: sayInEnglish(lossText(outcome.loss)), ...(heard && { heard }) }
}

function printCsv(io: CliIo, fabric: Fabric, pairs: Matrix): void {
  const names = new Map(pairs.hosts.map((host) => [host, displayName(fabric, host)]))
  io.stdout('from,to,kind,there,back,ttl,mtu,because,lossPercent,delayMs\n')
  for (const from of pairs.hosts) {
    const rows = pairs.hosts.flatMap((to) =>
      to === from ? [] : [[names.get(from), names.get(to), ...csvCells(pairs.outcome(from, to))].map(quoted).join()],
    )
    if (rows.length > 0) io.stdout(`${rows.join('\n')}\n`)
  }
}

function csvCells(outcome: PairOutcome): readonly (string | number)[] {
  if (outcome.kind === 'lost') return [kindOf(outcome), '', '', '', '', sayInEnglish(lossText(outcome.loss)), '', '']
  const { kind, there, back, ttl, mtuBytes, cables } = outcome
  return [kind, there.carriage, back.carriage, ttl, mtuBytes, '', cables?.lossPercent ?? 0, cables?.delayMs ?? 0]
}

/** RFC 4180: a field with a comma, a quote or a line end stands in quotes. */
const quoted = (field: string | number | undefined): string => {
  const text = String(field ?? '')
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function asText(fabric: Fabric, pairs: Matrix, what: 'pods' | 'nodes'): string {
  const { hosts } = pairs
  const groups = pingGroups(pairs)
  const all = hosts.length * Math.max(hosts.length - 1, 0)
  const kinds = [...countsOf(groups)].map(([kind, count]) => `${count} ${kind}`)
  const name = (host: NamespaceName): string => displayName(fabric, host)
  return [
    said('matrix-summary', {
      pings: said('pings', { count: all }),
      hosts: said(what, { count: hosts.length }),
      kinds: kinds.join(', ') || '–',
    }),
    ...(hosts.length > 1 && hosts.length <= WIDEST_GRID ? ['', ...grid(pairs, name)] : []),
    ...(groups.some(({ outcome }) => outcome.kind === 'lost') ? [''] : []),
    ...groups.flatMap(({ outcome, count, witness: [from, to] }) => {
      if (outcome.kind !== 'lost') return []
      const because = sayInEnglish(lossText(outcome.loss))
      return [said('matrix-loss', { count, because, from: name(from), to: name(to) })]
    }),
    '',
  ].join('\n')
}

function grid({ hosts, outcome }: Matrix, name: (host: NamespaceName) => string): readonly string[] {
  const names = hosts.map(name)
  const rows = hosts.map((from) => hosts.map((to) => (from === to ? '·' : cellText(outcome(from, to)))))
  const first = Math.max(...names.map(({ length }) => length))
  const widths = names.map((column, j) => Math.max(column.length, ...rows.map((row) => (row[j] ?? '').length)))
  const line = (head: string, cells: readonly string[]): string =>
    [head.padEnd(first), ...cells.map((cell, j) => cell.padEnd(widths[j] ?? 0))].join('  ').trimEnd()
  return [line('', names), ...rows.map((row, i) => line(names[i] ?? '', row))]
}

const cellText = (outcome: PairOutcome): string => {
  if (outcome.kind === 'lost') return kindOf(outcome)
  const { kind, there, back, cables } = outcome
  const carried = kind === 'asymmetric' ? `${there.carriage}/${back.carriage}` : kind
  const { lossPercent = 0, delayMs = 0 } = cables ?? {}
  return [carried, lossPercent > 0 ? 'lossy' : '', delayMs > 0 ? `+${delayMs}ms` : ''].filter(Boolean).join(' ')
}
