import { poolHolding } from '../../engine/calico/resources/cluster-routes'
import type { IPPool } from '../../engine/calico/resources/ip-pool'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { podNameIn } from '../../engine/lab/pod-manifests'
import { isJsonObject, type JsonObject, type Manifest } from '../../engine/manifest'
import { addressPlus } from '../../engine/net/ipv4'
import {
  formatPrefix,
  hostPrefix,
  type Prefix,
  prefix,
  prefixContains,
  prefixCovers,
  prefixEquals,
  prefixesOverlap,
  prefixOf,
  prefixSize,
} from '../../engine/net/prefix'
import { evidence, type Fix, type Patient, type Suspicion } from './finding'
import { subnetsInSubnets } from './subnet-overlaps'

/** Ranges of addresses that lie in one another, and those that lie in nothing. */
export const overlapFindings = (patient: Patient): readonly Suspicion[] => [
  ...subnetsInSubnets(patient),
  ...poolsOverSubnets(patient),
  ...poolsInPools(patient),
  ...blocksInBlocks(patient),
  ...blocksWithoutPool(patient),
]

/** Routes to pods then hide machines, or the other way round. */
function poolsOverSubnets({ document, cluster }: Patient): readonly Suspicion[] {
  const { pools, underlay } = cluster
  return pools.flatMap((pool): readonly Suspicion[] => {
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
function blocksInBlocks({ cluster }: Patient): readonly Suspicion[] {
  const confirmed = cluster.blockAffinities.filter(({ state }) => state === 'confirmed')
  return confirmed.flatMap((inner): readonly Suspicion[] => {
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

/**
 * The client that calicoctl uses refuses a pool over another when it is made; CRDs written directly are not asked.
 * Source: libcalico-go `clientv3/ippool.go`, validateAndSetDefaults.
 */
function poolsInPools({ document, cluster }: Patient): readonly Suspicion[] {
  const { pools, pods } = cluster
  return pools.flatMap((pool, index): readonly Suspicion[] => {
    const other = pools.slice(0, index).find(({ cidr }) => prefixesOverlap(cidr, pool.cidr))
    if (!other) return []
    const [inner, outer] = prefixCovers(other.cidr, pool.cidr) ? [pool, other] : [other, pool]
    const podsOf = (each: IPPool): number => pods.filter(({ address }) => poolHolding(pools, address) === each).length
    const params = {
      pool: inner.name,
      cidr: formatPrefix(inner.cidr),
      other: outer.name,
      network: formatPrefix(outer.cidr),
    }
    const elsewhere = (each: IPPool): readonly Fix[] => {
      const range = freeRange(cluster, each)
      return range
        ? [
            {
              code: 'pool-over-subnet',
              params: { pool: each.name, cidr: formatPrefix(range) },
              commands: poolReplacement(document, cluster, each, range),
            },
          ]
        : []
    }
    const deletion = ({ name }: IPPool): Fix => ({
      code: 'pools-overlap',
      params: { pool: name },
      commands: [{ kind: 'remove-pool', pool: name }],
      shell: `calicoctl delete ippool ${name}`,
    })
    const [fix, ...otherwise] = [
      ...[inner, outer].filter((each) => podsOf(each) === 0).map(deletion),
      ...elsewhere(inner),
      ...elsewhere(outer),
    ]
    return [
      {
        code: 'pools-overlap',
        severity: 'warning',
        resource: { kind: 'IPPool', name: pool.name },
        path: ['spec', 'cidr'],
        params,
        evidence: [
          evidence('overlap', params),
          evidence('pods-of-pool', { count: podsOf(inner), pool: inner.name }),
          evidence('pods-of-pool', { count: podsOf(outer), pool: outer.name }),
        ],
        ...(fix && { fix, otherwise }),
      },
    ]
  })
}

/** What is left of a pool that has been deleted from under its pods: nobody programs routes to what is in none. */
function blocksWithoutPool({ cluster }: Patient): readonly Suspicion[] {
  const { pools, pods, blockAffinities, underlay } = cluster
  const isOutside = (address: number): boolean => !pools.some(({ cidr }) => prefixContains(cidr, address as never))
  const blocks = blockAffinities.filter(({ cidr }) => isOutside(cidr.address))
  const stray = pods.filter(({ address }) => isOutside(address))
  const loose = stray.filter(({ address }) => !blocks.some(({ cidr }) => prefixContains(cidr, address)))
  const ranges = [...blocks.map(({ cidr }) => cidr), ...loose.map(({ address }) => hostPrefix(address))]
  const [first] = ranges
  if (!first) return []
  const [block] = blocks
  const whole = commonPrefix(ranges)
  const taken = [...pools, ...underlay.subnets].map(({ cidr }) => cidr)
  const isFree = (cidr: Prefix): boolean => cidr.length <= 26 && !taken.some((each) => prefixesOverlap(each, cidr))
  const restored = [whole, prefixOf(whole.address, Math.min(whole.length, 26))].find(isFree)
  const model = pools[0]
  const restoring: readonly Fix[] =
    restored && model && stray.length > 0
      ? [
          {
            code: 'pool-restored',
            params: { cidr: formatPrefix(restored) },
            commands: [{ kind: 'apply-manifest', manifest: poolLike(model, restored, pools) }],
          },
        ]
      : []
  const empty = blocks.filter(({ cidr }) => !stray.some(({ address }) => prefixContains(cidr, address)))
  const releasing: readonly Fix[] =
    stray.length === 0
      ? [
          {
            code: 'blocks-released',
            params: { blocks: empty.map(({ cidr }) => formatPrefix(cidr)).join(', ') },
            commands: empty.map(({ name }) => ({ kind: 'delete-manifest', resource: 'BlockAffinity', name })),
            shell: `kubectl delete blockaffinities.crd.projectcalico.org ${empty.map(({ name }) => name).join(' ')}`,
          },
        ]
      : []
  const [fix] = [...restoring, ...releasing]
  const [pod] = stray
  return [
    {
      code: 'block-without-pool',
      severity: stray.length > 0 ? 'warning' : 'notice',
      resource: block
        ? { kind: 'BlockAffinity', name: block.name }
        : { kind: 'Pod', name: pod?.name ?? '', namespace: pod?.namespace ?? 'default' },
      path: block ? ['spec', 'cidr'] : ['status', 'podIP'],
      ...(pod && { element: `pod:${pod.namespace}/${pod.name}` }),
      params: { cidr: ranges.map(formatPrefix).join(', ') },
      evidence: [evidence('stray-pods', { count: stray.length }), evidence('routes-need-pool')],
      ...(fix && { fix }),
    },
  ]
}

/** The longest prefix that covers all of them. */
function commonPrefix(ranges: readonly Prefix[]): Prefix {
  const [first] = ranges as readonly [Prefix]
  const length = Math.min(
    ...ranges.map((each) => Math.min(each.length, Math.clz32((each.address ^ first.address) >>> 0))),
  )
  return prefixOf(first.address, length)
}

/** Another pool with the same modes. */
function poolLike(model: IPPool, cidr: Prefix, pools: readonly IPPool[]): Manifest {
  const names = new Set(pools.map(({ name }) => name))
  const base = `pool-${formatPrefix(cidr).replaceAll(/[./]/g, '-')}`
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'IPPool',
    metadata: { name: names.has(base) ? `${base}-2` : base },
    spec: {
      cidr: formatPrefix(cidr),
      blockSize: model.blockSize,
      ipipMode: model.ipipMode,
      vxlanMode: model.vxlanMode,
      natOutgoing: model.natOutgoing,
      nodeSelector: 'all()',
    },
  }
}
