import { withField } from '../../calico/resources/edit-manifest'
import type { Subnet } from '../../calico/resources/underlay'
import { isJsonObject, type Json, type Manifest, valueAt } from '../../manifest'
import { addressPlus, formatIpv4, type Ipv4, parseIpv4 } from '../../net/ipv4'
import {
  broadcastOf,
  formatPrefix,
  type Prefix,
  parseInterfaceAddress,
  parsePrefix,
  prefixContains,
  prefixCovers,
  prefixEquals,
  prefixOf,
  prefixSize,
} from '../../net/prefix'
import { fail, ok, type Result } from '../../result'
import type { Cluster } from '../cluster'
import type { LabDocument } from '../document'
import { editManifests } from '../edit-document'
import { clusterOf, readCluster } from '../read-cluster'
import { findSubnet, overlapRefusal } from './find'
import { type Outcome, refuse } from './outcome'

export interface Renumbering {
  readonly document: LabDocument
  /** Machines that have another address now. */
  readonly machines: readonly string[]
}

/**
 * A subnet on another network, with all who are in it: machines, the gateway, routers' interfaces, and whatever names
 * their addresses. Each keeps its host number; where every address is in the new network as it is, as in one that has
 * grown, none changes, and only the masks do. Pods' addresses are Calico's and stay. Not one of the commands, since only
 * forms do it: the first load does without.
 */
export function renumberSubnet(
  document: LabDocument,
  name: string,
  cidr: Prefix,
): Result<Renumbering, Extract<Outcome, { ok: false }>['error']> {
  const cluster = clusterOf(document)
  const subnet = findSubnet(cluster, name)
  if (!subnet.ok) return subnet
  if (prefixEquals(subnet.value.cidr, cidr)) return ok({ document, machines: [] })
  const overlap = overlapRefusal(cluster, { name, cidr })
  if (overlap) return overlap
  const uses = usesIn(cluster, subnet.value)
  const stays = uses.every(({ address }) => isHostIn(cidr, address))
  const homeless = uses.find(({ address }) => !stays && !isHostIn(cidr, moved(subnet.value.cidr, cidr, address)))
  if (homeless) {
    const { owner, address } = homeless
    const params = { subnet: name, cidr: formatPrefix(cidr), owner, address: formatIpv4(address) }
    return refuse('address-does-not-fit', { ...params, number: address - subnet.value.cidr.address })
  }
  const change: Change = { old: subnet.value.cidr, cidr, stays }
  const renumbered = editManifests(document, (manifest) => renumberedManifest(manifest, change, name))
  const read = readCluster(renumbered)
  if (!read.ok) return fail(read.error)
  const machines = new Set(uses.filter(({ isMachine }) => !stays && isMachine).map(({ owner }) => owner))
  return ok({ document: renumbered, machines: [...machines] })
}

interface Change {
  readonly old: Prefix
  readonly cidr: Prefix
  /** Addresses stay, masks follow. */
  readonly stays: boolean
}

interface Use {
  readonly owner: string
  readonly address: Ipv4
  readonly isMachine: boolean
}

function usesIn({ nodes, underlay }: Cluster, { name, cidr, gateway }: Subnet): readonly Use[] {
  const of = (owner: string, isMachine: boolean, ...addresses: readonly Ipv4[]): readonly Use[] =>
    addresses.filter((address) => prefixContains(cidr, address)).map((address) => ({ owner, address, isMachine }))
  return [
    ...nodes.flatMap((node) => of(node.name, true, node.internalAddress)),
    ...underlay.routers.flatMap((router) =>
      of(router.name, true, ...router.interfaces.filter(({ subnet }) => subnet === name).map(({ address }) => address)),
    ),
    ...(gateway === undefined ? [] : of(name, false, gateway)),
    ...underlay.routers.flatMap((router) => of(router.name, false, ...router.routes.map(({ via }) => via))),
    ...underlay.hosts.flatMap((host) => of(host.node, false, ...host.routes.map(({ via }) => via))),
  ]
}

/** Longer networks have no address that is the network's or everybody's (RFC 3021). */
const isHostIn = (cidr: Prefix, address: Ipv4): boolean =>
  prefixContains(cidr, address) && (cidr.length > 30 || (address !== cidr.address && address !== broadcastOf(cidr)))

/** By its host number; of one that the new network does not count that far, an address outside of it. */
const moved = (old: Prefix, cidr: Prefix, address: Ipv4): Ipv4 =>
  address - old.address < prefixSize(cidr) ? addressPlus(cidr.address, address - old.address) : address

/** What Calico's IPAM hands out, and what tells of it. */
const IPAM_KINDS: ReadonlySet<string> = new Set([
  'IPPool',
  'IPAMBlock',
  'BlockAffinity',
  'WorkloadEndpoint',
  'IPAMHandle',
])

function renumberedManifest(manifest: Manifest, change: Change, subnet: string): Manifest {
  const { kind } = manifest
  if (IPAM_KINDS.has(kind)) return manifest
  if (kind === 'Node') return withEach(manifest, NODE_PATHS, (json) => renumbered(json, change, true))
  if (kind === 'Pod') {
    const isOnHost = valueAt(manifest, ['spec', 'hostNetwork']) === true
    return withEach(manifest, isOnHost ? HOST_POD_PATHS : POD_PATHS, (json) => renumbered(json, change))
  }
  const next = withEach(manifest, [['spec']], (json) => renumbered(json, change))
  return kind === 'Underlay' ? withCidr(next, subnet, change.cidr) : next
}

const NODE_PATHS: readonly (readonly string[])[] = [
  ['metadata', 'annotations', 'projectcalico.org/IPv4Address'],
  ['status', 'addresses'],
  ['spec', 'addresses'],
  ['spec', 'bgp', 'ipv4Address'],
]
const POD_PATHS: readonly (readonly string[])[] = [
  ['status', 'hostIP'],
  ['status', 'hostIPs'],
]
const HOST_POD_PATHS = [...POD_PATHS, ['status', 'podIP'], ['status', 'podIPs']]

const withEach = (manifest: Manifest, paths: readonly (readonly string[])[], edit: (json: Json) => Json): Manifest =>
  paths.reduce((each, path) => {
    const json = valueAt(each, path)
    return json === undefined ? each : withField(each, path, edit(json))
  }, manifest)

function withCidr(underlay: Manifest, name: string, cidr: Prefix): Manifest {
  const subnets = valueAt(underlay, ['spec', 'subnets'])
  const index = Array.isArray(subnets)
    ? subnets.findIndex((entry: Json) => isJsonObject(entry) && entry.name === name)
    : -1
  return withField(underlay, ['spec', 'subnets', index, 'cidr'], formatPrefix(cidr))
}

/** Every text in `json` that is an address of the subnet, or a part of it; the same object if there is none. */
function renumbered(json: Json, change: Change, isOwn = false): Json {
  if (typeof json === 'string') return renumberedText(json, change, isOwn)
  if (Array.isArray(json)) {
    const next = json.map((entry: Json) => renumbered(entry, change, isOwn))
    return next.some((entry, index) => entry !== json[index]) ? next : json
  }
  if (!isJsonObject(json)) return json
  let isChanged = false
  const entries = Object.entries(json).map(([key, value]) => {
    // An assertion names its hosts in its key: `pod1 -> 192.168.10.5`.
    const named = key.includes('>') ? key.replaceAll(/[^\s<>-]+/g, (word) => renumberedText(word, change, false)) : key
    const next = renumbered(value, change, isOwn)
    isChanged ||= named !== key || next !== value
    return [named, next] as const
  })
  return isChanged ? Object.fromEntries(entries) : json
}

/** `isOwn`: of a node, whose address is written with the mask that the subnet has. */
function renumberedText(text: string, { old, cidr, stays }: Change, isOwn: boolean): string {
  const [, plain = '', port = ''] = /^([\d.]+)(:\d+)?$/.exec(text) ?? []
  const address = parseIpv4(plain)
  if (address !== undefined) {
    if (stays || !prefixContains(old, address)) return text
    return formatIpv4(moved(old, cidr, address)) + port
  }
  const masked = parseInterfaceAddress(text)
  if (!text.includes('/') || !masked || !prefixContains(old, masked.address)) return text
  if (isOwn) {
    const own = stays ? masked.address : moved(old, cidr, masked.address)
    return formatPrefix({ address: own, length: masked.length === old.length ? cidr.length : masked.length })
  }
  const part = parsePrefix(text)
  if (!part || !prefixCovers(old, part)) return text
  if (prefixEquals(part, old)) return formatPrefix(cidr)
  const next = stays ? part : prefixOf(moved(old, cidr, part.address), part.length)
  return prefixCovers(cidr, next) ? formatPrefix(next) : text
}
