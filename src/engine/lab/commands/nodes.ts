import { withoutNode } from '../../calico/ipam/remove-node'
import { nodeManifest } from '../../calico/resources/node'
import { DEFAULT_HOST, interfaceAddressIn, withUnderlaySpec } from '../../calico/resources/underlay'
import { isJsonObject, type Json, type JsonObject } from '../../manifest'
import { formatPrefix } from '../../net/prefix'
import { ok } from '../../result'
import type { Cluster } from '../cluster'
import type { Position } from '../commands'
import type { LabDocument } from '../document'
import { editManifests, isResource, withManifest } from '../edit-document'
import { ipamOfCluster, withIpam } from '../ipam-in-document'
import { nodeOfPodManifest } from '../pod-manifests'
import { withPositions } from '../positions'
import { clusterOf } from '../read-cluster'
import { findNode, findSubnet } from './find'
import { newName } from './new-name'
import { nextName } from './next-name'
import { type Outcome, refuse } from './outcome'
import { elementOf } from './pods'
import { addressesTaken, freeHostAddress } from './subnet-addresses'
import { settleTunnels } from './tunnels'

/** The node is set up as most others are; where pools have an encapsulation on it gets a tunnel address, so a block. */
export function addNode(
  document: LabDocument,
  command: { readonly subnet: string; readonly name?: string; readonly position?: Position },
): Outcome {
  const cluster = clusterOf(document)
  const subnet = findSubnet(cluster, command.subnet)
  if (!subnet.ok) return subnet
  const nodes = cluster.nodes.map((node) => node.name)
  const machines = [...nodes, ...cluster.underlay.routers.map((router) => router.name)]
  const name = newName(command.name, machines, () => nextName(nodes, 'node'))
  if (!name.ok) return name
  const address = freeHostAddress(subnet.value.cidr, addressesTaken(cluster))
  if (address === undefined) {
    return refuse('subnet-full', { subnet: command.subnet, cidr: formatPrefix(subnet.value.cidr) })
  }
  const manifest = nodeManifest({ name: name.value, address: interfaceAddressIn(subnet.value, address) })
  const added = withHostAsOthers(withManifest(document, manifest), cluster, name.value)
  const placed = withPositions(added, [[`node:${name.value}`, command.position]])
  return settleTunnels(placed, (node) => node.name === name.value)
}

/** Interface name and metric of the default route, as most nodes have them. */
function withHostAsOthers(document: LabDocument, { nodes, underlay }: Cluster, name: string): LabDocument {
  const settings = nodes.map((node) => {
    const host = underlay.hosts.find((candidate) => candidate.node === node.name) ?? DEFAULT_HOST
    return JSON.stringify({
      ...(host.interface !== DEFAULT_HOST.interface && { interface: host.interface }),
      ...(host.gatewayMetric !== DEFAULT_HOST.gatewayMetric && { gatewayMetric: host.gatewayMetric }),
    })
  })
  const shared: JsonObject = JSON.parse(mostCommon(settings) ?? '{}')
  if (Object.keys(shared).length === 0) return document
  return editUnderlayList(document, 'hosts', (hosts) => [...hosts, { node: name, ...shared }])
}

/** Of two as common the first in the order of text. */
function mostCommon(texts: readonly string[]): string | undefined {
  const count = (text: string) => texts.filter((other) => other === text).length
  return [...texts].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))[0]
}

function editUnderlayList(
  document: LabDocument,
  list: string,
  edit: (entries: readonly Json[]) => readonly Json[],
): LabDocument {
  return editManifests(document, (manifest) => {
    if (manifest.kind !== 'Underlay') return manifest
    return withUnderlaySpec(manifest, (spec) => ({
      ...spec,
      [list]: edit(Array.isArray(spec[list]) ? (spec[list] as readonly Json[]) : []),
    }))
  })
}

export function removeNode(document: LabDocument, name: string): Outcome {
  const cluster = clusterOf(document)
  const node = findNode(cluster, name)
  if (!node.ok) return node
  if (cluster.nodes.length === 1) return refuse('last-node', { node: name })
  const without = editManifests(document, (manifest) =>
    isResource(manifest, 'Node', name) || nodeOfPodManifest(manifest) === name ? undefined : manifest,
  )
  const hostless = cluster.underlay.hosts.some((host) => host.node === name)
    ? editUnderlayList(without, 'hosts', (hosts) => hosts.filter((host) => !isJsonObject(host) || host.node !== name))
    : without
  const before = ipamOfCluster(cluster)
  const released = withIpam(hostless, before, withoutNode(before, cluster, name))
  const elements = [`node:${name}`, ...cluster.pods.filter((pod) => pod.node === name).map(elementOf)]
  return ok(
    withPositions(
      released,
      elements.map((element) => [element, undefined]),
    ),
  )
}
