import { groupBy } from '../../engine/group-by'
import type { NamespaceName } from '../../engine/linux/namespace'
import { kindOf, type PairKind, type PairOutcome } from '../pairs/outcome'
import { type Matrix, partOf } from './matrix'
import { numbering } from './numbering'
import { type PingGroup, pingGroups } from './summary'

/** A row and column: one host, or those of a node or a subnet together. */
export interface HostGroup {
  readonly name: string
  readonly hosts: readonly NamespaceName[]
}

/** The pings from one group to another. */
export interface GridCell {
  /** Of those that differ the one to be seen first. */
  readonly kind: PairKind
  readonly counts: ReadonlyMap<PairKind, number>
  /** One of that kind, and what comes of it. */
  readonly witness: readonly [NamespaceName, NamespaceName]
  readonly outcome: PairOutcome
}

export interface Grid {
  readonly groups: readonly HostGroup[]
  /** Undefined: no two hosts are in it. */
  readonly cell: (row: number, column: number) => GridCell | undefined
  /** Rows and columns in which something is lost, not known, or carried differently there and back. */
  readonly notable: () => { readonly rows: readonly number[]; readonly columns: readonly number[] }
}

/** What is seen first where a cell holds several. */
const FIRST_SEEN: readonly PairKind[] = ['lost', 'unknown', 'asymmetric', 'vxlan', 'ipip', 'direct', 'local']

const isNotable = ({ kind, outcome }: GridCell): boolean =>
  kind === 'lost' || kind === 'unknown' || kind === 'asymmetric' || (outcome.kind !== 'lost' && !outcome.sameWay)

/**
 * Two groups share no machine, but for those of one machine. Cells between groups that hold the same classes are computed
 * once.
 */
export function gridOf(matrix: Matrix, groups: readonly HostGroup[]): Grid {
  const { classOf, machineOf } = matrix.places
  const standings = numbering()
  const members = groups.map(({ hosts }) => groupBy(hosts, classOf))
  const standing = members.map((classes) =>
    standings([...classes].map(([number, hosts]) => `${number}×${hosts.length}`).join(' ')),
  )
  const homes = groups.map(({ hosts }) => {
    const [machine, ...others] = new Set(hosts.map(machineOf))
    return others.length === 0 ? machine : undefined
  })
  const areNeighbours = (row: number, column: number): boolean =>
    homes[row] !== undefined && homes[row] === homes[column]
  const known = new Map<number, PingGroup[]>()
  const between = (row: number, column: number): readonly PingGroup[] => {
    const apart = (standing[row] as number) * groups.length + (standing[column] as number)
    const key = areNeighbours(row, column) ? -1 - apart : apart
    const pings = known.get(key) ?? pingsBetween(matrix, members[row], members[column])
    known.set(key, pings)
    return pings
  }
  const within = new Map<number, readonly PingGroup[]>()
  const inside = (row: number): readonly PingGroup[] => {
    const pings = within.get(row) ?? pingGroups(partOf(matrix, groups[row]?.hosts ?? []))
    within.set(row, pings)
    return pings
  }
  const cell = (row: number, column: number): GridCell | undefined => {
    const pings = row === column ? inside(row) : between(row, column)
    const first = firstSeen(pings)
    if (!first) return undefined
    const counts = new Map<PairKind, number>()
    for (const { kind, count } of pings) counts.set(kind, (counts.get(kind) ?? 0) + count)
    const [from, to] = [groups[row]?.hosts, groups[column]?.hosts]
    const witness = row === column ? first.witness : witnessIn(matrix, from ?? [], to ?? [], first)
    return { kind: first.kind, counts, witness, outcome: matrix.outcome(...witness) }
  }
  return {
    groups,
    cell,
    notable: () => {
      const [rows, columns] = [new Set<number>(), new Set<number>()]
      const byStanding = groupBy(groups.keys(), (place) => standing[place])
      const note = (row: number, column: number): boolean => {
        const found = cell(row, column)
        return found !== undefined && isNotable(found)
      }
      for (const some of byStanding.values()) {
        for (const others of byStanding.values()) {
          const [row, column] = apartIn(some, others, areNeighbours)
          if (row === undefined || column === undefined || !note(row, column)) continue
          for (const each of some) rows.add(each)
          for (const each of others) columns.add(each)
        }
      }
      for (const place of groups.keys()) {
        if (!note(place, place)) continue
        rows.add(place)
        columns.add(place)
      }
      const atHome = groupBy(
        [...groups.keys()].filter((place) => homes[place] !== undefined),
        (place) => homes[place],
      )
      for (const places of atHome.values()) {
        for (const row of places) {
          for (const column of places) {
            if (row === column || !note(row, column)) continue
            rows.add(row)
            columns.add(column)
          }
        }
      }
      const inOrder = (places: Set<number>): readonly number[] => [...places].sort((a, b) => a - b)
      return { rows: inOrder(rows), columns: inOrder(columns) }
    },
  }
}

/** Two different ones that are not on one machine. */
function apartIn(
  some: readonly number[],
  others: readonly number[],
  areNeighbours: (row: number, column: number) => boolean,
): readonly [number, number] | readonly [] {
  for (const row of some) {
    const column = others.find((place) => place !== row && !areNeighbours(row, place))
    if (column !== undefined) return [row, column]
  }
  return []
}

type Classes = ReadonlyMap<number | undefined, readonly NamespaceName[]>

/** Of two groups that share no machine every two hosts of two classes come to the same. */
function pingsBetween(matrix: Matrix, rows: Classes = new Map(), columns: Classes = new Map()): PingGroup[] {
  const pings: PingGroup[] = []
  for (const [from, ...sources] of rows.values()) {
    for (const [to, ...targets] of columns.values()) {
      if (from === undefined || to === undefined) continue
      const outcome = matrix.outcome(from, to)
      const count = (1 + sources.length) * (1 + targets.length)
      pings.push({ kind: kindOf(outcome), outcome, count, witness: [from, to] })
    }
  }
  return pings
}

const firstSeen = (pings: readonly PingGroup[]): PingGroup | undefined =>
  pings.toSorted((a, b) => FIRST_SEEN.indexOf(a.kind) - FIRST_SEEN.indexOf(b.kind))[0]

/** The same as the ping that was found for groups like these, between these. */
function witnessIn(
  { places: { classOf } }: Matrix,
  from: readonly NamespaceName[],
  to: readonly NamespaceName[],
  { witness: [a, b] }: PingGroup,
): readonly [NamespaceName, NamespaceName] {
  const like = (hosts: readonly NamespaceName[], other: NamespaceName): NamespaceName =>
    hosts.find((host) => classOf(host) === classOf(other)) ?? other
  return [like(from, a), like(to, b)]
}
