import { type CalicoNode, withNodeAddress } from '../../calico/resources/node'
import { interfaceAddressIn, type Subnet, withUnderlaySpec } from '../../calico/resources/underlay'
import type { Issue } from '../../issue'
import { isJsonObject, type Json, type JsonObject } from '../../manifest'
import { parseIpv4 } from '../../net/ipv4'
import { formatPrefix, type InterfaceAddress, prefixContains } from '../../net/prefix'
import { ok, type Result } from '../../result'
import type { Cluster } from '../cluster'
import type { Position } from '../commands'
import type { LabDocument } from '../document'
import { editManifests, editResource } from '../edit-document'
import { withPositions } from '../positions'
import { clusterOf } from '../read-cluster'
import { findNode, findSubnet, subnetOfNode } from './find'
import { type Outcome, refuse } from './outcome'
import { addressesTaken, freeHostAddress } from './subnet-addresses'

/** The address a node would have in a subnet: its host number, if that is free there. Its own, if it is there already. */
export function previewNodeMove(
  document: LabDocument,
  nodeName: string,
  subnetName: string,
): Result<{ readonly address: InterfaceAddress }, readonly Issue[]> {
  const cluster = clusterOf(document)
  const node = findNode(cluster, nodeName)
  if (!node.ok) return node
  const subnet = findSubnet(cluster, subnetName)
  return subnet.ok ? addressAfterMove(cluster, node.value, subnet.value) : subnet
}

function addressAfterMove(
  cluster: Cluster,
  node: CalicoNode,
  subnet: Subnet,
): Result<{ readonly address: InterfaceAddress }, readonly Issue[]> {
  const from = subnetOfNode(cluster, node)
  if (from === subnet) return ok({ address: node.bgpAddress })
  const hostNumber = from && node.internalAddress - from.cidr.address
  const address = freeHostAddress(subnet.cidr, addressesTaken(cluster), hostNumber)
  if (address === undefined) return refuse('subnet-full', { subnet: subnet.name, cidr: formatPrefix(subnet.cidr) })
  return ok({ address: interfaceAddressIn(subnet, address) })
}

/**
 * The node keeps its name, blocks, tunnel addresses and pods; its address changes, and every next hop that the new
 * subnet does not hold is taken from its static routes.
 */
export function moveNode(
  document: LabDocument,
  command: { readonly node: string; readonly subnet: string; readonly position?: Position },
): Outcome {
  const cluster = clusterOf(document)
  const node = findNode(cluster, command.node)
  if (!node.ok) return node
  const subnet = findSubnet(cluster, command.subnet)
  if (!subnet.ok) return subnet
  const element = `node:${command.node}`
  if (subnetOfNode(cluster, node.value) === subnet.value) {
    return ok(command.position ? withPositions(document, [[element, command.position]]) : document)
  }
  const move = addressAfterMove(cluster, node.value, subnet.value)
  if (!move.ok) return move
  const readdressed = editResource(document, 'Node', command.node, (manifest) =>
    withNodeAddress(manifest, move.value.address),
  )
  const rerouted = withReachableRoutes(readdressed, command.node, subnet.value)
  return ok(withPositions(rerouted, [[element, command.position]]))
}

function withReachableRoutes(document: LabDocument, node: string, subnet: Subnet): LabDocument {
  const entry = clusterOf(document).underlay.hosts.find((host) => host.node === node)
  if (!entry || entry.routes.every(({ via }) => prefixContains(subnet.cidr, via))) return document
  return editManifests(document, (manifest) =>
    manifest.kind === 'Underlay'
      ? withUnderlaySpec(manifest, (spec) => editHost(spec, node, (host) => withRoutesInto(host, subnet)))
      : manifest,
  )
}

const editHost = (spec: JsonObject, node: string, edit: (host: JsonObject) => JsonObject): JsonObject => ({
  ...spec,
  hosts: (Array.isArray(spec.hosts) ? spec.hosts : []).map((host: Json) =>
    isJsonObject(host) && host.node === node ? edit(host) : host,
  ),
})

function withRoutesInto(host: JsonObject, subnet: Subnet): JsonObject {
  const { routes, ...rest } = host
  const kept = (Array.isArray(routes) ? routes : []).filter((route: Json) => {
    const via = isJsonObject(route) ? parseIpv4(String(route.via)) : undefined
    return via !== undefined && prefixContains(subnet.cidr, via)
  })
  return kept.length > 0 ? { ...rest, routes: kept } : rest
}
