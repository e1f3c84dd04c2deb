import { groupBy } from '../../engine/group-by'
import type { Cluster } from '../../engine/lab/cluster'
import { podNamespaceName } from '../../engine/lab/find-host'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import type { HostGroup } from './grid'

/** What the rows and columns of a matrix are. */
export const AXES = ['pods', 'pods-by-node', 'pods-by-subnet', 'nodes', 'nodes-by-subnet'] as const
export type Axis = (typeof AXES)[number]

/** Groups without a host are left out. */
export function groupsOn(axis: Axis, { pods, nodes, underlay }: Cluster): readonly HostGroup[] {
  const subnetOf = new Map(
    nodes.map(({ name, internalAddress }) => [name, subnetHolding(underlay, internalAddress)?.name ?? name]),
  )
  const together = <T>(items: readonly T[], groupOf: (item: T) => string, hostOf: (item: T) => string) =>
    [...groupBy(items, groupOf)].map(([name, members]): HostGroup => ({ name, hosts: members.map(hostOf) }))
  switch (axis) {
    case 'pods':
      return together(pods, podNamespaceName, podNamespaceName)
    case 'pods-by-node':
      return together(pods, ({ node }) => node, podNamespaceName)
    case 'pods-by-subnet':
      return together(pods, ({ node }) => subnetOf.get(node) ?? node, podNamespaceName)
    case 'nodes':
      return together(
        nodes,
        ({ name }) => name,
        ({ name }) => name,
      )
    case 'nodes-by-subnet':
      return together(
        nodes,
        ({ name }) => subnetOf.get(name) ?? name,
        ({ name }) => name,
      )
  }
}

/** As many rows as are taken in at a glance. */
const MOST_PODS = 60
const MOST_NODES = 400

/** The finest that can still be looked over. */
export function axisFor({ pods, nodes }: Cluster): Axis {
  if (pods.length < 2) return 'nodes'
  if (pods.length <= MOST_PODS) return 'pods'
  return nodes.length <= MOST_NODES ? 'pods-by-node' : 'pods-by-subnet'
}
