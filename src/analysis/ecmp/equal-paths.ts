import type { Fabric } from '../../engine/fabric/fabric'
import type { RouteLookup } from '../../engine/linux/fib'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import type { NextHop, Route } from '../../engine/linux/route'
import { compareRoutes } from '../../engine/linux/route-order'
import { formatIpv4 } from '../../engine/net/ipv4'
import type { Trace } from '../../engine/trace/trace'
import type { PairOutcome } from '../pairs/outcome'
import { outcomeOf } from '../pairs/outcome-of'
import { pingPair } from '../pairs/ping-pair'

/** One of the ways that a ping may take, where routes have several equal next hops. */
export interface EqualPath {
  /** The machines of the request, and of the reply if there is one, in their order. */
  readonly there: readonly NamespaceName[]
  readonly back: readonly NamespaceName[]
  /** Of all such flows; the kernel's hash spreads them evenly over next hops of one weight. [FIB-3] */
  readonly probability: number
  readonly outcome: PairOutcome
  /** Which next hop each machine takes that has a choice. */
  readonly choices: readonly Choice[]
  /** The one that this lab's own hash makes the ping take. */
  readonly isTaken: boolean
}

/** One machine's, for one destination. */
export interface Choice {
  readonly host: NamespaceName
  readonly hop: NextHop
  /** Among so many. */
  readonly of: number
}

export interface EqualPaths {
  /** The likeliest first. A single one: no route on the way has a choice. */
  readonly paths: readonly EqualPath[]
  /** What the paths that were not followed would add, above the limit. */
  readonly unfollowed: number
}

/** Ways double at every choice: more are not followed one by one. */
const MOST_TRACES = 64

interface Ask {
  readonly fabric: Fabric
  /** `host destination` of the choices that are made. */
  readonly made: ReadonlySet<string>
  readonly choices: readonly Choice[]
  readonly probability: number
}

/**
 * All ways that a ping from one host to another may take, each with how likely it is. Where a machine has several equal next hops
 * the ping is followed by each of them in turn; what it takes there is its own route with the hops in another order, so that
 * its hash falls on that hop and everything else, the reverse path filter among it, sees the same route.
 */
export function equalPaths(fabric: Fabric, from: NamespaceName, to: NamespaceName): EqualPaths {
  const found = new Map<string, EqualPath>()
  let unfollowed = 0
  let traces = 0
  const asks: Ask[] = [{ fabric, made: new Set(), choices: [], probability: 1 }]
  const own = wayKey(pingPair(fabric, from, to))
  for (let ask = asks.shift(); ask; ask = asks.shift()) {
    if (traces === MOST_TRACES) {
      unfollowed += ask.probability
      continue
    }
    traces++
    const trace = pingPair(ask.fabric, from, to)
    const open = firstOpen(trace, ask.made)
    if (open) asks.push(...branchesOf(ask, open))
    else add(found, trace, ask, wayKey(trace) === own)
  }
  const paths = [...found.values()].toSorted((a, b) => b.probability - a.probability)
  return { paths, unfollowed }

  function add(all: Map<string, EqualPath>, trace: Trace, { choices, probability }: Ask, isTaken: boolean): void {
    const key = wayKey(trace)
    const known = all.get(key)
    const path = known ?? {
      there: machinesOf(trace, 'request'),
      back: machinesOf(trace, 'reply'),
      outcome: outcomeOf(fabric, trace),
      choices,
      isTaken,
      probability: 0,
    }
    all.set(key, { ...path, probability: path.probability + probability })
  }
}

interface Open {
  readonly host: NamespaceName
  readonly lookup: RouteLookup & { readonly route: Route; readonly hash: NonNullable<RouteLookup['hash']> }
}

const keyOf = ({ host, lookup }: Open): string => `${host} ${formatIpv4(lookup.destination)}`

/** The first lookup that has a choice which has not been made for it. */
function firstOpen({ steps, packets }: Trace, made: ReadonlySet<string>): Open | undefined {
  for (const { event, namespace, packet } of steps) {
    if (!('lookup' in event) || packets[packet]?.kind === 'error') continue
    const { lookup } = event
    const { route, hash } = lookup
    if (!route || !hash) continue
    const open: Open = { host: namespace, lookup: { ...lookup, route, hash } }
    if (!made.has(keyOf(open))) return open
  }
  return undefined
}

function branchesOf({ fabric, made, choices, probability }: Ask, open: Open): readonly Ask[] {
  const { host, lookup } = open
  const { nextHops } = lookup.route
  return nextHops.map((hop, place) => ({
    fabric: withRoute(fabric, host, routeBy(lookup, place)),
    made: new Set([...made, keyOf(open)]),
    choices: [...choices, { host, hop, of: nextHops.length }],
    probability: probability / nextHops.length,
  }))
}

/** For this destination alone: the same hops, turned until the one at `place` stands where the hash falls. */
function routeBy({ route, destination, hash }: Open['lookup'], place: number): Route {
  const { nextHops } = route
  const count = nextHops.length
  const turned = nextHops.map((_, i) => nextHops[(i + place - hash.place + count) % count] as NextHop)
  return { ...route, destination: { address: destination, length: 32 }, nextHops: turned }
}

function withRoute(fabric: Fabric, host: NamespaceName, route: Route): Fabric {
  const namespace = fabric.namespaces.get(host)
  if (!namespace) return fabric
  const isOther = (other: Route): boolean => compareRoutes(other, route) !== 0
  const routes = [...namespace.routes.filter(isOther), route].sort(compareRoutes)
  const changed: Namespace = { ...namespace, routes }
  return { ...fabric, namespaces: new Map(fabric.namespaces).set(host, changed) }
}

function machinesOf({ steps, packets }: Trace, kind: 'request' | 'reply'): readonly NamespaceName[] {
  const hosts = steps.filter(({ packet }) => packets[packet]?.kind === kind).map(({ namespace }) => namespace)
  return hosts.filter((host, i) => host !== hosts[i - 1])
}

/** Where it went out, and how it ended. */
const wayKey = ({ steps, packets, verdict }: Trace): string =>
  [
    verdict.kind,
    ...steps.flatMap(({ event, namespace, packet }) =>
      event.kind === 'transmit' && packets[packet]?.kind !== 'error' ? [`${packet} ${namespace} ${event.link}`] : [],
    ),
  ].join(', ')
