import type { CalicoNode } from '../engine/calico/resources/node'
import type { NodeNetworkEvidence } from '../engine/lab/infer-underlay'
import { prefixContains } from '../engine/net/prefix'
import type { ActualRoute } from './routes/actual-route'

/** What a node's real table says of the network it stands in: its interface's name and mask, its gateway, its own routes. */
export function evidenceOf(node: CalicoNode, routes: readonly ActualRoute[]): NodeNetworkEvidence | undefined {
  const connected = routes.find(
    ({ destination, nextHops, type }) =>
      type === 'unicast' &&
      destination.length > 0 &&
      destination.length < 32 &&
      nextHops[0]?.gateway === undefined &&
      prefixContains(destination, node.internalAddress),
  )
  const dev = connected?.nextHops[0]?.dev
  if (!connected || dev === undefined || /^(tunl0|vxlan\.calico|cali|docker|br-|virbr)/.test(dev)) return undefined
  const network = connected.destination
  const isByUplink = ({ nextHops: [hop, ...more] }: ActualRoute): boolean =>
    more.length === 0 && hop?.dev === dev && hop.gateway !== undefined && prefixContains(network, hop.gateway)
  const fallback = routes.find((route) => route.destination.length === 0 && isByUplink(route))
  const gateway = fallback?.nextHops[0]?.gateway
  return {
    node: node.name,
    interface: dev,
    network,
    ...(gateway !== undefined && { gateway, gatewayMetric: fallback?.metric ?? 0 }),
    routes: routes
      .filter((route) => route.destination.length > 0 && OWN_PROTOCOLS.has(route.protocol ?? '') && isByUplink(route))
      .flatMap(({ destination, nextHops: [hop], metric }) =>
        hop?.gateway === undefined ? [] : [{ to: destination, via: hop.gateway, metric }],
      ),
  }
}

/** Who writes a host's own routes: a person, the boot scripts, DHCP; not BIRD, not Felix, not the kernel. */
const OWN_PROTOCOLS: ReadonlySet<string> = new Set(['static', 'boot', 'dhcp'])
