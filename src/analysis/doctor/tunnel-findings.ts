import { ENCAP_OVERHEAD_BYTES } from '../../engine/calico/resources/encap'
import type { Cluster } from '../../engine/lab/cluster'
import { hostSettings } from '../../engine/lab/underlay-hosts'
import type { JsonObject } from '../../engine/manifest'
import { addressPlus, formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { prefixSize } from '../../engine/net/prefix'
import { evidence, type Patient, type Suspicion } from './finding'
import { losesSomebody } from './loses-somebody'
import { tunnelsInUse } from './needs'

/** What is wrong with tunnel devices: their MTU and their addresses. */
export const tunnelFindings = (patient: Patient): readonly Suspicion[] => [
  ...tunnelMtus(patient),
  ...tunnelAddressesTwice(patient),
  ...withoutTunnelAddress(patient),
]

const MTU_FIELDS = { ipip: 'ipipMTU', vxlan: 'vxlanMTU' } as const

/** An MTU set by hand that leaves no room for the outer header on some node's NIC. */
function tunnelMtus({ cluster }: Patient): readonly Suspicion[] {
  const { felixConfiguration, nodes, underlay } = cluster
  const inUse = tunnelsInUse(cluster)
  const configured = { ipip: felixConfiguration.ipipMtuBytes, vxlan: felixConfiguration.vxlanMtuBytes }
  return (['ipip', 'vxlan'] as const).flatMap((tunnel): readonly Suspicion[] => {
    const mtu = configured[tunnel]
    const overhead = ENCAP_OVERHEAD_BYTES[tunnel]
    const nicOf = (node: string): number => hostSettings(underlay, node).mtuBytes ?? underlay.mtuBytes
    const tight = nodes.filter(({ name }) => mtu + overhead > nicOf(name))
    const [first] = tight
    if (!inUse[tunnel] || mtu === 0 || !first) return []
    const params = { tunnel, mtu, overhead, size: mtu + overhead, node: first.name, nic: nicOf(first.name) }
    return [
      {
        code: 'tunnel-mtu',
        severity: 'error',
        resource: { kind: 'FelixConfiguration', name: 'default' },
        path: ['spec', MTU_FIELDS[tunnel]],
        element: `node:${first.name}`,
        params,
        evidence: [evidence('mtu-sum', params)],
        fix: {
          code: 'tunnel-mtu',
          params: { field: MTU_FIELDS[tunnel], mtu: nicOf(first.name) - overhead },
          commands: [
            {
              kind: 'patch-manifest',
              resource: 'FelixConfiguration',
              name: 'default',
              patch: { spec: { [MTU_FIELDS[tunnel]]: null } },
            },
          ],
          shell: `kubectl patch felixconfiguration default --type merge -p '{"spec":{"${MTU_FIELDS[tunnel]}":0}}'`,
        },
      },
    ]
  })
}

const TUNNELS = [
  {
    device: 'tunl0',
    annotation: 'projectcalico.org/IPv4IPIPTunnelAddr',
    inSpec: (address: string): JsonObject => ({ bgp: { ipv4IPIPTunnelAddr: address } }),
    addressOf: (node: Cluster['nodes'][number]) => node.ipipTunnelAddress,
  },
  {
    device: 'vxlan.calico',
    annotation: 'projectcalico.org/IPv4VXLANTunnelAddr',
    inSpec: (address: string): JsonObject => ({ ipv4VXLANTunnelAddr: address }),
    addressOf: (node: Cluster['nodes'][number]) => node.vxlanTunnelAddress,
  },
] as const

/** What is answered to a node's own tunnel address goes to whichever of the two has the block. */
function tunnelAddressesTwice({ document, cluster }: Patient): readonly Suspicion[] {
  const holders = new Map<Ipv4, string>(
    cluster.pods.map(({ address, namespace, name }) => [address, `${namespace}/${name}`]),
  )
  return cluster.nodes.flatMap((node) =>
    TUNNELS.flatMap(({ device, annotation, inSpec, addressOf }): readonly Suspicion[] => {
      const address = addressOf(node)
      if (address === undefined) return []
      const other = holders.get(address)
      if (other === undefined) {
        holders.set(address, node.name)
        return []
      }
      const params = { node: node.name, device, address: formatIpv4(address), other }
      const free = freeAddress(cluster, node.name)
      const text = free === undefined ? '' : formatIpv4(free)
      const manifest = document.manifests.find(({ kind, metadata }) => kind === 'Node' && metadata.name === node.name)
      const patch: JsonObject =
        manifest?.apiVersion === 'v1' ? { metadata: { annotations: { [annotation]: text } } } : { spec: inSpec(text) }
      return [
        {
          code: 'tunnel-address-twice',
          severity: 'error',
          resource: { kind: 'Node', name: node.name },
          path: ['metadata', 'annotations', annotation],
          element: `node:${node.name}`,
          params,
          evidence: [evidence('both-have', params)],
          ...(free !== undefined && {
            fix: {
              code: 'tunnel-address-twice',
              params: { node: node.name, address: text },
              commands: [{ kind: 'patch-manifest', resource: 'Node', name: node.name, patch }],
            },
          }),
        },
      ]
    }),
  )
}

/** The first address of the node's own blocks that nobody has. */
function freeAddress({ blockAffinities, pods, nodes }: Cluster, node: string): Ipv4 | undefined {
  const taken = new Set<Ipv4 | undefined>([
    ...pods.map(({ address }) => address),
    ...nodes.flatMap(({ ipipTunnelAddress, vxlanTunnelAddress }) => [ipipTunnelAddress, vxlanTunnelAddress]),
  ])
  for (const { cidr, node: owner } of blockAffinities) {
    if (owner !== node) continue
    for (let at = 0; at < prefixSize(cidr); at++) {
      const address = addressPlus(cidr.address, at)
      if (!taken.has(address)) return address
    }
  }
  return undefined
}

/**
 * Felix makes no vxlan.calico without an address for it: the node wraps nothing, and nobody can wrap for it. tunl0 stands
 * without one.
 * Source: Felix `dataplane/linux/vxlan_mgr.go`, getLocalVTEP.
 */
function withoutTunnelAddress(patient: Patient): readonly Suspicion[] {
  const { nodes, pools } = patient.cluster
  const pool = pools.find(({ vxlanMode }) => vxlanMode !== 'Never')
  const bare = nodes.filter(({ vxlanTunnelAddress }) => vxlanTunnelAddress === undefined)
  const [first] = bare
  if (!pool || !first) return []
  const names = bare.map(({ name }) => name).join(', ')
  const disabled = pools.filter((each) => each.vxlanMode !== 'Never' && each.disabled)
  const params = { node: first.name, nodes: names, count: bare.length, device: 'vxlan.calico' }
  return [
    {
      code: 'no-tunnel-address',
      severity: bare.slice(0, MOST_ASKED).some(({ name }) => losesSomebody(patient, name)) ? 'error' : 'warning',
      resource: { kind: 'Node', name: first.name },
      path: ['metadata', 'annotations'],
      element: `node:${first.name}`,
      params,
      evidence: [
        evidence('pool-mode', { pool: pool.name, field: 'vxlanMode', mode: pool.vxlanMode }),
        ...(disabled[0] ? [evidence('no-address-of-disabled', { pool: disabled[0].name })] : []),
      ],
      fix: {
        code: 'no-tunnel-address',
        params: { nodes: names, device: 'vxlan.calico' },
        commands: [{ kind: 'settle-tunnels' }],
        shell: 'kubectl rollout restart daemonset calico-node -n calico-system',
      },
      otherwise: disabled.map(({ name }) => ({
        code: 'pool-disabled',
        params: { pool: name },
        commands: [{ kind: 'patch-manifest', resource: 'IPPool', name, patch: { spec: { disabled: null } } }],
      })),
    },
  ]
}

/** Nodes without an address are alike; a few of them tell. */
const MOST_ASKED = 8
