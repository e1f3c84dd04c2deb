import type { BlockAffinity } from '../calico/resources/block-affinity'
import type { PodFacts } from '../calico/resources/pod'
import type { Underlay } from '../calico/resources/underlay'
import { unreachableVias } from '../calico/resources/underlay-checks'
import type { Issue } from '../issue'
import { formatIpv4 } from '../net/ipv4'
import { broadcastOf, formatPrefix, type Prefix, prefixContains, prefixesOverlap, prefixKey } from '../net/prefix'
import { addressIssues } from './address-checks'
import { entryIssue, nodeAddressPath, podPath } from './entry-issue'
import type { Entry, Resources } from './read-resources'
import { routeOwnershipIssues } from './route-ownership-checks'
import { subnetHolding } from './underlay-hosts'

/** What is wrong between resources that are each right by themselves. */
export function crossChecks(resources: Resources): Issue[] {
  return [
    ...presence(resources),
    ...overlappingPools(resources),
    ...poolsOverSubnets(resources),
    ...blocksOfAnotherSize(resources),
    ...resources.underlays.flatMap((entry) => hostIssues(resources, entry)),
    ...resources.nodes.flatMap((entry) => nodeIssues(resources, entry)),
    ...podIssues(resources),
    ...affinityIssues(resources),
    ...repeatedAffinities(resources),
    ...peerIssues(resources),
    ...addressIssues(resources),
    ...routeOwnershipIssues(resources),
  ]
}

/** Whether the document holds manifests of `kind` at all, be they in error: then that is the error to show. */
const hasErrors = ({ issues }: Resources, kind: string): boolean =>
  issues.some(({ resource, severity }) => severity === 'error' && resource?.kind === kind)

const documentIssue = (code: string): Issue => ({ code, params: {}, severity: 'error' })

function presence(resources: Resources): Issue[] {
  const { underlays, nodes, pools } = resources
  const missing = (kind: string, entries: readonly unknown[], code: string) =>
    entries.length > 0 || hasErrors(resources, kind) ? [] : [documentIssue(code)]
  return [
    ...missing('Underlay', underlays, 'no-underlay'),
    ...missing('Node', nodes, 'no-node'),
    ...missing('IPPool', pools, 'no-pool'),
    ...underlays.slice(1).map((entry) => entryIssue(entry, ['kind'], 'several-underlays')),
  ]
}

/** Calico's client refuses to make such a pool; clusters whose CRDs were written directly have them all the same. */
function overlappingPools({ pools }: Resources): Issue[] {
  return pools.flatMap((entry, index) => {
    const { name, cidr } = entry.value
    const other = pools.slice(0, index).find(({ value }) => prefixesOverlap(value.cidr, cidr))?.value
    if (!other) return []
    const params = { pool: name, value: formatPrefix(cidr), other: other.name, otherCidr: formatPrefix(other.cidr) }
    return [entryIssue(entry, ['spec', 'cidr'], 'pools-overlap', params, 'warning')]
  })
}

/**
 * Calico takes no such pool anew (libcalico-go `clientv3/ippool.go`), yet old clusters have them, and IPAM goes on with the
 * blocks that are there.
 */
function blocksOfAnotherSize({ pools, blockAffinities }: Resources): Issue[] {
  const oddBlock = (pool: Prefix, size: number): Entry<BlockAffinity> | undefined =>
    blockAffinities.find(({ value: { cidr } }) => cidr.length !== size && prefixContains(pool, cidr.address))
  return pools.flatMap((entry) => {
    const { name, cidr, blockSize } = entry.value
    const odd = oddBlock(cidr, blockSize)
    if (!odd) return []
    const params = { pool: name, blockSize, block: formatPrefix(odd.value.cidr), node: odd.value.node }
    return [entryIssue(entry, ['spec', 'blockSize'], 'pool-blocks-size', params, 'warning')]
  })
}

/** Calico allows it, but then routes to pods and to machines get in each other's way. */
function poolsOverSubnets({ pools, underlays }: Resources): Issue[] {
  return pools.flatMap((entry) => {
    const subnet = underlays[0]?.value.subnets.find(({ cidr }) => prefixesOverlap(cidr, entry.value.cidr))
    if (!subnet) return []
    const { name, cidr } = entry.value
    const params = { pool: name, value: formatPrefix(cidr), subnet: subnet.name, cidr: formatPrefix(subnet.cidr) }
    return [entryIssue(entry, ['spec', 'cidr'], 'pool-overlaps-subnet', params, 'warning')]
  })
}

function hostIssues({ nodes }: Resources, entry: Entry<Underlay>): Issue[] {
  const { routers, hosts } = entry.value
  const machines = new Map(nodes.map(({ value }) => [value.name, value]))
  return [
    ...routers.flatMap(({ name }, index) =>
      machines.has(name)
        ? [entryIssue(entry, ['spec', 'routers', index, 'name'], 'router-named-as-node', { value: name })]
        : [],
    ),
    ...hosts.flatMap(({ node, routes }, index) => {
      const path = ['spec', 'hosts', index]
      const machine = machines.get(node)
      if (!machine) return [entryIssue(entry, [...path, 'node'], 'host-without-node', { value: node }, 'warning')]
      const subnet = subnetHolding(entry.value, machine.internalAddress)
      const connected = subnet ? [subnet] : []
      return unreachableVias(entry.manifest, [...path, 'routes'], node, routes, connected).map((issue) => ({
        ...issue,
        manifest: entry.index,
      }))
    }),
  ]
}

function nodeIssues({ underlays }: Resources, entry: Resources['nodes'][number]): Issue[] {
  const underlay = underlays[0]?.value
  if (!underlay) return []
  const { name, internalAddress } = entry.value
  const subnet = subnetHolding(underlay, internalAddress)
  const params = { node: name, value: formatIpv4(internalAddress) }
  if (!subnet) return [entryIssue(entry, nodeAddressPath(entry), 'node-outside-subnets', params)]
  const { cidr } = subnet
  const reserved = internalAddress === cidr.address || internalAddress === broadcastOf(cidr)
  if (!reserved || cidr.length > LONGEST_WITH_BROADCAST) return []
  const where = { subnet: subnet.name, cidr: formatPrefix(cidr) }
  return [entryIssue(entry, nodeAddressPath(entry), 'node-reserved-address', { ...params, ...where })]
}

/** Longer networks have no broadcast address (RFC 3021). */
const LONGEST_WITH_BROADCAST = 30

function podIssues({ pods, nodes, pools }: Resources): Issue[] {
  const names = new Set(nodes.map(({ value }) => value.name))
  const isSound = ({ node, address }: PodFacts): boolean =>
    names.has(node) && address !== undefined && pools.some(({ value }) => prefixContains(value.cidr, address))
  return pods
    .filter(({ value }) => !isSound(value))
    .map((entry) => {
      const { name, namespace, node, address } = entry.value
      const path = podPath(entry)
      const pod = `${namespace}/${name}`
      if (!names.has(node)) return entryIssue(entry, path.node, 'pod-on-missing-node', { pod, value: node })
      if (address === undefined) return entryIssue(entry, path.address, 'pod-without-address', { pod })
      return entryIssue(entry, path.address, 'pod-outside-pools', { pod, value: formatIpv4(address) }, 'warning')
    })
}

function affinityIssues({ blockAffinities, nodes, pools }: Resources): Issue[] {
  const names = new Set(nodes.map(({ value }) => value.name))
  const hasPool = ({ cidr }: BlockAffinity): boolean =>
    pools.some((pool) => prefixContains(pool.value.cidr, cidr.address))
  const missing = (entry: Entry<BlockAffinity>): Issue =>
    entryIssue(entry, ['spec', 'node'], 'affinity-of-missing-node', { value: entry.value.node }, 'warning')
  const outside = (entry: Entry<BlockAffinity>): Issue =>
    entryIssue(entry, ['spec', 'cidr'], 'affinity-outside-pools', { value: formatPrefix(entry.value.cidr) }, 'warning')
  return blockAffinities
    .filter(({ value }) => !names.has(value.node) || !hasPool(value))
    .flatMap((entry) => [
      ...(names.has(entry.value.node) ? [] : [missing(entry)]),
      ...(hasPool(entry.value) ? [] : [outside(entry)]),
    ])
}

/** One block confirmed for two nodes: every other node has two routes to it. */
function repeatedAffinities({ blockAffinities }: Resources): Issue[] {
  const owners = new Map<number, string>()
  const repeated = blockAffinities.filter(({ value: { node, cidr, state } }) => {
    if (state !== 'confirmed') return false
    const owner = owners.get(prefixKey(cidr)) ?? node
    owners.set(prefixKey(cidr), owner)
    return owner !== node
  })
  return repeated.map((entry) => {
    const { node, cidr } = entry.value
    const params = { value: formatPrefix(cidr), node, other: owners.get(prefixKey(cidr)) ?? '' }
    return entryIssue(entry, ['spec', 'cidr'], 'affinity-repeated', params, 'warning')
  })
}

function peerIssues({ bgpPeers, bgpFilters, nodes }: Resources): Issue[] {
  const names = new Set(nodes.map(({ value }) => value.name))
  const filters = new Set(bgpFilters.map(({ value }) => value.name))
  return bgpPeers.flatMap((entry) => {
    const { node } = entry.value
    const missing = entry.value.filters.flatMap((name, index) =>
      filters.has(name)
        ? []
        : [entryIssue(entry, ['spec', 'filters', index], 'peer-filter-missing', { value: name }, 'warning')],
    )
    if (node === undefined || names.has(node)) return missing
    return [...missing, entryIssue(entry, ['spec', 'node'], 'peer-of-missing-node', { value: node }, 'warning')]
  })
}
