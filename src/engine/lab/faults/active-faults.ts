import type { RouterDrop } from '../../calico/resources/underlay'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { formatPrefix, prefixContains, prefixKey } from '../../net/prefix'
import { oncePer } from '../../once-per'
import type { Cluster } from '../cluster'
import { subnetHolding } from '../underlay-hosts'
import { DROPPABLE, type Droppable, type Fault } from './fault'
import { activeNetem } from './netem-faults'
import { staleRoutes } from './stale-routes'

/** Every fault that the lab's own fields amount to, in the order of the document: the network's first. */
export const activeFaults = oncePer((cluster: Cluster): readonly Fault[] => [
  ...networkFaults(cluster),
  ...cluster.underlay.subnets.flatMap(({ name: subnet, down, mtuBytes }): readonly Fault[] => [
    ...when(down, { kind: 'subnet-down', subnet }),
    ...(mtuBytes !== undefined && mtuBytes < cluster.underlay.mtuBytes
      ? [{ kind: 'switch-mtu', subnet, mtuBytes } as const]
      : []),
  ]),
  ...routerFaults(cluster),
  ...hostFaults(cluster),
  ...activeNetem(cluster),
  ...staleRoutes(cluster),
  ...nodeFaults(cluster),
  ...duplicateAffinities(cluster),
])

const when = (is: unknown, fault: Fault): readonly Fault[] => (is ? [fault] : [])

/** What the filter of such a thing is, whoever applies it. The port of VXLAN and BGP may be configured. */
export function dropOf(what: Droppable, { felixConfiguration, bgpConfiguration }: Cluster): RouterDrop {
  switch (what) {
    case 'ipip':
      return { protocol: 4 }
    case 'vxlan':
      return { protocol: 17, port: felixConfiguration.vxlanPort }
    case 'bgp':
      return { protocol: 6, port: bgpConfiguration.listenPort }
    case 'icmp':
      return { protocol: 1 }
  }
}

export const isDropOf = (rule: RouterDrop, what: Droppable, cluster: Cluster): boolean => {
  const { protocol, port } = dropOf(what, cluster)
  const matchesPort = rule.port === undefined || rule.port === port
  return rule.protocol === protocol && matchesPort && rule.source === undefined && rule.destination === undefined
}

const droppedBy = (drops: readonly RouterDrop[], cluster: Cluster): readonly Droppable[] =>
  DROPPABLE.filter((what) => drops.some((rule) => isDropOf(rule, what, cluster)))

/** The rules that a fault accounts for: those of a whole protocol, and those of one BGP session. */
export const explainedDrops = (rules: readonly RouterDrop[], cluster: Cluster): ReadonlySet<RouterDrop> =>
  new Set(
    rules.filter(
      (rule) =>
        DROPPABLE.some((what) => isDropOf(rule, what, cluster)) ||
        (rules === cluster.underlay.drops && sessionFault(rule, cluster).length > 0),
    ),
  )

function networkFaults(cluster: Cluster): readonly Fault[] {
  const { sourceCheck, drops = [] } = cluster.underlay
  return [
    ...when(sourceCheck, { kind: 'source-check' }),
    ...droppedBy(drops, cluster).map((what): Fault => ({ kind: 'dropped', what })),
    ...drops.flatMap((rule) => sessionFault(rule, cluster)),
  ]
}

/** A filter of BGP between two machines' addresses. */
function sessionFault({ protocol, port, source, destination }: RouterDrop, cluster: Cluster): readonly Fault[] {
  if (protocol !== 6 || port !== cluster.bgpConfiguration.listenPort) return []
  if (source?.length !== 32 || destination?.length !== 32) return []
  const [node, peer] = [speakerAt(cluster, source.address), speakerAt(cluster, destination.address)]
  return node !== undefined && peer !== undefined ? [{ kind: 'bgp-session-down', node, peer }] : []
}

const speakerAt = ({ nodes, underlay }: Cluster, address: Ipv4): string | undefined =>
  (
    nodes.find(({ bgpAddress }) => bgpAddress.address === address) ??
    underlay.routers.find(({ interfaces }) => interfaces.some((each) => each.address === address))
  )?.name

const routerFaults = (cluster: Cluster): readonly Fault[] =>
  cluster.underlay.routers.flatMap(({ name: router, down, isSilent, drops, interfaces }): readonly Fault[] => [
    ...when(down, { kind: 'router-down', router }),
    ...when(isSilent, { kind: 'silent-router', router }),
    ...droppedBy(drops, cluster).map((what): Fault => ({ kind: 'dropped', what, router })),
    ...interfaces.flatMap(({ subnet, link, mtuBytes }): readonly Fault[] => [
      ...(link ? [{ kind: 'router-cable', router, subnet, how: link } as const] : []),
      ...(mtuBytes !== undefined && mtuBytes < cluster.underlay.mtuBytes
        ? [{ kind: 'router-mtu', router, subnet, mtuBytes } as const]
        : []),
    ]),
  ])

function hostFaults({ underlay, nodes }: Cluster): readonly Fault[] {
  const names = new Set(nodes.map(({ name }) => name))
  return underlay.hosts
    .filter(({ node }) => names.has(node))
    .flatMap(({ node, down, link, birdStopped, missingDevices, rpFilter, mtuBytes }): readonly Fault[] => [
      ...when(down, { kind: 'node-down', node }),
      ...(link ? [{ kind: 'node-cable', node, how: link } as const] : []),
      ...when(birdStopped, { kind: 'bird-stopped', node }),
      ...missingDevices.flatMap((device): readonly Fault[] =>
        device === 'tunl0' || device === 'vxlan.calico' ? [{ kind: 'missing-device', node, device }] : [],
      ),
      ...when(rpFilter === 'strict', { kind: 'strict-rp-filter', node }),
      ...(mtuBytes !== undefined && mtuBytes < underlay.mtuBytes
        ? [{ kind: 'node-mtu', node, mtuBytes } as const]
        : []),
    ])
}

function nodeFaults({ nodes, underlay }: Cluster): readonly Fault[] {
  return nodes.flatMap(({ name: node, internalAddress, bgpAddress }): readonly Fault[] => {
    const { address, length } = bgpAddress
    if (address !== internalAddress) return [{ kind: 'wrong-address', node, address: formatIpv4(address) }]
    const subnet = subnetHolding(underlay, internalAddress)
    return subnet && length !== subnet.cidr.length ? [{ kind: 'wrong-mask', node, length }] : []
  })
}

/** Of a block that two have the fault is with who came later, unless its pods are there. */
function duplicateAffinities({ blockAffinities, pods }: Cluster): readonly Fault[] {
  const owners = new Map<number, string>()
  return blockAffinities.flatMap(({ cidr, node, state }): readonly Fault[] => {
    if (state !== 'confirmed') return []
    const owner = owners.get(prefixKey(cidr))
    if (owner === undefined) owners.set(prefixKey(cidr), node)
    if (owner === undefined || owner === node) return []
    const hasPods = (name: string): boolean =>
      pods.some((pod) => pod.node === name && prefixContains(cidr, pod.address))
    const guest = hasPods(node) && !hasPods(owner) ? owner : node
    return [{ kind: 'duplicate-affinity', node: guest, cidr: formatPrefix(cidr) }]
  })
}
