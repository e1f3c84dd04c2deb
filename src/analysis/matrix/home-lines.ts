import type { LinkName } from '../../engine/linux/link'
import type { Route } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePerSetting } from '../../engine/once-per'
import type { PodEnd } from './pod-ends'

/** A machine's lines, those that lead to one of its own pods each and to nothing else apart from all others. */
export interface HomeLines {
  /** By the pod's address. */
  readonly toPods: ReadonlyMap<Ipv4, Route>
  readonly others: readonly Route[]
}

/** The pod to whose cable the line leads. */
export const podBehind = ({ nextHops, type }: Route, pods: ReadonlyMap<LinkName, PodEnd>): PodEnd | undefined => {
  const dev = nextHops[0]?.dev
  return type === 'unicast' && nextHops.length === 1 && dev !== undefined ? pods.get(dev) : undefined
}

const leadsOnlyTo = (pod: PodEnd, { destination, nextHops }: Route): boolean =>
  destination.length === 32 && destination.address === pod.address && nextHops[0]?.gateway === undefined

const NOBODY: ReadonlyMap<Ipv4, Route> = new Map()

/** Of two lines to one pod the second is one of the others. An edit that leaves pods alone leaves this as it was. */
export const homeLinesIn = (pods: ReadonlyMap<LinkName, PodEnd>, lines: readonly Route[]): HomeLines =>
  pods.size === 0 ? { toPods: NOBODY, others: lines } : homeLinesOf(pods, lines)

const homeLinesOf = oncePerSetting((pods: ReadonlyMap<LinkName, PodEnd>, lines: readonly Route[]): HomeLines => {
  const toPods = new Map<Ipv4, Route>()
  const others: Route[] = []
  for (const line of lines) {
    const pod = podBehind(line, pods)
    if (pod && leadsOnlyTo(pod, line) && !toPods.has(pod.address)) toPods.set(pod.address, line)
    else others.push(line)
  }
  return { toPods, others }
})
