import { type RecordedTable, routingTableManifest } from '../../engine/calico/resources/routing-table'
import type { LabDocument } from '../../engine/lab/document'
import { readResources } from '../../engine/lab/read-resources'
import type { Manifest } from '../../engine/manifest'
import { oncePer } from '../../engine/once-per'
import type { ActualTable } from './actual-route'
import { readIpRouteText } from './ip-route-text'
import { routeLines } from './route-line'

/** Tables as resources of the lab, so that they are kept, undone and written with it. [DRIFT-4] */
export const tableManifests = (byNode: ReadonlyMap<string, ActualTable>): readonly Manifest[] =>
  [...byNode]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([node, { routes }]) => {
      const tool = routes.some(({ protocol }) => protocol !== undefined) ? 'ip route' : 'route -n'
      return routingTableManifest({ node, tool, lines: routes.flatMap(routeLines) })
    })

/** The lab with these tables, in place of those that it had of the same nodes. */
export function withTables(document: LabDocument, byNode: ReadonlyMap<string, ActualTable>): LabDocument {
  const isOld = ({ kind, metadata }: Manifest): boolean => kind === 'RoutingTable' && byNode.has(metadata.name)
  return { manifests: [...document.manifests.filter((manifest) => !isOld(manifest)), ...tableManifests(byNode)] }
}

/** The tables that the lab holds, by node. */
export function recordedTables(document: LabDocument): ReadonlyMap<string, ActualTable> {
  const { routingTables } = readResources(document)
  return new Map(routingTables.map(({ value }) => [value.node, tableOf(value)]))
}

const tableOf = oncePer(({ node, tool, lines }: RecordedTable): ActualTable => {
  const { routes, unread } = readIpRouteText(lines.join('\n'), 0)
  return {
    file: node,
    host: node,
    place: { line: 1, column: 1 },
    routes: tool === 'ip route' ? routes : routes.map(({ protocol: _, ...route }) => route),
    unread,
  }
})
