import { peerings } from '../../engine/calico/bird/peerings'
import { nodeRoutes } from '../../engine/calico/resources/cluster-routes'
import { modeOf } from '../../engine/calico/resources/encap'
import type { IPPool } from '../../engine/calico/resources/ip-pool'
import type { CalicoNode } from '../../engine/calico/resources/node'
import { ownershipFaults } from '../../engine/calico/resources/route-owner'
import { groupBy } from '../../engine/group-by'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import { addressPlus, formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix, prefixSize } from '../../engine/net/prefix'
import { evidence, type Fix, type Patient, type Suspicion } from './finding'
import { routesNeedBird } from './needs'
import { editedList, underlayPatch } from './underlay-edits'
import { wayTo } from './walk'

/** Whether packets for every block are led to the node that has it. */
export const routingFindings = (patient: Patient): readonly Suspicion[] => [
  ...unknownBlocks(patient),
  ...routeOwners(patient),
  ...withoutPeers(patient),
  ...withheldBlocks(patient),
  ...withoutDefaultRoute(patient),
]

/** Several subnets, no encapsulation, and a router between them that has never heard of the blocks. */
function unknownBlocks({ cluster, fabric }: Patient): readonly Suspicion[] {
  const { nodes, underlay } = cluster
  const subnetOf = (node: CalicoNode): string | undefined => subnetHolding(underlay, node.internalAddress)?.name
  const bySubnet = groupBy(nodes, subnetOf)
  if (bySubnet.size < 2) return []
  const routes = nodeRoutes(cluster)
  return cluster.pools
    .filter((pool) => modeOf(pool) === 'Never')
    .flatMap((pool): readonly Suspicion[] => {
      const blocks = routes.filter((route) => route.pool === pool)
      const lost = blocks.flatMap(({ cidr, node }) =>
        [...bySubnet.values()].flatMap(([from]) => {
          if (!from || subnetOf(from) === subnetOf(node)) return []
          const end = wayTo(fabric, from.name, addressPlus(cidr.address, cidr.length < 32 ? 1 : 0))
          if (end.kind !== 'no-route' || end.at === from.name || !end.first?.destination.length) return []
          return [{ from: from.name, block: formatPrefix(cidr), owner: node.name, router: end.at }]
        }),
      )
      const [first] = lost
      if (!first) return []
      const count = new Set(lost.map(({ block }) => block)).size
      return [
        {
          code: 'unknown-blocks',
          severity: 'error',
          resource: { kind: 'IPPool', name: pool.name },
          path: ['spec', 'ipipMode'],
          element: `router:${first.router}`,
          params: { pool: pool.name, count, ...first },
          evidence: [evidence('router-without', first), evidence('plain-to-router', first)],
          ...crossSubnetFixes(pool, cluster),
        },
      ]
    })
}

/** The tunnel that the network carries: IPIP, unless that is what it drops. */
function crossSubnetFixes(pool: IPPool, cluster: Cluster): { readonly fix: Fix; readonly otherwise: readonly Fix[] } {
  const isIpipDropped = activeFaults(cluster).some((fault) => fault.kind === 'dropped' && fault.what === 'ipip')
  const fixBy = (field: 'ipipMode' | 'vxlanMode', kind: 'set-ipip-mode' | 'set-vxlan-mode'): Fix => ({
    code: 'unknown-blocks',
    params: { pool: pool.name, field },
    commands: [{ kind, pool: pool.name, mode: 'CrossSubnet' }],
    shell: `calicoctl patch ippool ${pool.name} -p '{"spec":{"${field}":"CrossSubnet"}}'`,
  })
  const [ipip, vxlan] = [fixBy('ipipMode', 'set-ipip-mode'), fixBy('vxlanMode', 'set-vxlan-mode')]
  return isIpipDropped ? { fix: vxlan, otherwise: [ipip] } : { fix: ipip, otherwise: [vxlan] }
}

/** Calico neither prevents two daemons from programming the same routes, nor that none does. */
function routeOwners({ cluster, document }: Patient): readonly Suspicion[] {
  const kinds = ['FelixConfiguration', 'BGPConfiguration']
  const held = document.manifests.filter(
    ({ kind, metadata, spec }) =>
      kinds.includes(kind) &&
      metadata.name === 'default' &&
      JSON.stringify(spec ?? {}).includes('programClusterRoutes'),
  )
  return ownershipFaults(cluster).map(({ fault, kind, pools }): Suspicion => {
    const [first] = held
    const commands = held.map(
      (manifest): Command => ({
        kind: 'patch-manifest',
        resource: manifest.kind,
        name: 'default',
        patch: { spec: { programClusterRoutes: null } },
      }),
    )
    return {
      code: fault === 'twice' ? 'routes-by-both' : 'routes-by-nobody',
      severity: fault === 'twice' ? 'warning' : 'error',
      resource: { kind: first?.kind ?? 'IPPool', name: first ? 'default' : (pools[0] ?? '') },
      path: ['spec', 'programClusterRoutes'],
      params: { kind, pools: pools.join(', ') },
      evidence: held.map((manifest) =>
        evidence('setting', {
          resource: manifest.kind,
          field: 'programClusterRoutes',
          value: settingIn(manifest.spec),
        }),
      ),
      ...(commands.length > 0 && { fix: { code: 'route-owners', params: {}, commands } }),
    }
  })
}

const settingIn = (spec: unknown): string => {
  const { programClusterRoutes } = spec as { readonly programClusterRoutes?: string }
  return String(programClusterRoutes)
}

/** A node with nobody to speak BGP with, where BGP is what brings the routes. */
function withoutPeers({ cluster }: Patient): readonly Suspicion[] {
  const { nodes, bgpConfiguration, underlay } = cluster
  if (nodes.length < 2 || !routesNeedBird(cluster)) return []
  // Of the mesh it is enough to know who is in it: its ends are as many as there are pairs.
  const members = nodes.filter(({ routeReflectorClusterId }) => routeReflectorClusterId === undefined)
  const inMesh = new Set(bgpConfiguration.nodeToNodeMeshEnabled && members.length > 1 ? members : [])
  const byHand = { ...cluster, bgpConfiguration: { ...bgpConfiguration, nodeToNodeMeshEnabled: false } }
  const speakers = new Set(peerings(byHand, underlay.routers).map(({ speaker }) => speaker))
  const alone = nodes.filter((node) => !inMesh.has(node) && !speakers.has(node.name))
  const [first] = alone
  if (!first) return []
  const isMeshOff = !bgpConfiguration.nodeToNodeMeshEnabled
  const isolatedReflectors = alone.filter(({ routeReflectorClusterId }) => routeReflectorClusterId !== undefined)
  const fix: Fix = isMeshOff
    ? {
        code: 'mesh-on',
        params: {},
        commands: [{ kind: 'set-bgp-mesh', enabled: true }, ...isolatedReflectors.map(asMeshMember)],
        shell: `calicoctl patch bgpconfiguration default -p '{"spec":{"nodeToNodeMeshEnabled":true}}'`,
      }
    : { code: 'mesh-member', params: { node: first.name }, commands: isolatedReflectors.map(asMeshMember) }
  return [
    {
      code: 'no-peers',
      severity: 'error',
      resource: isMeshOff ? { kind: 'BGPConfiguration', name: 'default' } : { kind: 'Node', name: first.name },
      path: isMeshOff ? ['spec', 'nodeToNodeMeshEnabled'] : ['metadata', 'annotations'],
      element: `node:${first.name}`,
      params: { node: first.name, nodes: alone.map(({ name }) => name).join(', '), count: alone.length },
      evidence: [isMeshOff ? evidence('mesh-off') : evidence('reflector-alone', { node: first.name })],
      fix,
    },
  ]
}

/** Without a cluster id a node is in the mesh again. */
const asMeshMember = ({ name }: CalicoNode): Command => ({
  kind: 'patch-manifest',
  resource: 'Node',
  name,
  patch: {
    metadata: { annotations: { 'projectcalico.org/RouteReflectorClusterID': null } },
    spec: { bgp: { routeReflectorClusterID: null } },
  },
})

/** `disableBGPExport` keeps at home what only BGP could bring to the others. */
function withheldBlocks({ cluster, fabric }: Patient): readonly Suspicion[] {
  const { nodes } = cluster
  const routes = nodeRoutes(cluster)
  return cluster.pools
    .filter(({ disableBGPExport }) => disableBGPExport)
    .flatMap((pool): readonly Suspicion[] => {
      const missing = routes.flatMap(({ cidr, node, pool: of }) => {
        const other = nodes.find(({ name }) => name !== node.name)
        if (of !== pool || !other) return []
        const table = fabric.namespaces.get(other.name)?.routes ?? []
        const isThere = table.some(
          ({ destination }) => destination.address === cidr.address && destination.length === cidr.length,
        )
        return isThere ? [] : [{ node: other.name, block: formatPrefix(cidr), owner: node.name }]
      })
      const [first] = missing
      if (!first) return []
      return [
        {
          code: 'export-disabled',
          severity: 'error',
          resource: { kind: 'IPPool', name: pool.name },
          path: ['spec', 'disableBGPExport'],
          params: { pool: pool.name, ...first },
          evidence: [evidence('block-missing', first)],
          fix: {
            code: 'export-disabled',
            params: { pool: pool.name },
            commands: [
              {
                kind: 'patch-manifest',
                resource: 'IPPool',
                name: pool.name,
                patch: { spec: { disableBGPExport: null } },
              },
            ],
            shell: `calicoctl patch ippool ${pool.name} -p '{"spec":{"disableBGPExport":false}}'`,
          },
        },
      ]
    })
}

/** Its pods' gateway is answered for by proxy ARP, and only if there is a way out by another device. [ARP-2] */
function withoutDefaultRoute({ document, cluster, fabric }: Patient): readonly Suspicion[] {
  const { nodes, underlay, pods } = cluster
  const lacking = nodes.filter(({ name }) => {
    const namespace = fabric.namespaces.get(name)
    const isOff = underlay.hosts.some((host) => host.node === name && host.down)
    return !isOff && !namespace?.routes.some(({ destination }) => destination.length === 0)
  })
  const bySubnet = groupBy(lacking, ({ internalAddress }) => subnetHolding(underlay, internalAddress)?.name)
  return [...bySubnet].flatMap(([name, group]): readonly Suspicion[] => {
    const [first] = group
    if (!first || name === undefined) return []
    const count = pods.filter(({ node }) => group.some((each) => each.name === node)).length
    const index = underlay.subnets.findIndex((subnet) => subnet.name === name)
    const router = underlay.routers.flatMap(({ interfaces }) => interfaces).find(({ subnet }) => subnet === name)
    const gateway = router?.address ?? unusedAddress(cluster, name)
    return [
      {
        code: 'no-default-route',
        severity: count > 0 ? 'error' : 'notice',
        resource: { kind: 'Underlay', name: underlay.name },
        path: ['spec', 'subnets', index],
        element: `node:${first.name}`,
        params: { node: first.name, nodes: group.map((each) => each.name).join(', '), subnet: name, count },
        evidence: [evidence('proxy-arp-needs-default', { node: first.name })],
        ...(gateway !== undefined && {
          fix: gatewayFix(document, underlay.name, { subnet: name, gateway: formatIpv4(gateway), isNobodys: !router }),
        }),
      },
    ]
  })
}

/** A default route is all that proxy ARP asks for: nobody need be at the end of it. */
function unusedAddress({ nodes, underlay }: Cluster, name: string): Ipv4 | undefined {
  const subnet = underlay.subnets.find((each) => each.name === name)
  if (!subnet || subnet.cidr.length > 30) return undefined
  const taken = new Set(nodes.map(({ internalAddress }) => internalAddress))
  for (let at = 1; at < prefixSize(subnet.cidr) - 1; at++) {
    const address = addressPlus(subnet.cidr.address, at)
    if (!taken.has(address)) return address
  }
  return undefined
}

interface Gateway {
  readonly subnet: string
  readonly gateway: string
  readonly isNobodys: boolean
}

function gatewayFix(document: LabDocument, underlay: string, { subnet, gateway, isNobodys }: Gateway): Fix {
  const subnets = editedList(document, 'subnets', (entry, name) => (name === subnet ? { ...entry, gateway } : entry))
  return {
    code: isNobodys ? 'gateway-of-nobody' : 'no-default-route',
    params: { subnet, gateway },
    commands: [underlayPatch(underlay, { subnets })],
    shell: `ip route add default via ${gateway}`,
  }
}
