import { poolHolding } from '../../engine/calico/resources/cluster-routes'
import { ENCAP_OVERHEAD_BYTES } from '../../engine/calico/resources/encap'
import type { IPPool } from '../../engine/calico/resources/ip-pool'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { podNameIn } from '../../engine/lab/pod-manifests'
import { hostSettings } from '../../engine/lab/underlay-hosts'
import { isJsonObject, type JsonObject, type Manifest } from '../../engine/manifest'
import { addressPlus, formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import {
  formatPrefix,
  type Prefix,
  prefix,
  prefixContains,
  prefixCovers,
  prefixEquals,
  prefixesOverlap,
  prefixOf,
  prefixSize,
} from '../../engine/net/prefix'
import { evidence, type Finding, type Patient } from './finding'
import { tunnelsInUse } from './needs'

/** What is wrong with pools, blocks and addresses. */
export const poolFindings = (patient: Patient): readonly Finding[] => [
  ...poolsOverSubnets(patient),
  ...blocksInBlocks(patient),
  ...tunnelMtus(patient),
  ...tunnelAddressesTwice(patient),
  ...disabledPools(patient),
  ...withoutNat(patient),
]

/** Routes to pods then hide machines, or the other way round. */
function poolsOverSubnets({ document, cluster }: Patient): readonly Finding[] {
  const { pools, underlay } = cluster
  return pools.flatMap((pool): readonly Finding[] => {
    const subnet = underlay.subnets.find(({ cidr }) => prefixesOverlap(cidr, pool.cidr))
    if (!subnet) return []
    const params = {
      pool: pool.name,
      cidr: formatPrefix(pool.cidr),
      subnet: subnet.name,
      network: formatPrefix(subnet.cidr),
    }
    const elsewhere = freeRange(cluster, pool)
    return [
      {
        code: 'pool-over-subnet',
        severity: 'warning',
        resource: { kind: 'IPPool', name: pool.name },
        path: ['spec', 'cidr'],
        element: `subnet:${subnet.name}`,
        params,
        evidence: [evidence('overlap', params)],
        ...(elsewhere && {
          fix: {
            code: 'pool-over-subnet',
            params: { pool: pool.name, cidr: formatPrefix(elsewhere) },
            commands: poolReplacement(document, cluster, pool, elsewhere),
          },
        }),
      },
    ]
  })
}

/** Private ranges, as RFC 1918 has them. */
const PRIVATE = ['10.244.0.0/16', '172.16.0.0/12', '10.0.0.0/8', '192.168.0.0/16'].map(prefix)

/** Of the pool's size, and apart from every subnet and pool. */
function freeRange({ pools, underlay }: Cluster, { cidr: { length } }: IPPool): Prefix | undefined {
  const taken = [...pools, ...underlay.subnets].map(({ cidr }) => cidr)
  for (const range of PRIVATE) {
    if (length < range.length) continue
    const size = prefixSize({ address: range.address, length })
    for (let at = 0; at < Math.min(prefixSize(range) / size, 256); at++) {
      const candidate = prefixOf(addressPlus(range.address, at * size), length)
      if (!taken.some((cidr) => prefixesOverlap(cidr, candidate))) return candidate
    }
  }
  return undefined
}

/**
 * Calico's own way to another range: a new pool, the old one disabled, its pods made anew, then the old one deleted.
 * Source: docs.tigera.io, "Migrate from one IP pool to another".
 */
function poolReplacement(document: LabDocument, cluster: Cluster, pool: IPPool, cidr: Prefix): readonly Command[] {
  const old = document.manifests.find(({ kind, metadata }) => kind === 'IPPool' && metadata.name === pool.name)
  if (!old) return []
  const spec: JsonObject = { ...(isJsonObject(old.spec) ? old.spec : {}), cidr: formatPrefix(cidr) }
  const { [CREATED]: _created, ...kept } = old.metadata
  const replacement: Manifest = { ...old, metadata: { ...kept, name: `${pool.name}-2` }, spec }
  const names = new Set(
    cluster.pods
      .filter((pod) => poolHolding(cluster.pools, pod.address) === pool)
      .map((pod) => `${pod.namespace}/${pod.name}`),
  )
  const pods = document.manifests.filter((manifest) => manifest.kind === 'Pod' && names.has(podNameIn(manifest) ?? ''))
  return [
    { kind: 'apply-manifest', manifest: replacement },
    { kind: 'patch-manifest', resource: 'IPPool', name: pool.name, patch: { spec: { disabled: true } } },
    ...pods.flatMap((pod): readonly Command[] => [
      { kind: 'remove-pod', pod: pod.metadata.name, namespace: String(pod.metadata.namespace ?? 'default') },
      { kind: 'apply-manifest', manifest: withoutStatus(pod) },
    ]),
    { kind: 'remove-pool', pool: pool.name },
  ]
}

const CREATED = 'creationTimestamp'

function withoutStatus({ status: _status, ...pod }: Manifest): Manifest {
  return pod as Manifest
}

/** One node's block inside another's: the longer prefix wins everywhere, whoever has the pods. */
function blocksInBlocks({ cluster }: Patient): readonly Finding[] {
  const confirmed = cluster.blockAffinities.filter(({ state }) => state === 'confirmed')
  return confirmed.flatMap((inner): readonly Finding[] => {
    const outer = confirmed.find(
      ({ cidr, node }) => node !== inner.node && prefixCovers(cidr, inner.cidr) && !prefixEquals(cidr, inner.cidr),
    )
    if (!outer) return []
    const podsOf = (node: string): number =>
      cluster.pods.filter((pod) => pod.node === node && prefixContains(inner.cidr, pod.address)).length
    const guest = podsOf(inner.node) > 0 && podsOf(outer.node) === 0 ? outer : inner
    const params = {
      block: formatPrefix(inner.cidr),
      node: inner.node,
      outer: formatPrefix(outer.cidr),
      owner: outer.node,
    }
    return [
      {
        code: 'blocks-overlap',
        severity: 'error',
        resource: { kind: 'BlockAffinity', name: inner.name },
        path: ['spec', 'cidr'],
        element: `node:${inner.node}`,
        params,
        evidence: [evidence('longer-wins', params)],
        fix: {
          code: 'blocks-overlap',
          params: { block: formatPrefix(guest.cidr), node: guest.node },
          commands: [{ kind: 'delete-manifest', resource: 'BlockAffinity', name: guest.name }],
          shell: `kubectl delete blockaffinities.crd.projectcalico.org ${guest.name}`,
        },
      },
    ]
  })
}

const MTU_FIELDS = { ipip: 'ipipMTU', vxlan: 'vxlanMTU' } as const

/** An MTU set by hand that leaves no room for the outer header on some node's NIC. */
function tunnelMtus({ cluster }: Patient): readonly Finding[] {
  const { felixConfiguration, nodes, underlay } = cluster
  const inUse = tunnelsInUse(cluster)
  const configured = { ipip: felixConfiguration.ipipMtuBytes, vxlan: felixConfiguration.vxlanMtuBytes }
  return (['ipip', 'vxlan'] as const).flatMap((tunnel): readonly Finding[] => {
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
function tunnelAddressesTwice({ document, cluster }: Patient): readonly Finding[] {
  const holders = new Map<Ipv4, string>(
    cluster.pods.map(({ address, namespace, name }) => [address, `${namespace}/${name}`]),
  )
  return cluster.nodes.flatMap((node) =>
    TUNNELS.flatMap(({ device, annotation, inSpec, addressOf }): readonly Finding[] => {
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

/** Its pods go on as they are, but nothing gets an address any more: tunnel devices may lose theirs. */
function disabledPools({ cluster }: Patient): readonly Finding[] {
  return cluster.pools
    .filter(({ disabled }) => disabled)
    .flatMap((pool): readonly Finding[] => {
      const count = cluster.pods.filter(({ address }) => prefixContains(pool.cidr, address)).length
      if (count === 0) return []
      const bare = cluster.nodes.filter(
        (node) =>
          (pool.ipipMode !== 'Never' && node.ipipTunnelAddress === undefined) ||
          (pool.vxlanMode !== 'Never' && node.vxlanTunnelAddress === undefined),
      )
      return [
        {
          code: 'pool-disabled',
          severity: 'warning',
          resource: { kind: 'IPPool', name: pool.name },
          path: ['spec', 'disabled'],
          params: { pool: pool.name, count },
          evidence: [
            evidence('pods-of-pool', { count, pool: pool.name }),
            ...(bare.length > 0 ? [evidence('tunnels-bare', { nodes: bare.map(({ name }) => name).join(', ') })] : []),
          ],
          fix: {
            code: 'pool-disabled',
            params: { pool: pool.name },
            commands: [
              { kind: 'patch-manifest', resource: 'IPPool', name: pool.name, patch: { spec: { disabled: null } } },
            ],
            shell: `calicoctl patch ippool ${pool.name} -p '{"spec":{"disabled":false}}'`,
          },
        },
      ]
    })
}

/** Pods' own addresses go out, and nobody out there has a way back to them. */
function withoutNat({ cluster, fabric }: Patient): readonly Finding[] {
  const { pools, pods, nodes, underlay } = cluster
  return pools
    .filter(({ natOutgoing }) => !natOutgoing)
    .flatMap((pool): readonly Finding[] => {
      const own = pods.filter(({ address }) => prefixContains(pool.cidr, address))
      for (const pod of own) {
        const node = nodes.find(({ name }) => name === pod.node)
        const subnet = node && underlay.subnets.find(({ cidr }) => prefixContains(cidr, node.internalAddress))
        const router = underlay.routers.find(({ interfaces }) =>
          interfaces.some(({ address }) => address === subnet?.gateway),
        )
        const table = router && fabric.namespaces.get(router.name)?.routes
        if (!router || !table || table.some(({ destination }) => prefixContains(destination, pod.address))) continue
        const params = {
          pool: pool.name,
          pod: `${pod.namespace}/${pod.name}`,
          router: router.name,
          address: formatIpv4(pod.address),
        }
        return [
          {
            code: 'nat-outgoing-off',
            severity: 'notice',
            resource: { kind: 'IPPool', name: pool.name },
            path: ['spec', 'natOutgoing'],
            element: `pod:${pod.namespace}/${pod.name}`,
            params,
            evidence: [evidence('no-way-back', params)],
            fix: {
              code: 'nat-outgoing-off',
              params: { pool: pool.name },
              commands: [{ kind: 'set-nat-outgoing', pool: pool.name, enabled: true }],
              shell: `calicoctl patch ippool ${pool.name} -p '{"spec":{"natOutgoing":true}}'`,
            },
          },
        ]
      }
      return []
    })
}
