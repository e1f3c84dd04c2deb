import type { CalicoNode } from '../calico/resources/node'
import { DEFAULT_HOST, type StaticRoute } from '../calico/resources/underlay'
import type { Issue } from '../issue'
import type { JsonObject } from '../manifest'
import { formatIpv4, type Ipv4 } from '../net/ipv4'
import { formatPrefix, type Prefix, prefixContains, prefixCovers, prefixOf } from '../net/prefix'
import { freeHostAddress } from './commands/subnet-addresses'
import type { LabDocument, Manifest } from './document'
import { readResources } from './read-resources'

/** What a network is taken to be where a node does not say: the mask most networks of machines have. */
const USUAL_LENGTH = 24

/** Longer ones hold no second machine: the mask is missing, or it is Calico's word for "no other node is near". */
const LONGEST_LENGTH = 30

/** What a node's real routing table says of the network it stands in. */
export interface NodeNetworkEvidence {
  readonly node: string
  readonly interface: string
  /** By the mask that the interface really has, whatever Calico recorded. */
  readonly network: Prefix
  readonly gateway?: Ipv4
  readonly gatewayMetric?: number
  readonly routes: readonly StaticRoute[]
}

/**
 * The network under the cluster, if the document has none: the nodes' networks, and one router that joins them.
 * @param evidence of nodes whose tables are known; the others are taken as Calico recorded them.
 */
export function inferUnderlay(
  document: LabDocument,
  evidence: readonly NodeNetworkEvidence[] = [],
): {
  readonly document: LabDocument
  readonly inferred: readonly Issue[]
} {
  const nodes = readResources(document).nodes.map(({ value }) => value)
  if (nodes.length === 0 || document.manifests.some(({ kind }) => kind === 'Underlay'))
    return { document, inferred: [] }
  const taken = new Set(nodes.map(({ internalAddress }) => internalAddress))
  const subnets = networksOf(nodes, evidence).map((cidr, index) => {
    const seen = evidence.find(({ gateway }) => gateway !== undefined && prefixContains(cidr, gateway))?.gateway
    const gateway = seen ?? freeHostAddress(cidr, taken)
    const subnet = { name: `subnet${index + 1}`, cidr: formatPrefix(cidr) }
    return gateway === undefined ? subnet : { ...subnet, gateway: formatIpv4(gateway) }
  })
  const router = freeName('router', new Set(nodes.map(({ name }) => name)))
  const interfaces = subnets.flatMap((subnet) =>
    'gateway' in subnet ? [{ subnet: subnet.name, address: subnet.gateway }] : [],
  )
  const underlay: Manifest = {
    apiVersion: 'podpath.dev/v1',
    kind: 'Underlay',
    metadata: { name: 'inferred' },
    spec: { subnets, routers: [{ name: router, interfaces }], ...hostsOf(evidence) },
  }
  const inferred = subnets.map(
    ({ name, cidr }): Issue => ({ code: 'inferred-subnet', params: { subnet: name, cidr }, severity: 'warning' }),
  )
  return { document: { manifests: [...document.manifests, underlay] }, inferred }
}

/** The nodes' own networks in the order of their addresses, less those that lie in another. */
function networksOf(nodes: readonly CalicoNode[], evidence: readonly NodeNetworkEvidence[]): readonly Prefix[] {
  const seen = new Map(evidence.map(({ node, network }) => [node, network]))
  const masked = nodes.filter(({ name, bgpAddress }) => seen.has(name) || bgpAddress.length <= LONGEST_LENGTH)
  const known = masked.map(
    ({ name, internalAddress, bgpAddress }) => seen.get(name) ?? prefixOf(internalAddress, bgpAddress.length),
  )
  const alone = nodes.filter(({ internalAddress }) => !known.some((cidr) => prefixContains(cidr, internalAddress)))
  const all = [...known, ...alone.map(({ internalAddress }) => prefixOf(internalAddress, USUAL_LENGTH))]
  const widestFirst = all.sort((a, b) => a.length - b.length || a.address - b.address)
  const networks: Prefix[] = []
  for (const cidr of widestFirst) if (!networks.some((wider) => prefixCovers(wider, cidr))) networks.push(cidr)
  return networks.sort((a, b) => a.address - b.address)
}

/** What of the nodes' tables differs from what a host has that says nothing. */
function hostsOf(evidence: readonly NodeNetworkEvidence[]): { readonly hosts?: readonly JsonObject[] } {
  const hosts = evidence.flatMap(({ node, interface: nic, gatewayMetric = 0, routes }): JsonObject[] => {
    if (nic === DEFAULT_HOST.interface && gatewayMetric === DEFAULT_HOST.gatewayMetric && routes.length === 0) return []
    const written = routes.map(({ to, via, metric }) => ({
      to: formatPrefix(to),
      via: formatIpv4(via),
      ...(metric > 0 && { metric }),
    }))
    return [
      {
        node,
        ...(nic !== DEFAULT_HOST.interface && { interface: nic }),
        ...(gatewayMetric > 0 && { gatewayMetric }),
        ...(written.length > 0 && { routes: written }),
      },
    ]
  })
  return hosts.length > 0 ? { hosts } : {}
}

const freeName = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? freeName(`${name}1`, taken) : name
