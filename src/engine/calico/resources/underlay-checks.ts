import type { Issue } from '../../issue'
import type { Manifest } from '../../manifest'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix, prefixContains, prefixEquals, prefixesOverlap } from '../../net/prefix'
import { issueAt } from './reading'
import type { StaticRoute, Subnet, Underlay, UnderlayRouter } from './underlay'

/** What is wrong inside an Underlay by itself; what concerns nodes and pods is checked with the whole document. */
export function underlayIssues(manifest: Manifest, underlay: Underlay): Issue[] {
  return [
    ...repeatedNames(
      manifest,
      'subnets',
      underlay.subnets.map(({ name }) => name),
    ),
    ...repeatedNames(
      manifest,
      'routers',
      underlay.routers.map(({ name }) => name),
    ),
    ...repeatedNames(
      manifest,
      'hosts',
      underlay.hosts.map(({ node }) => node),
    ),
    ...overlappingSubnets(manifest, underlay.subnets),
    ...underlay.subnets.flatMap((subnet, index) => gatewayIssues(manifest, subnet, index)),
    ...underlay.routers.flatMap((router, index) => routerIssues(manifest, underlay, router, index)),
  ]
}

function repeatedNames(manifest: Manifest, list: string, names: readonly string[]): Issue[] {
  const seen = new Set<string>()
  return names.flatMap((name, index) => {
    const repeated = seen.has(name)
    seen.add(name)
    return repeated ? [issueAt(manifest, ['spec', list, index], 'underlay-repeated', { list, value: name })] : []
  })
}

/** One inside another is what networks are like whose mask somebody got wrong; of two that are one, no machine is in either. */
function overlappingSubnets(manifest: Manifest, subnets: readonly Subnet[]): Issue[] {
  return subnets.flatMap((subnet, index) => {
    const other = subnets.slice(0, index).find(({ cidr }) => prefixesOverlap(cidr, subnet.cidr))
    if (!other) return []
    const params = {
      subnet: subnet.name,
      value: formatPrefix(subnet.cidr),
      other: other.name,
      otherCidr: formatPrefix(other.cidr),
    }
    const severity = prefixEquals(other.cidr, subnet.cidr) ? 'error' : 'warning'
    return [issueAt(manifest, ['spec', 'subnets', index, 'cidr'], 'subnets-overlap', params, severity)]
  })
}

function gatewayIssues(manifest: Manifest, { name, cidr, gateway }: Subnet, index: number): Issue[] {
  if (gateway === undefined || prefixContains(cidr, gateway)) return []
  const params = { subnet: name, value: formatIpv4(gateway), cidr: formatPrefix(cidr) }
  return [issueAt(manifest, ['spec', 'subnets', index, 'gateway'], 'gateway-outside', params)]
}

function routerIssues(manifest: Manifest, underlay: Underlay, router: UnderlayRouter, index: number): Issue[] {
  const at = ['spec', 'routers', index]
  const connected = router.interfaces.flatMap(({ subnet }) => underlay.subnets.filter(({ name }) => name === subnet))
  return [
    ...router.interfaces.flatMap(({ subnet: name, address }, port) => {
      const path = [...at, 'interfaces', port]
      const subnet = underlay.subnets.find((candidate) => candidate.name === name)
      const params = { router: router.name, subnet: name, value: formatIpv4(address) }
      if (!subnet) return [issueAt(manifest, [...path, 'subnet'], 'router-subnet-missing', params)]
      if (prefixContains(subnet.cidr, address)) return []
      return [
        issueAt(manifest, [...path, 'address'], 'router-address-outside', {
          ...params,
          cidr: formatPrefix(subnet.cidr),
        }),
      ]
    }),
    ...unreachableVias(manifest, [...at, 'routes'], router.name, router.routes, connected),
  ]
}

/** A next hop on no network of the machine: Linux refuses such a route, so the lab leaves it out and says so. */
export function unreachableVias(
  manifest: Manifest,
  path: readonly (string | number)[],
  host: string,
  routes: readonly StaticRoute[],
  connected: readonly Subnet[],
): Issue[] {
  return routes.flatMap(({ to, via }, index) => {
    if (connected.some(({ cidr }) => prefixContains(cidr, via))) return []
    const params = { host, to: formatPrefix(to), value: formatIpv4(via) }
    return [issueAt(manifest, [...path, index, 'via'], 'via-not-connected', params, 'warning')]
  })
}
