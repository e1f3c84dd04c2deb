import type { UnderlayRouter } from '../../engine/calico/resources/underlay'
import { groupBy } from '../../engine/group-by'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import type { Route } from '../../engine/linux/route'
import { isJsonObject, type JsonObject } from '../../engine/manifest'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'
import { evidence, type Fix, type Patient, type Suspicion } from './finding'
import { editedList, underlayPatch } from './underlay-edits'
import { wayTo } from './walk'

/** Whether the nodes reach each other, which everything else rests on. */
export const underlayFindings = (patient: Patient): readonly Suspicion[] => [
  ...subnetsApart(patient),
  ...unreachableBlocks(patient),
]

/** A route that a router lacks. */
interface Missing {
  readonly router: string
  readonly to: string
  readonly subnet: string
  readonly via?: string
}

/** Routers between two subnets with nodes, of which one does not know the way. */
function subnetsApart({ document, cluster, fabric }: Patient): readonly Suspicion[] {
  const { underlay, nodes } = cluster
  const inSubnets = groupBy(nodes, ({ internalAddress }) => subnetHolding(underlay, internalAddress))
  const missing = new Map<string, Missing & { readonly from: string; readonly node: string }>()
  for (const [subnet, [target]] of inSubnets) {
    if (!subnet || !target) continue
    for (const [other, [from]] of inSubnets) {
      if (!from || other === subnet) continue
      const end = wayTo(fabric, from.name, target.internalAddress)
      const router = underlay.routers.find(({ name }) => name === end.at)
      if (end.kind !== 'no-route' || !router || router.down) continue
      const gap = { to: formatPrefix(subnet.cidr), subnet: subnet.name, from: from.name, node: target.name }
      const way = wayBetween(underlay.routers, router, subnet.name)
      if (!way) missing.set(`${router.name} ${gap.to}`, { ...gap, router: router.name })
      for (const { at, via } of way ?? []) {
        if (wayTo(fabric, at, target.internalAddress).kind === 'home') break
        missing.set(`${at} ${gap.to}`, { ...gap, router: at, via: formatIpv4(via) })
      }
    }
  }
  const [first] = missing.values()
  if (!first) return []
  const { via: _via, ...params } = first
  const fillable = [...missing.values()].filter(({ via }) => via !== undefined)
  return [
    {
      code: 'subnets-apart',
      severity: 'error',
      resource: { kind: 'Underlay', name: underlay.name },
      path: ['spec', 'routers', underlay.routers.findIndex(({ name }) => name === first.router)],
      element: `router:${first.router}`,
      params,
      evidence: [evidence('router-lacks', params)],
      ...(fillable.length > 0 && { fix: routesFix(document, underlay.name, fillable) }),
    },
  ]
}

interface Leg {
  readonly at: string
  /** The next router's address. */
  readonly via: Ipv4
}

/** By which routers, each beside the next, one gets from a router to a subnet: the fewest. */
function wayBetween(
  routers: readonly UnderlayRouter[],
  from: UnderlayRouter,
  target: string,
): readonly Leg[] | undefined {
  const ways = new Map<UnderlayRouter, readonly Leg[]>([[from, []]])
  for (const [router, way] of ways) {
    if (router.interfaces.some(({ subnet }) => subnet === target)) return way
    const beside = new Set(router.interfaces.map(({ subnet }) => subnet))
    for (const next of routers) {
      const port = next.down ? undefined : next.interfaces.find(({ subnet }) => beside.has(subnet))
      if (port && !ways.has(next)) ways.set(next, [...way, { at: router.name, via: port.address }])
    }
  }
  return undefined
}

function routesFix(document: LabDocument, underlay: string, missing: readonly Missing[]): Fix {
  const routers = editedList(document, 'routers', (entry, router) => {
    const more = missing.flatMap(({ router: at, to, via }) => (at === router && via !== undefined ? [{ to, via }] : []))
    const routes = Array.isArray(entry.routes) ? entry.routes : []
    return more.length > 0 ? { ...entry, routes: [...routes, ...more] } : entry
  })
  const [first] = missing as readonly [Missing]
  return {
    code: 'subnets-apart',
    params: { router: first.router, to: first.to, via: first.via ?? '' },
    commands: [underlayPatch(underlay, { routers })],
    shell: `ip route add ${first.to} via ${first.via}`,
  }
}

/** BIRD follows a next hop through no other BGP route: what it has learned of the subnet itself hides the way there. [BGP-6] */
function unreachableBlocks({ document, cluster, fabric }: Patient): readonly Suspicion[] {
  for (const node of cluster.nodes) {
    const table = fabric.namespaces.get(node.name)?.routes ?? []
    const route = table.find(({ type, provenance }) => type === 'unreachable' && provenance.programmer === 'bird')
    if (route) return [unreachableFinding(document, cluster, node.name, route)]
  }
  return []
}

function unreachableFinding(document: LabDocument, cluster: Cluster, node: string, route: Route): Suspicion {
  const { underlay } = cluster
  const { nextHop = '' } = route.provenance.details
  const params = { node, block: formatPrefix(route.destination), nextHop: String(nextHop) }
  const [fix, ...otherwise] = resolvingFixes(document, cluster)
  return {
    code: 'unreachable-blocks',
    severity: 'error',
    resource: { kind: 'Underlay', name: underlay.name },
    path: ['spec', 'routers'],
    params,
    evidence: [evidence('unresolved', params)],
    ...(fix && { fix, otherwise }),
  }
}

/**
 * Routers that tell no subnets leave the nodes their default routes to resolve by. Where the router has one node's block
 * by way of another node, packets would then go in circles: they must be wrapped as well.
 */
function resolvingFixes(document: LabDocument, { underlay, pools }: Cluster): readonly Fix[] {
  const telling = underlay.routers.filter(({ bgp }) => bgp?.advertise === 'connected').map(({ name }) => name)
  if (telling.length === 0) return []
  const routers = editedList(document, 'routers', (entry, name) =>
    telling.includes(name) && isJsonObject(entry.bgp ?? null)
      ? { ...entry, bgp: { ...(entry.bgp as JsonObject), advertise: 'none' } }
      : entry,
  )
  const silent = underlayPatch(underlay.name, { routers })
  const wrapped = pools
    .filter(({ ipipMode, vxlanMode }) => ipipMode === 'Never' && vxlanMode === 'Never')
    .map(({ name }): Command => ({ kind: 'set-ipip-mode', pool: name, mode: 'CrossSubnet' }))
  const params = { routers: telling.join(', ') }
  return [
    { code: 'unreachable-blocks', params, commands: [silent] },
    { code: 'unreachable-blocks-wrapped', params, commands: [silent, ...wrapped] },
  ]
}
