import type { CalicoNode } from '../../engine/calico/resources/node'
import type { PodFacts } from '../../engine/calico/resources/pod'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import type { ActualTable } from './actual-route'

/**
 * Which node's table it is: as the prompt, header or file name says, by full or short name or by address; else the node
 * whose address the table's own source addresses are, or whose pods its `cali` interfaces lead to. [DRIFT-3]
 */
export function nodeOfTable(
  table: ActualTable,
  nodes: readonly CalicoNode[],
  pods: readonly PodFacts[],
): string | undefined {
  const named = table.host === undefined ? undefined : nodeNamed(table.host, nodes)
  return named ?? nodeInPath(table.file, nodes) ?? nodeBySource(table, nodes) ?? nodeByPods(table, pods)
}

/** Whether what stands above the table names no node of the lab: whose it was taken for is then a guess. */
export const isNamedOtherwise = ({ host }: ActualTable, nodes: readonly CalicoNode[]): boolean =>
  host !== undefined && nodeNamed(host, nodes) === undefined

const shortName = (name: string): string => name.split('.', 1)[0] ?? name

export function nodeNamed(host: string, nodes: readonly CalicoNode[]): string | undefined {
  const byName = nodes.find(({ name }) => name === host)
  if (byName) return byName.name
  const byAddress = nodes.find(({ internalAddress }) => formatIpv4(internalAddress) === host)
  if (byAddress) return byAddress.name
  const short = nodes.filter(({ name }) => shortName(name) === shortName(host))
  return short.length === 1 ? short[0]?.name : undefined
}

/** The longest of the names that the path has between separators, so that k8s-w1 is not taken for k8s-w10. */
function nodeInPath(path: string, nodes: readonly CalicoNode[]): string | undefined {
  const inPath = (name: string): boolean => {
    const at = path.indexOf(name)
    return (
      at >= 0 &&
      !/\w/.test(path[at - 1] ?? '') &&
      !/[\w-]/.test(path.slice(at + name.length).replace(/^-(ip|route)/, '')[0] ?? '')
    )
  }
  const found = nodes.filter(({ name }) => inPath(name)).sort((a, b) => b.name.length - a.name.length)
  return found[0]?.name
}

function nodeBySource({ routes }: ActualTable, nodes: readonly CalicoNode[]): string | undefined {
  const sources = new Set(routes.flatMap(({ source }) => (source === undefined ? [] : [source])))
  const found = nodes.filter(
    ({ internalAddress, bgpAddress }) => sources.has(internalAddress) || sources.has(bgpAddress.address),
  )
  return found.length === 1 ? found[0]?.name : undefined
}

function nodeByPods({ routes }: ActualTable, pods: readonly PodFacts[]): string | undefined {
  const local = new Set<Ipv4>(
    routes.flatMap(({ destination, nextHops }) =>
      destination.length === 32 && nextHops[0]?.dev?.startsWith('cali') ? [destination.address] : [],
    ),
  )
  const found = new Set(
    pods.flatMap(({ address, node }) => (address !== undefined && local.has(address) ? [node] : [])),
  )
  return found.size === 1 ? [...found][0] : undefined
}
