import { type Subnet, type Underlay, withUnderlaySpec } from '../../calico/resources/underlay'
import type { Issue } from '../../issue'
import { isJsonObject, type Json, type JsonObject } from '../../manifest'
import { formatIpv4, parseIpv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix, parsePrefix, prefixContains } from '../../net/prefix'
import { ok, type Result } from '../../result'
import type { Position } from '../commands'
import type { LabDocument } from '../document'
import { editManifests } from '../edit-document'
import { withPositions } from '../positions'
import { clusterOf } from '../read-cluster'
import { findSubnet, overlapRefusal, subnetOfNode } from './find'
import { newName } from './new-name'
import { nextName } from './next-name'
import { nextNetwork } from './next-network'
import { type Outcome, refuse } from './outcome'
import { firstHost } from './subnet-addresses'

/** Room for a gateway and a node. */
const LONGEST_PREFIX = 30

export function addSubnet(
  document: LabDocument,
  command: { readonly name?: string; readonly cidr?: string; readonly position?: Position },
): Outcome {
  const cluster = clusterOf(document)
  const { subnets } = cluster.underlay
  const names = subnets.map((subnet) => subnet.name)
  const name = newName(command.name, names, () => nextName(names, 'subnet'))
  if (!name.ok) return name
  const taken = [...subnets.map(({ cidr }) => cidr), ...cluster.pools.map(({ cidr }) => cidr)]
  const cidr = command.cidr === undefined ? freeNetwork(subnets, taken) : readNetwork(command.cidr)
  if (!cidr.ok) return cidr
  const subnet = { name: name.value, cidr: cidr.value, gateway: firstHost(cidr.value) }
  const overlap = overlapRefusal(cluster, subnet)
  if (overlap) return overlap
  const joined = editSpec(document, (spec) => withRouterInto(withSubnet(spec, subnet), cluster.underlay, subnet))
  return ok(withPositions(joined, [[`subnet:${name.value}`, command.position]]))
}

type NewSubnet = Subnet & Required<Pick<Subnet, 'gateway'>>

function readNetwork(text: string): Result<Prefix, readonly Issue[]> {
  const cidr = text.includes('/') ? parsePrefix(text) : undefined
  return cidr && cidr.length <= LONGEST_PREFIX ? ok(cidr) : refuse('bad-subnet-cidr', { cidr: text })
}

function freeNetwork(subnets: readonly Subnet[], taken: readonly Prefix[]): Result<Prefix, readonly Issue[]> {
  const cidr = nextNetwork(
    subnets.map((subnet) => subnet.cidr),
    taken,
  )
  return cidr ? ok(cidr) : refuse('no-free-network')
}

const editSpec = (document: LabDocument, edit: (spec: JsonObject) => JsonObject): LabDocument =>
  editManifests(document, (manifest) => (manifest.kind === 'Underlay' ? withUnderlaySpec(manifest, edit) : manifest))

const listIn = (spec: JsonObject, key: string): readonly Json[] => {
  const list = spec[key]
  return Array.isArray(list) ? list : []
}

const withSubnet = (spec: JsonObject, { name, cidr, gateway }: NewSubnet): JsonObject => ({
  ...spec,
  subnets: [...listIn(spec, 'subnets'), { name, cidr: formatPrefix(cidr), gateway: formatIpv4(gateway) }],
})

/** The first router gets an interface; where there is none, a new one joins every subnet that has a gateway. */
function withRouterInto(spec: JsonObject, underlay: Underlay, subnet: NewSubnet): JsonObject {
  const port = { subnet: subnet.name, address: formatIpv4(subnet.gateway) }
  const [first, ...others] = listIn(spec, 'routers')
  if (isJsonObject(first)) {
    return { ...spec, routers: [{ ...first, interfaces: [...listIn(first, 'interfaces'), port] }, ...others] }
  }
  const gateways = underlay.subnets.flatMap(({ name, gateway }) =>
    gateway === undefined ? [] : [{ subnet: name, address: formatIpv4(gateway) }],
  )
  return { ...spec, routers: [{ name: 'router', interfaces: [...gateways, port] }] }
}

/** Routers lose their interfaces in it, the static routes through it, and go when nothing is left to join. */
export function removeSubnet(document: LabDocument, name: string): Outcome {
  const cluster = clusterOf(document)
  const subnet = findSubnet(cluster, name)
  if (!subnet.ok) return subnet
  const inside = cluster.nodes.filter((node) => subnetOfNode(cluster, node) === subnet.value).map((node) => node.name)
  if (inside.length > 0) return refuse('subnet-not-empty', { subnet: name, nodes: inside.join(', ') })
  const emptied = editSpec(document, (spec) => ({
    ...spec,
    subnets: listIn(spec, 'subnets').filter((entry) => !isNamed(entry, 'name', name)),
    routers: listIn(spec, 'routers').flatMap((router) =>
      isJsonObject(router) ? routerWithout(router, subnet.value) : router,
    ),
  }))
  return ok(withPositions(emptied, [[`subnet:${name}`, undefined]]))
}

const isNamed = (entry: Json, key: string, name: string): boolean => isJsonObject(entry) && entry[key] === name

function routerWithout(router: JsonObject, { name, cidr }: Subnet): JsonObject | readonly [] {
  const interfaces = listIn(router, 'interfaces').filter((entry) => !isNamed(entry, 'subnet', name))
  if (interfaces.length === 0) return []
  const routes = listIn(router, 'routes').filter((route) => {
    const via = isJsonObject(route) ? parseIpv4(String(route.via)) : undefined
    return via === undefined || !prefixContains(cidr, via)
  })
  const { routes: _routes, ...rest } = router
  return { ...rest, interfaces, ...(routes.length > 0 && { routes }) }
}
