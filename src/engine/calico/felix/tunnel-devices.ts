import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Link, LinkAddress, LinkName } from '../../linux/link'
import type { FdbEntry, Neighbour } from '../../linux/namespace'
import type { Ipv4 } from '../../net/ipv4'
import { type Mac, macFromBytes } from '../../net/mac'
import { oncePer, oncePerSetting } from '../../once-per'
import type { FelixConfiguration } from '../resources/felix-configuration'
import type { CalicoNode } from '../resources/node'
import type { Host } from './block-routes'
import { tunnelMtuBytes } from './mtu'

/** What Felix makes: tunl0, and behind it vxlan.calico. The same devices for a host that stays as it is. */
export const tunnelLinks = oncePerSetting(
  (host: Host, index: number, felixConfiguration: FelixConfiguration): readonly Link[] => {
    const { uplink, devices } = host
    return [
      ...(devices.ipip ? [ipipLink(host, index, felixConfiguration)] : []),
      ...(devices.vxlan && uplink !== undefined ? [vxlanLink({ ...host, uplink }, index + 1, felixConfiguration)] : []),
    ]
  },
)

const tunnelAddress = (address: Ipv4 | undefined): readonly LinkAddress[] =>
  address === undefined ? [] : [{ address, length: 32, scope: 'global' }]

/** `tunl0`, the kernel's fallback device, with the node's tunnel address if it has one. [FELIX-4] */
const ipipLink = ({ node, mtuBytes }: Host, index: number, felixConfiguration: FelixConfiguration): Link => ({
  name: 'tunl0',
  index,
  type: { kind: 'ipip' },
  mtuBytes: tunnelMtuBytes('ipip', mtuBytes, felixConfiguration),
  up: true,
  addresses: tunnelAddress(node.ipipTunnelAddress),
  proxyArp: false,
})

const vxlanLink = (
  { node, mtuBytes, uplink }: Host & { readonly uplink: LinkName },
  index: number,
  felixConfiguration: FelixConfiguration,
): Link => ({
  name: 'vxlan.calico',
  index,
  type: {
    kind: 'vxlan',
    vni: felixConfiguration.vxlanVni,
    port: felixConfiguration.vxlanPort,
    local: node.bgpAddress.address,
    parent: uplink,
  },
  mac: vtepMac(node),
  mtuBytes: tunnelMtuBytes('vxlan', mtuBytes, felixConfiguration),
  up: true,
  addresses: tunnelAddress(node.vxlanTunnelAddress),
  proxyArp: false,
})

/** 0x66 and the start of SHA-1 of the node's name, unless the node says otherwise (felix/calc/vxlan_resolver.go). */
export const vtepMac = ({ name, vxlanTunnelMac }: CalicoNode): Mac =>
  vxlanTunnelMac ?? macFromBytes([0x66, ...sha1(utf8ToBytes(name)).slice(0, 5)])

/** A node's end of all VXLAN tunnels, as every other node has it. */
export interface Vtep {
  readonly node: CalicoNode
  readonly neighbour: Neighbour
  readonly fdb: FdbEntry
}

/** Of each node with a VXLAN address. */
export const vtepsOf = oncePer((nodes: readonly CalicoNode[]): readonly Vtep[] =>
  nodes.flatMap((node) => vtepOf(node) ?? []),
)

const vtepOf = oncePer((node: CalicoNode): Vtep | undefined => {
  const { vxlanTunnelAddress: address, bgpAddress } = node
  if (address === undefined) return undefined
  const mac = vtepMac(node)
  const dev = 'vxlan.calico'
  return { node, neighbour: { dev, address, mac }, fdb: { dev, mac, destination: bgpAddress.address } }
})

/**
 * For each other node's end a permanent neighbour and a forwarding entry, same subnet or not.
 * Source: felix/dataplane/linux/vxlan_mgr.go, felix/vxlanfdb/vxlan_fdb.go. [FELIX-5]
 */
export function vtepEntries(host: Host, vteps: readonly Vtep[]): VtepEntries {
  return host.devices.vxlan ? entriesAt(host.node, vteps) : NO_ENTRIES
}

interface VtepEntries {
  readonly neighbours: readonly Neighbour[]
  readonly fdb: readonly FdbEntry[]
}

const NO_ENTRIES: VtepEntries = { neighbours: [], fdb: [] }

const entriesAt = oncePerSetting((own: CalicoNode, vteps: readonly Vtep[]): VtepEntries => {
  const others = vteps.filter(({ node }) => node !== own)
  return { neighbours: others.map(({ neighbour }) => neighbour), fdb: others.map(({ fdb }) => fdb) }
})
