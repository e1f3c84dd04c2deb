import { affinityManifest } from '../../calico/resources/block-affinity'
import { CLOUD_PROFILES } from '../../calico/resources/cloud'
import { type CalicoNode, withRecordedAddress } from '../../calico/resources/node'
import type { RouterDrop } from '../../calico/resources/underlay'
import { assertNever } from '../../invariant'
import { isJsonObject, type Json, type JsonObject } from '../../manifest'
import { parseIpv4 } from '../../net/ipv4'
import { formatPrefix, type InterfaceAddress, parsePrefix } from '../../net/prefix'
import { ok } from '../../result'
import type { Cluster } from '../cluster'
import type { LabDocument } from '../document'
import { editManifests, editResource, withManifest } from '../edit-document'
import { activeFaults, dropOf, isDropOf } from '../faults/active-faults'
import { editUnderlay, type FieldChange, withEntry, withFields, withHost, withHostAs } from '../faults/edit-underlay'
import { type Fault, faultKey } from '../faults/fault'
import { withNetem } from '../faults/netem-faults'
import { withStaleRoute } from '../faults/stale-routes'
import { clusterOf } from '../read-cluster'
import { findNode, findSubnet, subnetOfNode } from './find'
import { type Outcome, refuse } from './outcome'

/** Breaks something, or puts it right; what is so already stays the same document. */
export function setFault(document: LabDocument, fault: Fault, on: boolean): Outcome {
  const cluster = clusterOf(document)
  const active = activeFaults(cluster).find((candidate) => faultKey(candidate) === faultKey(fault))
  if (on ? active && JSON.stringify(active) === JSON.stringify(fault) : !active) return ok(document)
  return setIn(document, cluster, fault, on)
}

function setIn(document: LabDocument, cluster: Cluster, fault: Fault, on: boolean): Outcome {
  const given = <T extends Json>(value: T): T | undefined => (on ? value : undefined)
  const ofHost = (node: string, change: FieldChange): Outcome => {
    const found = findNode(cluster, node)
    return found.ok ? ok(editUnderlay(document, (spec) => withHost(spec, node, change))) : found
  }
  const ofRouter = (name: string, edit: (router: JsonObject) => JsonObject): Outcome =>
    cluster.underlay.routers.some((router) => router.name === name)
      ? ok(editUnderlay(document, (spec) => withEntry(spec, 'routers', ['name', name], edit)))
      : refuse('no-such-router', { router: name })
  const ofSubnet = (name: string, change: FieldChange): Outcome => {
    const found = findSubnet(cluster, name)
    if (!found.ok) return found
    return ok(
      editUnderlay(document, (spec) =>
        withEntry(spec, 'subnets', ['name', name], (entry) => withFields(entry, change)),
      ),
    )
  }
  const ofInterface = (router: string, subnet: string, change: FieldChange): Outcome =>
    ofRouter(router, (entry) => withEntry(entry, 'interfaces', ['subnet', subnet], (port) => withFields(port, change)))

  switch (fault.kind) {
    case 'node-down':
      return ofHost(fault.node, { down: given(true) })
    case 'node-cable':
      return ofHost(fault.node, { link: given(fault.how) })
    case 'bird-stopped':
      return ofHost(fault.node, { bird: given('stopped') })
    case 'strict-rp-filter':
      return ofHost(fault.node, { rpFilter: given('strict') })
    case 'node-mtu':
      return ofHost(fault.node, { mtu: given(fault.mtuBytes) })
    case 'missing-device':
      return ofHost(fault.node, { missingDevices: missingDevices(cluster, fault, on) })
    case 'subnet-down':
      return ofSubnet(fault.subnet, { down: given(true) })
    case 'switch-mtu':
      return ofSubnet(fault.subnet, { mtu: given(fault.mtuBytes) })
    case 'router-down':
      return ofRouter(fault.router, (router) => withFields(router, { down: given(true) }))
    case 'silent-router':
      return ofRouter(fault.router, (router) => withFields(router, { icmpErrors: given('none') }))
    case 'router-cable':
      return ofInterface(fault.router, fault.subnet, { link: given(fault.how) })
    case 'router-mtu':
      return ofInterface(fault.router, fault.subnet, { mtu: given(fault.mtuBytes) })
    case 'source-check':
      return ok(editUnderlay(document, (spec) => withFields(spec, { sourceCheck: sourceCheckField(cluster, on) })))
    case 'dropped': {
      const { what, router } = fault
      const without = (rule: RouterDrop): boolean => !isDropOf(rule, what, cluster)
      const add = on ? [dropOf(what, cluster)] : []
      if (router === undefined) return ok(withNetworkDrops(document, cluster, without, add))
      const drops = cluster.underlay.routers.find(({ name }) => name === router)?.drops ?? []
      return ofRouter(router, (entry) => withFields(entry, { drops: dropsField([...drops.filter(without), ...add]) }))
    }
    case 'node-netem': {
      const found = findNode(cluster, fault.node)
      if (!found.ok) return found
      return ok(editUnderlay(document, (spec) => withHostAs(spec, fault.node, (entry) => withNetem(entry, fault, on))))
    }
    case 'stale-route': {
      const found = findNode(cluster, fault.node)
      if (!found.ok) return found
      return ok(
        editUnderlay(document, (spec) => withHostAs(spec, fault.node, (host) => withStaleRoute(host, fault, on))),
      )
    }
    case 'router-netem':
      return ofRouter(fault.router, (router) =>
        withEntry(router, 'interfaces', ['subnet', fault.subnet], (port) => withNetem(port, fault, on)),
      )
    case 'bgp-session-down':
      return setSession(document, cluster, fault, on)
    case 'wrong-mask':
    case 'wrong-address':
      return setRecorded(document, cluster, fault, on)
    case 'duplicate-affinity':
      return setAffinity(document, cluster, fault, on)
    default:
      return assertNever(fault)
  }
}

function missingDevices(
  { underlay }: Cluster,
  { node, device }: Extract<Fault, { readonly kind: 'missing-device' }>,
  on: boolean,
): readonly string[] | undefined {
  const missing = underlay.hosts.find((host) => host.node === node)?.missingDevices ?? []
  const others = missing.filter((name) => name !== device)
  const next = on ? [...others, device] : others
  return next.length > 0 ? next : undefined
}

/** What is as the cloud has it by itself need not be written. */
function sourceCheckField({ underlay }: Cluster, on: boolean): boolean | undefined {
  const byItself = CLOUD_PROFILES[underlay.cloud ?? 'bare-metal'].sourceCheck
  return on === byItself ? undefined : on
}

function withNetworkDrops(
  document: LabDocument,
  { underlay }: Cluster,
  stays: (rule: RouterDrop) => boolean,
  add: readonly RouterDrop[],
): LabDocument {
  const drops = [...(underlay.drops ?? []).filter(stays), ...add]
  const byItself = CLOUD_PROFILES[underlay.cloud ?? 'bare-metal'].drops
  const isAsDelivered = JSON.stringify(drops) === JSON.stringify(byItself)
  const field = isAsDelivered ? undefined : (dropsField(drops) ?? [])
  return editUnderlay(document, (spec) => withFields(spec, { drops: field }))
}

const PROTOCOL_NAMES: Readonly<Record<number, string>> = { 1: 'icmp', 4: 'ipip', 6: 'tcp', 17: 'udp' }

/** Filters as a person would write them. */
function dropsField(drops: readonly RouterDrop[]): readonly Json[] | undefined {
  if (drops.length === 0) return undefined
  return drops.map(({ protocol, port, source, destination }) =>
    withFields(
      {},
      {
        protocol: protocol === undefined ? undefined : (PROTOCOL_NAMES[protocol] ?? protocol),
        port,
        source: source && formatPrefix(source),
        destination: destination && formatPrefix(destination),
      },
    ),
  )
}

function setSession(
  document: LabDocument,
  cluster: Cluster,
  { node, peer }: Extract<Fault, { readonly kind: 'bgp-session-down' }>,
  on: boolean,
): Outcome {
  const near = findNode(cluster, node)
  if (!near.ok) return near
  const source = { address: near.value.bgpAddress.address, length: 32 }
  const ends = peerAddresses(cluster, peer).map((address) => ({ address, length: 32 }))
  const [destination] = ends
  if (!destination) return refuse('no-such-node', { node: peer })
  const { protocol, port } = dropOf('bgp', cluster)
  const isIts = (rule: RouterDrop): boolean =>
    rule.protocol === protocol &&
    rule.port === port &&
    rule.source?.address === source.address &&
    ends.some(({ address }) => address === rule.destination?.address)
  const rule: RouterDrop = { ...dropOf('bgp', cluster), source, destination }
  return ok(withNetworkDrops(document, cluster, (each) => !isIts(each), on ? [rule] : []))
}

function peerAddresses({ nodes, underlay, bgpPeers }: Cluster, peer: string) {
  const node = nodes.find(({ name }) => name === peer)
  if (node) return [node.bgpAddress.address]
  const own = underlay.routers.find(({ name }) => name === peer)?.interfaces.map(({ address }) => address) ?? []
  const named = new Set(bgpPeers.map(({ peerIP }) => peerIP))
  return own.toSorted((a, b) => Number(named.has(b)) - Number(named.has(a)))
}

function setRecorded(
  document: LabDocument,
  cluster: Cluster,
  fault: Extract<Fault, { readonly kind: 'wrong-mask' | 'wrong-address' }>,
  on: boolean,
): Outcome {
  const node = findNode(cluster, fault.node)
  if (!node.ok) return node
  const recorded = on ? wrongly(node.value, fault) : rightly(cluster, node.value)
  if (!recorded) return refuse('bad-address', { value: fault.kind === 'wrong-address' ? fault.address : '' })
  return ok(
    editResource(document, 'Node', fault.node, (manifest) =>
      withRecordedAddress(manifest, recorded, node.value.internalAddress),
    ),
  )
}

/** What the machine has. */
const rightly = (cluster: Cluster, node: CalicoNode): InterfaceAddress => ({
  address: node.internalAddress,
  length: subnetOfNode(cluster, node)?.cidr.length ?? node.bgpAddress.length,
})

function wrongly(
  { bgpAddress, internalAddress }: CalicoNode,
  fault: Extract<Fault, { readonly kind: 'wrong-mask' | 'wrong-address' }>,
): InterfaceAddress | undefined {
  if (fault.kind === 'wrong-mask') return { address: internalAddress, length: fault.length }
  const address = parseIpv4(fault.address)
  return address === undefined ? undefined : { address, length: bgpAddress.length }
}

function setAffinity(
  document: LabDocument,
  cluster: Cluster,
  { node, cidr: text }: Extract<Fault, { readonly kind: 'duplicate-affinity' }>,
  on: boolean,
): Outcome {
  const found = findNode(cluster, node)
  if (!found.ok) return found
  const cidr = parsePrefix(text)
  if (!cidr) return refuse('bad-address', { value: text })
  if (on) return ok(withManifest(document, affinityManifest({ cidr, node, state: 'confirmed' })))
  return ok(
    editManifests(document, (manifest) => {
      if (manifest.kind !== 'BlockAffinity' || !isJsonObject(manifest.spec)) return manifest
      const { cidr: own, node: owner } = manifest.spec
      return owner === node && own === formatPrefix(cidr) ? undefined : manifest
    }),
  )
}
