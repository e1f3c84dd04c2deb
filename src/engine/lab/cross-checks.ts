import type { Subnet, Underlay } from '../calico/resources/underlay'
import { unreachableVias } from '../calico/resources/underlay-checks'
import type { Issue } from '../issue'
import { formatIpv4, type Ipv4 } from '../net/ipv4'
import { formatPrefix, prefixContains, prefixesOverlap } from '../net/prefix'
import { addressIssues } from './address-checks'
import { entryIssue, nodeAddressPath, podPath } from './entry-issue'
import type { Entry, Resources } from './read-resources'

/** What is wrong between resources that are each right by themselves. */
export function crossChecks(resources: Resources): Issue[] {
  return [
    ...presence(resources),
    ...overlappingPools(resources),
    ...resources.underlays.flatMap((entry) => hostIssues(resources, entry)),
    ...resources.nodes.flatMap((entry) => nodeIssues(resources, entry)),
    ...podIssues(resources),
    ...affinityIssues(resources),
    ...peerIssues(resources),
    ...addressIssues(resources),
  ]
}

/** Whether the document holds manifests of `kind` at all, be they in error: then that is the error to show. */
const hasErrors = ({ issues }: Resources, kind: string): boolean =>
  issues.some(({ resource }) => resource?.kind === kind)

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

function overlappingPools({ pools }: Resources): Issue[] {
  return pools.flatMap((entry, index) => {
    const { name, cidr } = entry.value
    const other = pools.slice(0, index).find(({ value }) => prefixesOverlap(value.cidr, cidr))?.value
    if (!other) return []
    const params = { pool: name, value: formatPrefix(cidr), other: other.name, otherCidr: formatPrefix(other.cidr) }
    return [entryIssue(entry, ['spec', 'cidr'], 'pools-overlap', params)]
  })
}

const subnetOf = ({ subnets }: Underlay, address: Ipv4): Subnet | undefined =>
  subnets.find(({ cidr }) => prefixContains(cidr, address))

function hostIssues({ nodes }: Resources, entry: Entry<Underlay>): Issue[] {
  const { routers, hosts } = entry.value
  const names = new Set(nodes.map(({ value }) => value.name))
  return [
    ...routers.flatMap(({ name }, index) =>
      names.has(name)
        ? [entryIssue(entry, ['spec', 'routers', index, 'name'], 'router-named-as-node', { value: name })]
        : [],
    ),
    ...hosts.flatMap(({ node, routes }, index) => {
      const path = ['spec', 'hosts', index]
      const machine = nodes.find(({ value }) => value.name === node)?.value
      if (!machine) return [entryIssue(entry, [...path, 'node'], 'host-without-node', { value: node }, 'warning')]
      const subnet = subnetOf(entry.value, machine.internalAddress)
      const connected = subnet ? [subnet] : []
      return unreachableVias(entry.manifest, [...path, 'routes'], node, routes, connected).map((issue) => ({
        ...issue,
        manifest: entry.index,
      }))
    }),
  ]
}

function nodeIssues({ underlays }: Resources, entry: Entry<Resources['nodes'][number]['value']>): Issue[] {
  const underlay = underlays[0]?.value
  const { name, internalAddress } = entry.value
  if (!underlay || subnetOf(underlay, internalAddress)) return []
  const params = { node: name, value: formatIpv4(internalAddress) }
  return [entryIssue(entry, nodeAddressPath(entry), 'node-outside-subnets', params)]
}

function podIssues({ pods, nodes, pools }: Resources): Issue[] {
  const names = new Set(nodes.map(({ value }) => value.name))
  return pods.flatMap((entry) => {
    const { name, namespace, node, address } = entry.value
    const path = podPath(entry)
    const pod = `${namespace}/${name}`
    if (!names.has(node)) return [entryIssue(entry, path.node, 'pod-on-missing-node', { pod, value: node })]
    if (address === undefined) return [entryIssue(entry, path.address, 'pod-without-address', { pod })]
    if (pools.some(({ value }) => prefixContains(value.cidr, address))) return []
    return [entryIssue(entry, path.address, 'pod-outside-pools', { pod, value: formatIpv4(address) }, 'warning')]
  })
}

function affinityIssues({ blockAffinities, nodes, pools }: Resources): Issue[] {
  const names = new Set(nodes.map(({ value }) => value.name))
  return blockAffinities.flatMap((entry) => {
    const { node, cidr } = entry.value
    const value = formatPrefix(cidr)
    const pool = pools.find((candidate) => prefixContains(candidate.value.cidr, cidr.address))
    return [
      ...(names.has(node)
        ? []
        : [entryIssue(entry, ['spec', 'node'], 'affinity-of-missing-node', { value: node }, 'warning')]),
      ...(pool ? [] : [entryIssue(entry, ['spec', 'cidr'], 'affinity-outside-pools', { value }, 'warning')]),
    ]
  })
}

function peerIssues({ bgpPeers, nodes }: Resources): Issue[] {
  const names = new Set(nodes.map(({ value }) => value.name))
  return bgpPeers.flatMap((entry) => {
    const { node } = entry.value
    if (node === undefined || names.has(node)) return []
    return [entryIssue(entry, ['spec', 'node'], 'peer-of-missing-node', { value: node }, 'warning')]
  })
}
