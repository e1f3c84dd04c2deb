import type { Namespace } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import { type Prefix, prefixKey } from '../../engine/net/prefix'
import { oncePer } from '../../engine/once-per'
import type { Cast, Machine } from './cast'
import type { PodEnd } from './pod-ends'

/** What all tables together name. */
export interface Survey {
  readonly networks: Iterable<Prefix>
  /** Addresses that are a gateway somewhere. */
  readonly gateways: ReadonlySet<Ipv4>
  /** The line by which its machine leads to a pod that is asked about, and to nothing else. */
  readonly leaves: ReadonlyMap<PodEnd, Route>
  /** All such lines, to whatever pods. */
  readonly leafLines: ReadonlySet<Route>
  /** Single addresses that lines other than those lead to. */
  readonly singled: ReadonlySet<Ipv4>
  /** Pods to whose cable more is routed than their own address. */
  readonly oddPods: ReadonlySet<PodEnd>
  /** Numbers of equal-cost next hops. */
  readonly widths: ReadonlySet<number>
}

/** The pod to whose cable the line leads. */
const podBehind = ({ pods }: Machine, { nextHops, type }: Route): PodEnd | undefined => {
  const dev = nextHops[0]?.dev
  return type === 'unicast' && nextHops.length === 1 && dev !== undefined ? pods.get(dev) : undefined
}

const leadsOnlyTo = (pod: PodEnd, { destination, nextHops }: Route): boolean =>
  destination.length === 32 && destination.address === pod.address && nextHops[0]?.gateway === undefined

const gatewaysOf = oncePer((routes: Namespace['routes']): readonly Ipv4[] =>
  routes.flatMap(({ nextHops }) => nextHops.flatMap(({ gateway }) => gateway ?? [])),
)

/** @param lines each machine's, of those that others have too once at least. */
export function surveyOf({ pods }: Cast, lines: Iterable<readonly [Machine, readonly Route[]]>): Survey {
  const networks = new Map<number, Prefix>()
  const gateways = new Set<Ipv4>()
  const leaves = new Map<PodEnd, Route>()
  const leafLines = new Set<Route>()
  const singled = new Set<Ipv4>()
  const oddPods = new Set<PodEnd>()
  const widths = new Set<number>()
  for (const [machine, routes] of lines) {
    for (const route of routes) {
      const { destination, nextHops } = route
      const pod = machine.pods.size > 0 ? podBehind(machine, route) : undefined
      if (pod && leadsOnlyTo(pod, route)) {
        leafLines.add(route)
        if (!pods.has(pod.namespace.name)) continue
        if (leaves.has(pod)) singled.add(pod.address)
        leaves.set(pod, route)
        continue
      }
      if (pod) oddPods.add(pod)
      networks.set(prefixKey(destination), destination)
      if (destination.length === 32) singled.add(destination.address)
      if (nextHops.length > 1) widths.add(nextHops.length)
      for (const { gateway } of nextHops) if (gateway !== undefined) gateways.add(gateway)
    }
  }
  let last: Namespace['routes'] | undefined
  for (const { namespace } of pods.values()) {
    if (namespace.routes === last) continue
    last = namespace.routes
    for (const gateway of gatewaysOf(last)) gateways.add(gateway)
  }
  return { networks: networks.values(), gateways, leaves, leafLines, singled, oddPods, widths }
}
