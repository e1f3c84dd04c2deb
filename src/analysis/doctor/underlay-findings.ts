import type { UnderlayRouter } from '../../engine/calico/resources/underlay'
import { groupBy } from '../../engine/group-by'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { realize } from '../../engine/lab/realize'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import type { Route } from '../../engine/linux/route'
import { isJsonObject, type Json } from '../../engine/manifest'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'
import { podsIn } from '../difference/difference'
import { withCommands } from '../flips/with-commands'
import { matrixOf } from '../matrix/matrix'
import { pingGroups } from '../matrix/summary'
import { evidence, type Finding, type Fix, type Patient } from './finding'
import { wayTo } from './walk'

/** Whether the nodes reach each other, which everything else rests on. */
export const underlayFindings = (patient: Patient): readonly Finding[] => [
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
function subnetsApart({ document, cluster, fabric }: Patient): readonly Finding[] {
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
      const via = viaOf({ cluster, fabric }, router, target.internalAddress)
      const to = formatPrefix(subnet.cidr)
      const gap = { router: end.at, to, subnet: subnet.name, ...(via !== undefined && { via: formatIpv4(via) }) }
      missing.set(`${end.at} ${to}`, { ...gap, from: from.name, node: target.name })
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

/** The address of another router beside this one that knows the way. */
function viaOf(
  { cluster, fabric }: Pick<Patient, 'cluster' | 'fabric'>,
  router: UnderlayRouter,
  target: Ipv4,
): Ipv4 | undefined {
  const own = new Set(router.interfaces.map(({ subnet }) => subnet))
  const beside = cluster.underlay.routers.filter(({ name }) => name !== router.name)
  const knowing = beside.filter(({ name }) => wayTo(fabric, name, target).kind === 'home')
  return knowing.flatMap(({ interfaces }) => interfaces).find(({ subnet }) => own.has(subnet))?.address
}

function routesFix(document: LabDocument, underlay: string, missing: readonly Missing[]): Fix {
  const added = (router: string): readonly Json[] =>
    missing.flatMap(({ router: at, to, via }) => (at === router && via !== undefined ? [{ to, via }] : []))
  const routers = listOf(document, 'routers').map((entry) => {
    if (!isJsonObject(entry) || typeof entry.name !== 'string') return entry
    const more = added(entry.name)
    const routes = Array.isArray(entry.routes) ? entry.routes : []
    return more.length > 0 ? { ...entry, routes: [...routes, ...more] } : entry
  })
  const [first] = missing as readonly [Missing]
  return {
    code: 'subnets-apart',
    params: { router: first.router, to: first.to, via: first.via ?? '' },
    commands: [{ kind: 'patch-manifest', resource: 'Underlay', name: underlay, patch: { spec: { routers } } }],
    shell: `ip route add ${first.to} via ${first.via}`,
  }
}

/** A list of the Underlay as it is written. */
export function listOf({ manifests }: LabDocument, key: string): readonly Json[] {
  const spec = manifests.find(({ kind }) => kind === 'Underlay')?.spec
  const list = isJsonObject(spec ?? null) ? (spec as Readonly<Record<string, Json>>)[key] : undefined
  return Array.isArray(list) ? list : []
}

/** BIRD follows a next hop through no other BGP route: what it has learned of the subnet itself hides the way there. [BGP-6] */
function unreachableBlocks({ document, cluster, fabric }: Patient): readonly Finding[] {
  for (const node of cluster.nodes) {
    const table = fabric.namespaces.get(node.name)?.routes ?? []
    const route = table.find(({ type, provenance }) => type === 'unreachable' && provenance.programmer === 'bird')
    if (route) return [unreachableFinding(document, cluster, node.name, route)]
  }
  return []
}

function unreachableFinding(document: LabDocument, cluster: Cluster, node: string, route: Route): Finding {
  const { underlay } = cluster
  const { nextHop = '' } = route.provenance.details
  const params = { node, block: formatPrefix(route.destination), nextHop: String(nextHop) }
  const fix = resolvingFix(document, cluster)
  return {
    code: 'unreachable-blocks',
    severity: 'error',
    resource: { kind: 'Underlay', name: underlay.name },
    path: ['spec', 'routers'],
    element: `node:${node}`,
    params,
    evidence: [evidence('unresolved', params)],
    ...(fix && { fix }),
  }
}

/**
 * Routers that tell no subnets leave the nodes their default routes to resolve by. Where the router has one node's block
 * by way of another node, packets would then go in circles: they must be wrapped as well. What heals is tried.
 */
function resolvingFix(document: LabDocument, { underlay, pools }: Cluster): Fix | undefined {
  const telling = underlay.routers.filter(({ bgp }) => bgp?.advertise === 'connected').map(({ name }) => name)
  if (telling.length === 0) return undefined
  const routers = listOf(document, 'routers').map((entry) => {
    if (!isJsonObject(entry) || !telling.includes(String(entry.name)) || !isJsonObject(entry.bgp ?? null)) return entry
    return { ...entry, bgp: { ...(entry.bgp as Readonly<Record<string, Json>>), advertise: 'none' } }
  })
  const silent: Command = {
    kind: 'patch-manifest',
    resource: 'Underlay',
    name: underlay.name,
    patch: { spec: { routers } },
  }
  const wrapped = pools
    .filter(({ ipipMode, vxlanMode }) => ipipMode === 'Never' && vxlanMode === 'Never')
    .map(({ name }): Command => ({ kind: 'set-ipip-mode', pool: name, mode: 'CrossSubnet' }))
  const params = { routers: telling.join(', ') }
  const fixes: readonly Fix[] = [
    { code: 'unreachable-blocks', params, commands: [silent] },
    { code: 'unreachable-blocks-wrapped', params, commands: [silent, ...wrapped] },
  ]
  return fixes.find(({ commands }) => losesNobody(document, commands))
}

function losesNobody(document: LabDocument, commands: readonly Command[]): boolean {
  const cured = withCommands(document, commands)
  if (!cured) return false
  const fabric = realize(cured)
  return pingGroups(matrixOf(fabric, podsIn(fabric))).every(({ kind }) => kind !== 'lost')
}
