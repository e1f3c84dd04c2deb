import { subnetHolding } from '../../engine/lab/underlay-hosts'
import { formatIpv4 } from '../../engine/net/ipv4'
import { prefixContains } from '../../engine/net/prefix'
import { evidence, type Patient, type Suspicion } from './finding'

/** What is wrong with what pools are told. */
export const poolFindings = (patient: Patient): readonly Suspicion[] => [
  ...disabledPools(patient),
  ...withoutNat(patient),
]

/** Its pods go on as they are, but nothing gets an address any more: tunnel devices may lose theirs. */
function disabledPools({ cluster }: Patient): readonly Suspicion[] {
  return cluster.pools
    .filter(({ disabled }) => disabled)
    .flatMap((pool): readonly Suspicion[] => {
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
function withoutNat({ cluster, fabric }: Patient): readonly Suspicion[] {
  const { pools, pods, nodes, underlay } = cluster
  return pools
    .filter(({ natOutgoing }) => !natOutgoing)
    .flatMap((pool): readonly Suspicion[] => {
      const own = pods.filter(({ address }) => prefixContains(pool.cidr, address))
      for (const pod of own) {
        const node = nodes.find(({ name }) => name === pod.node)
        const subnet = node && subnetHolding(underlay, node.internalAddress)
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
