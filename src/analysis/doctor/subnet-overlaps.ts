import type { Subnet } from '../../engine/calico/resources/underlay'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import type { Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixContains, prefixesOverlap, prefixOf } from '../../engine/net/prefix'
import { evidence, type Fix, type Patient, type Suspicion } from './finding'
import { editedList, underlayPatch } from './underlay-edits'

/** A network inside another: machines of the outer one look on their own link for those of the inner. */
export function subnetsInSubnets({ document, cluster }: Patient): readonly Suspicion[] {
  const { underlay, nodes } = cluster
  return underlay.subnets.flatMap((outer, index): readonly Suspicion[] => {
    const inner = underlay.subnets.filter((each) => each.cidr.length > outer.cidr.length && isInside(each, outer))
    const [first] = inner
    if (!first) return []
    const hidden = nodes.filter(({ internalAddress }) =>
      inner.some((each) => subnetHolding(underlay, internalAddress) === each),
    )
    const params = {
      subnet: outer.name,
      cidr: formatPrefix(outer.cidr),
      inner: first.name,
      network: formatPrefix(first.cidr),
    }
    const narrower = narrowed(cluster, outer, inner)
    return [
      {
        code: 'subnets-overlap',
        severity: 'warning',
        resource: { kind: 'Underlay', name: underlay.name },
        path: ['spec', 'subnets', index, 'cidr'],
        element: `subnet:${outer.name}`,
        params,
        evidence: [evidence('overlap', params), evidence('asked-on-link', { ...params, count: hidden.length })],
        ...(narrower && { fix: narrowingFix(document, cluster, outer, narrower) }),
      },
    ]
  })
}

const isInside = (inner: Subnet, outer: Subnet): boolean => prefixesOverlap(inner.cidr, outer.cidr)

/** The widest network that still has all of its machines, and nothing of the others. */
function narrowed(cluster: Cluster, outer: Subnet, inner: readonly Subnet[]): Prefix | undefined {
  const own = addressesIn(cluster, outer)
  const [first] = own
  if (first === undefined) return undefined
  for (let length = outer.cidr.length + 1; length <= LONGEST; length++) {
    const candidate = prefixOf(first, length)
    const hasAll = own.every((address) => prefixContains(candidate, address))
    if (hasAll && !inner.some(({ cidr }) => prefixesOverlap(cidr, candidate))) return candidate
  }
  return undefined
}

/** With a network and a broadcast address, and room for two. */
const LONGEST = 30

const addressesIn = ({ nodes, underlay }: Cluster, subnet: Subnet): readonly Ipv4[] => [
  ...nodes
    .map(({ internalAddress }) => internalAddress)
    .filter((address) => subnetHolding(underlay, address) === subnet),
  ...underlay.routers.flatMap(({ interfaces }) =>
    interfaces.filter((port) => port.subnet === subnet.name).map(({ address }) => address),
  ),
  ...(subnet.gateway === undefined ? [] : [subnet.gateway]),
]

/** The interfaces' masks, and those that Calico has recorded of them. */
function narrowingFix(document: Patient['document'], { nodes, underlay }: Cluster, outer: Subnet, cidr: Prefix): Fix {
  const text = formatPrefix(cidr)
  const subnets = editedList(document, 'subnets', (entry, name) =>
    name === outer.name ? { ...entry, cidr: text } : entry,
  )
  const recorded = nodes.filter(
    ({ internalAddress, bgpAddress }) =>
      subnetHolding(underlay, internalAddress) === outer && bgpAddress.length === outer.cidr.length,
  )
  const masks = recorded.map(
    ({ name: node }): Command => ({
      kind: 'set-fault',
      fault: { kind: 'wrong-mask', node, length: outer.cidr.length },
      on: false,
    }),
  )
  return {
    code: 'subnets-overlap',
    params: { subnet: outer.name, cidr: text },
    commands: [underlayPatch(underlay.name, { subnets }), ...masks],
  }
}
