/** The model's routing tables against those that hosts really have (`ip route`, `route -n`). */
import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import type { Route } from '../../engine/linux/route'
import type { Prefix } from '../../engine/net/prefix'
import type { ActualRoute, ActualTable } from '../routes/actual-route'
import { routeLine } from '../routes/route-line'
import { type Cause, causesOf } from './cause'
import { compareTables, type TableDifference } from './compare-tables'

/** One line of a host's table that is not as the model has it, and why that may be. */
export interface DriftLine extends TableDifference {
  readonly cause: Cause
  /** Either as `ip route` prints it; empty: there is none. */
  readonly modelLine: string
  readonly actualLine: string
}

export interface HostDrift {
  readonly host: string
  /** Lines that are as the model has them. */
  readonly same: number
  /** Lines of the host's own that have nothing to do with the cluster, such as a container bridge's. */
  readonly foreign: number
  readonly lines: readonly DriftLine[]
}

export interface Drift {
  readonly hosts: readonly HostDrift[]
}

/** What a host's table and the model's say of one destination. */
export interface RoutePair {
  readonly destination: Prefix
  readonly model?: Route
  readonly actual?: ActualRoute
}

/** Each host's table against the model's, line by line; the likely cause is looked for in all lines of the host together. */
export function driftOf(document: LabDocument, tables: ReadonlyMap<string, ActualTable>): Drift {
  const fabric = realize(document)
  const cluster = clusterOf(document)
  const hosts = [...tables].flatMap(([host, table]): HostDrift[] => {
    const namespace = fabric.namespaces.get(host)
    if (!namespace) return []
    const compared = compareTables(namespace.routes, table.routes, cluster)
    const causes = causesOf(compared.differences, { host, cluster, actual: table.routes, model: namespace.routes })
    const lines = compared.differences.map(
      (difference, index): DriftLine => ({
        ...difference,
        cause: causes[index] ?? { kind: 'unknown', details: {} },
        modelLine: difference.model ? routeLine(difference.model) : '',
        actualLine: difference.actual ? routeLine(difference.actual) : '',
      }),
    )
    return [{ host, same: compared.same, foreign: compared.foreign, lines }]
  })
  return { hosts: hosts.sort((a, b) => (a.host < b.host ? -1 : 1)) }
}
