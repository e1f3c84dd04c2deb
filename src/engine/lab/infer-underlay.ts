import type { CalicoNode } from '../calico/resources/node'
import type { Issue } from '../issue'
import { formatIpv4 } from '../net/ipv4'
import { formatPrefix, type Prefix, prefixContains, prefixCovers, prefixOf } from '../net/prefix'
import { freeHostAddress } from './commands/subnet-addresses'
import type { LabDocument, Manifest } from './document'
import { readResources } from './read-resources'

/** What a network is taken to be where a node does not say: the mask most networks of machines have. */
const USUAL_LENGTH = 24

/** Longer ones hold no second machine: the mask is missing, or it is Calico's word for "no other node is near". */
const LONGEST_LENGTH = 30

/** The network under the cluster, if the document has none: the nodes' networks, and one router that joins them. */
export function inferUnderlay(document: LabDocument): {
  readonly document: LabDocument
  readonly inferred: readonly Issue[]
} {
  const nodes = readResources(document).nodes.map(({ value }) => value)
  if (nodes.length === 0 || document.manifests.some(({ kind }) => kind === 'Underlay'))
    return { document, inferred: [] }
  const taken = new Set(nodes.map(({ internalAddress }) => internalAddress))
  const subnets = networksOf(nodes).map((cidr, index) => {
    const gateway = freeHostAddress(cidr, taken)
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
    spec: { subnets, routers: [{ name: router, interfaces }] },
  }
  const inferred = subnets.map(
    ({ name, cidr }): Issue => ({ code: 'inferred-subnet', params: { subnet: name, cidr }, severity: 'warning' }),
  )
  return { document: { manifests: [...document.manifests, underlay] }, inferred }
}

/** The nodes' own networks in the order of their addresses, less those that lie in another. */
function networksOf(nodes: readonly CalicoNode[]): readonly Prefix[] {
  const masked = nodes.filter(({ bgpAddress }) => bgpAddress.length <= LONGEST_LENGTH)
  const known = masked.map(({ internalAddress, bgpAddress }) => prefixOf(internalAddress, bgpAddress.length))
  const alone = nodes.filter(({ internalAddress }) => !known.some((cidr) => prefixContains(cidr, internalAddress)))
  const all = [...known, ...alone.map(({ internalAddress }) => prefixOf(internalAddress, USUAL_LENGTH))]
  const widestFirst = all.sort((a, b) => a.length - b.length || a.address - b.address)
  const networks: Prefix[] = []
  for (const cidr of widestFirst) if (!networks.some((wider) => prefixCovers(wider, cidr))) networks.push(cidr)
  return networks.sort((a, b) => a.address - b.address)
}

const freeName = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? freeName(`${name}1`, taken) : name
