import type { Issue } from '../issue'
import { formatIpv4, type Ipv4 } from '../net/ipv4'
import { entryIssue, nodeAddressPath, podPath } from './entry-issue'
import type { Entry, Resources } from './read-resources'

/** One use of an address: whose it is, and where it is written. */
interface Use {
  readonly address: Ipv4
  readonly entry: Entry<unknown>
  readonly isTunnel?: true
  readonly owner: () => string
  readonly path: () => readonly (string | number)[]
}

/**
 * An address that two have: nodes, routers, pods and tunnel devices are all in one address space. Of a tunnel device it is
 * a warning: such clusters run, and what is lost in them is to be seen.
 */
export function addressIssues(resources: Resources): Issue[] {
  const first = new Map<Ipv4, Use>()
  return usesOf(resources).flatMap((use) => {
    const other = first.get(use.address)
    if (!other) {
      first.set(use.address, use)
      return []
    }
    const params = { value: formatIpv4(use.address), owner: use.owner(), other: other.owner() }
    const severity = use.isTunnel || other.isTunnel ? 'warning' : 'error'
    return [entryIssue(use.entry, use.path(), 'address-repeated', params, severity)]
  })
}

function usesOf({ underlays, nodes, pods }: Resources): Use[] {
  return [
    ...underlays.slice(0, 1).flatMap(routerUses),
    ...nodes.map((entry) => ({
      address: entry.value.internalAddress,
      entry,
      owner: () => entry.value.name,
      path: () => nodeAddressPath(entry),
    })),
    ...nodes.flatMap(tunnelUses),
    ...pods.flatMap((entry) => {
      const { address, namespace, name } = entry.value
      if (address === undefined) return []
      return [{ address, entry, owner: () => `${namespace}/${name}`, path: () => podPath(entry).address }]
    }),
  ]
}

const routerUses = (entry: Resources['underlays'][number]): Use[] =>
  entry.value.routers.flatMap(({ name, interfaces }, router) =>
    interfaces.map(({ address }, port) => ({
      address,
      entry,
      owner: () => name,
      path: () => ['spec', 'routers', router, 'interfaces', port, 'address'],
    })),
  )

function tunnelUses(entry: Resources['nodes'][number]): Use[] {
  const { name, ipipTunnelAddress, vxlanTunnelAddress } = entry.value
  const kubernetes = entry.manifest.apiVersion === 'v1'
  const use = (address: Ipv4 | undefined, device: string, annotation: string, field: readonly string[]): Use[] => {
    if (address === undefined) return []
    const path = () => (kubernetes ? ['metadata', 'annotations', annotation] : field)
    return [{ address, entry, isTunnel: true, owner: () => `${name} (${device})`, path }]
  }
  return [
    ...use(ipipTunnelAddress, 'tunl0', 'projectcalico.org/IPv4IPIPTunnelAddr', ['spec', 'bgp', 'ipv4IPIPTunnelAddr']),
    ...use(vxlanTunnelAddress, 'vxlan.calico', 'projectcalico.org/IPv4VXLANTunnelAddr', [
      'spec',
      'ipv4VXLANTunnelAddr',
    ]),
  ]
}
