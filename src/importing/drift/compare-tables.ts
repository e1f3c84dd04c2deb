import type { Cluster } from '../../engine/lab/cluster'
import type { NextHop, Route } from '../../engine/linux/route'
import { type Prefix, prefixContains, prefixesOverlap, prefixKey } from '../../engine/net/prefix'
import type { ActualRoute } from '../routes/actual-route'
import type { RoutePair } from './drift'

/**
 * Missing: the model has it, the host does not. Stale: the host has it, the model does not. The others: both have a route to
 * the place, and it leaves by another device, by another next hop, is of another kind, has another metric, or was written by someone else.
 */
export interface TableDifference extends RoutePair {
  readonly kind: 'missing' | 'stale' | 'wrong-type' | 'wrong-device' | 'wrong-next-hop' | 'wrong-owner' | 'wrong-metric'
}

export interface ComparedTables {
  readonly same: number
  readonly foreign: number
  readonly differences: readonly TableDifference[]
}

/** Two tables by destination; of several lines for one place those that agree are taken as pairs first. [DRIFT-1] */
export function compareTables(
  model: readonly Route[],
  actual: readonly ActualRoute[],
  cluster: Cluster,
): ComparedTables {
  const differences: TableDifference[] = []
  let same = 0
  let foreign = 0
  for (const { destination, models, actuals } of byDestination(model, actual)) {
    const agreed = new Set<ActualRoute>()
    const left = models.filter((route) => {
      const twin = actuals.find((other) => !agreed.has(other) && difference(route, other) === undefined)
      if (twin) agreed.add(twin)
      return twin === undefined
    })
    same += agreed.size
    const others = actuals.filter((other) => !agreed.has(other))
    for (const [index, route] of left.entries()) {
      const other = others[index]
      if (!other) differences.push({ kind: 'missing', destination, model: route })
      else
        differences.push({ kind: difference(route, other) ?? 'wrong-metric', destination, model: route, actual: other })
    }
    for (const other of others.slice(left.length)) {
      if (isForeign(other, cluster)) foreign += 1
      else differences.push({ kind: 'stale', destination, actual: other })
    }
  }
  return { same, foreign, differences }
}

function byDestination(model: readonly Route[], actual: readonly ActualRoute[]) {
  const places = new Map<number, { destination: Prefix; models: Route[]; actuals: ActualRoute[] }>()
  const at = (destination: Prefix) => {
    const known = places.get(prefixKey(destination))
    if (known) return known
    const fresh = { destination, models: [], actuals: [] }
    places.set(prefixKey(destination), fresh)
    return fresh
  }
  for (const route of model) at(route.destination).models.push(route)
  for (const route of actual) at(route.destination).actuals.push(route)
  return [...places.values()].sort(
    (a, b) => a.destination.address - b.destination.address || a.destination.length - b.destination.length,
  )
}

/**
 * How two routes to one place differ, the weightiest first; undefined: not at all, as far as the tool tells. Of the host's own
 * routes the Underlay does not say who wrote them, nor which metric a network manager gives the link's own.
 */
function difference(model: Route, actual: ActualRoute): TableDifference['kind'] | undefined {
  if (!isSameType(model, actual)) return 'wrong-type'
  if (devices(model.nextHops) !== devices(actual.nextHops)) return 'wrong-device'
  if (gateways(model.nextHops) !== gateways(actual.nextHops)) return 'wrong-next-hop'
  const { programmer } = model.provenance
  const isCalico = programmer === 'bird' || programmer === 'felix'
  if (isCalico && actual.protocol !== undefined && actual.protocol !== model.protocol) return 'wrong-owner'
  return programmer === 'kernel' || model.metric === actual.metric ? undefined : 'wrong-metric'
}

/** `route -n` shows a blackhole without its kind. */
const isSameType = (model: Route, actual: ActualRoute): boolean => model.type === actual.type

const devices = (hops: readonly NextHop[]): string =>
  hops
    .map(({ dev }) => dev ?? '')
    .sort()
    .join()

const gateways = (hops: readonly NextHop[]): string =>
  hops
    .map(({ gateway }) => gateway ?? 0)
    .sort()
    .join()

/** A line about neither pods nor the network that the cluster stands in. */
function isForeign({ destination }: ActualRoute, { pools, underlay, nodes }: Cluster): boolean {
  if (destination.length === 0) return false
  if (pools.some(({ cidr }) => prefixesOverlap(cidr, destination))) return false
  if (underlay.subnets.some(({ cidr }) => prefixesOverlap(cidr, destination))) return false
  return !nodes.some(({ internalAddress }) => prefixContains(destination, internalAddress))
}
