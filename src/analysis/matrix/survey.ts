import type { Namespace } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import { type Prefix, prefixKey } from '../../engine/net/prefix'
import { oncePer } from '../../engine/once-per'
import type { Cast, Machine } from './cast'
import { podBehind } from './home-lines'
import type { PodEnd } from './pod-ends'
import { podKindsAmong } from './shape'

/** What all tables together name. */
export interface Survey {
  readonly networks: Iterable<Prefix>
  /** Addresses that are a gateway somewhere. */
  readonly gateways: ReadonlySet<Ipv4>
  /** Single addresses to which there is a line, but of a machine to its own pod. */
  readonly singled: ReadonlySet<Ipv4>
  /** Pods to whose cable more is routed than their own address. */
  readonly oddPods: ReadonlySet<PodEnd>
  /** Numbers of equal-cost next hops. */
  readonly widths: ReadonlySet<number>
}

const gatewaysOf = oncePer((routes: Namespace['routes']): readonly Ipv4[] =>
  routes.flatMap(({ nextHops }) => nextHops.flatMap(({ gateway }) => gateway ?? [])),
)

/** @param lines each machine's but those to its own pods, of those that others have too once at least. */
export function surveyOf({ pods }: Cast, lines: Iterable<readonly [Machine, readonly Route[]]>): Survey {
  const networks = new Map<number, Prefix>()
  const gateways = new Set<Ipv4>()
  const singled = new Set<Ipv4>()
  const oddPods = new Set<PodEnd>()
  const widths = new Set<number>()
  for (const [machine, routes] of lines) {
    for (const route of routes) {
      const { destination, nextHops } = route
      const pod = machine.pods.size > 0 ? podBehind(route, machine.pods) : undefined
      if (pod) oddPods.add(pod)
      networks.set(prefixKey(destination), destination)
      if (destination.length === 32) singled.add(destination.address)
      if (nextHops.length > 1) widths.add(nextHops.length)
      for (const { gateway } of nextHops) if (gateway !== undefined) gateways.add(gateway)
    }
  }
  for (const { routes } of podKindsAmong(pods)) for (const gateway of gatewaysOf(routes)) gateways.add(gateway)
  return { networks: networks.values(), gateways, singled, oddPods, widths }
}
