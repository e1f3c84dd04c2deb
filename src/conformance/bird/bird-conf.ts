/**
 * A speaker's `bird.conf` in the shape of confd's templates, and for a router of the underlay as plain as can be. Timers
 * are shorter than Calico's, or nobody would wait for the sessions to come up. `krt_tunnel` is Calico's own, so a pool
 * whose IPIP routes BIRD programs is not for Debian's BIRD.
 * Source: confd bird.cfg.template, bird_aggr.cfg.template, bird_ipam.cfg.template (v3.28);
 * confd/pkg/backends/calico/bgp_processor.go (v3.33).
 */
import { peerings } from '../../engine/calico/bird/peerings'
import type { Peering } from '../../engine/calico/bird/speaker'
import type { BGPFilter, BGPFilterRule } from '../../engine/calico/resources/bgp-filter'
import type { IPPool } from '../../engine/calico/resources/ip-pool'
import type { CalicoNode } from '../../engine/calico/resources/node'
import { programs, routeKindOf } from '../../engine/calico/resources/route-owner'
import type { UnderlayRouter } from '../../engine/calico/resources/underlay'
import type { Cluster } from '../../engine/lab/cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixContains } from '../../engine/net/prefix'

/** By machine. A node whose BIRD is stopped has none, nor a router that does not speak BGP. */
export function birdConfs(cluster: Cluster): ReadonlyMap<string, string> {
  const { underlay, nodes } = cluster
  const ends = peerings(cluster, underlay.routers)
  const isStopped = (name: string): boolean =>
    underlay.hosts.some(({ node, birdStopped }) => node === name && birdStopped)
  return new Map([
    ...nodes
      .filter(({ name }) => !isStopped(name))
      .map((node) => [node.name, nodeConf(node, endsOf(ends, node.name), cluster)] as const),
    ...underlay.routers.flatMap((router) =>
      router.bgp ? [[router.name, routerConf(router, router.bgp, endsOf(ends, router.name), cluster)] as const] : [],
    ),
  ])
}

const endsOf = (ends: readonly Peering[], name: string): readonly Peering[] =>
  ends.filter(({ speaker }) => speaker === name)

/** Seconds after which a session is given up over which nothing comes any more. */
export const HOLD_SECONDS = 12

const TIMERS = `  connect delay time 1;\n  connect retry time 1;\n  error wait time 1,2;\n  hold time ${HOLD_SECONDS};`

/** Since v3.32 routes have a metric, and BGP carries it in the local preference. */
const hasPriority = ({ information: { era } }: Cluster): boolean => era === 'v3.32' || era === 'current'

const MAX_INT = 2147483647

function nodeConf(node: CalicoNode, ends: readonly Peering[], cluster: Cluster): string {
  const { bgpConfiguration, blockAffinities } = cluster
  const blocks = blockAffinities
    .filter((affinity) => affinity.node === node.name && affinity.state === 'confirmed')
    .map(({ cidr }) => cidr)
  const asNumber = node.asNumber ?? bgpConfiguration.asNumber
  const priority = hasPriority(cluster) ? bgpConfiguration.ipv4NormalRoutePriority : undefined
  return `
router id ${formatIpv4(node.bgpAddress.address)};
listen bgp port ${bgpConfiguration.listenPort};

protocol static {
${blocks
  .filter(({ length }) => length < 32)
  .map((block) => `  route ${formatPrefix(block)} blackhole;`)
  .join('\n')}
}

function calico_aggr ()
{
${blocks.map((block) => aggregation(block, priority)).join('\n')}
}

${cluster.bgpFilters.map((filter) => `${filterFunction(filter, 'import')}${filterFunction(filter, 'export')}`).join('\n')}
${exportFunction(cluster)}
${kernelFilter(cluster, priority)}
protocol kernel {
  learn;
  persist;
  scan time 1;
  import all;
  export filter calico_kernel_programming;
  graceful restart;
  merge paths on;
}

protocol device {
  scan time 1;
}

protocol direct {
  interface -"cali*", -"kube-ipvs*", "*";
}

template bgp bgp_template {
  local as ${asNumber};
  multihop;
  gateway recursive;
  add paths on;
  graceful restart;
${TIMERS}
}
${ends.map((end) => peerProtocol(end, node, asNumber, priority)).join('\n')}
`
}

function aggregation(block: Prefix, priority: number | undefined): string {
  const net = formatPrefix(block)
  return [
    `  if ( net = ${net} ) then { accept; }`,
    ...(priority === undefined ? [] : [`  if ( net ~ ${net} && krt_metric < ${priority} ) then { accept; }`]),
    `  if ( net ~ ${net} ) then { reject; }`,
  ].join('\n')
}

const rule = (pool: IPPool, action: string): string => `  if ( net ~ ${formatPrefix(pool.cidr)} ) then { ${action}; }`

/** `calico_export_to_bgp_peers`; pools with `disableBGPExport` come first in every release that has the field. [BGP-3] */
function exportFunction(cluster: Cluster): string {
  const { pools, information } = cluster
  const disabled = pools.filter(({ disableBGPExport }) => disableBGPExport)
  const isCurrent = information.era === 'current'
  const birdHasIpip = programs('bird', 'ipip', cluster)
  const isFelixs = (pool: IPPool): boolean => {
    const kind = routeKindOf(pool)
    return kind === undefined || !programs('bird', kind, cluster)
  }
  const tunnels = ['*.cali', '*.calico', ...(isCurrent && !birdHasIpip ? ['tunl0'] : [])]
  const felixs = isCurrent ? pools.filter((pool) => isFelixs(pool) && !pool.disableBGPExport) : []
  return `function calico_export_to_bgp_peers (bool internal_peer)
{
${disabled.map((pool) => rule(pool, 'reject')).join('\n')}
  if (internal_peer) then {
    if (defined(ifname)) then {
      if (${tunnels.map((name) => `(ifname ~ "${name}")`).join(' || ')}) then { reject; }
    }
    ${felixs.length === 0 ? '' : `if ((source = RTS_INHERIT) && ((dest = RTD_ROUTER) || (dest = RTD_MULTIPATH))) then {`}
${felixs.map((pool) => rule(pool, 'reject')).join('\n')}
    ${felixs.length === 0 ? '' : '}'}
  }
  calico_aggr();
${pools
  .filter(({ disableBGPExport }) => !disableBGPExport)
  .map((pool) => rule(pool, 'accept'))
  .join('\n')}
}
`
}

function kernelFilter(cluster: Cluster, priority: number | undefined): string {
  const refused = cluster.pools.filter((pool) => {
    const kind = routeKindOf(pool)
    return kind === undefined || !programs('bird', kind, cluster)
  })
  const metric =
    priority === undefined
      ? ''
      : `  if (source = RTS_BGP) then {
    krt_metric = ${priority};
    if (defined(bgp_local_pref)) then { krt_metric = ${MAX_INT} - bgp_local_pref; }
  }`
  return `filter calico_kernel_programming {
${metric}
${refused.map((pool) => rule(pool, 'reject')).join('\n')}
  accept;
}
`
}

/** confd/pkg/resource/template/template_funcs.go `BGPFilterBIRDFuncs`. */
function filterFunction(filter: BGPFilter, direction: 'import' | 'export'): string {
  const rules = filter[`${direction}V4`].map((filterRule) => `  ${ruleStatement(filterRule)}`)
  return `function bgp_${filter.name.replaceAll('-', '_')}_${direction}(bool internal_peer)
{
${rules.join('\n')}
}
`
}

const OPERATORS = { Equal: '=', NotEqual: '!=', In: '~', NotIn: '!~' } as const

function ruleStatement(filterRule: BGPFilterRule): string {
  const { action, cidr, matchOperator, prefixLength, source, interface: device, peerType } = filterRule
  const lengths = prefixLength && `{${prefixLength.min ?? cidr?.length ?? 0},${prefixLength.max ?? 32}}`
  const conditions = [
    ...(cidr
      ? [`(net ${OPERATORS[matchOperator]} ${lengths ? `[ ${formatPrefix(cidr)}${lengths} ]` : formatPrefix(cidr)})`]
      : []),
    ...(source ? ['((defined(source))&&(source ~ [ RTS_BGP ]))'] : []),
    ...(device === undefined ? [] : [`((defined(ifname))&&(ifname ~ "${device}"))`]),
    ...(peerType ? [peerType === 'iBGP' ? '(internal_peer)' : '(! internal_peer)'] : []),
  ]
  const statement = `${action.toLowerCase()};`
  return conditions.length === 0 ? statement : `if (${conditions.join('&&')}) then { ${statement} }`
}

const filterCalls = ({ filters }: Peering, direction: 'import' | 'export', isInternal: boolean): string =>
  filters.map(({ name }) => `    bgp_${name.replaceAll('-', '_')}_${direction}(${isInternal});`).join('\n')

function peerProtocol(end: Peering, node: CalicoNode, asNumber: number, priority: number | undefined): string {
  const { peerAddress, peerPort, peerAs, isPassive, isClient, nextHopMode, allowedLocalAs } = end
  const address = formatIpv4(peerAddress)
  return `protocol bgp Peer_${address.replaceAll('.', '_')} from bgp_template {
  neighbor ${address} port ${peerPort} as ${peerAs};
  source address ${formatIpv4(end.localAddress)};
  import filter {
${priority === undefined ? '' : `    if (defined(bgp_local_pref) && (bgp_local_pref > ${MAX_INT - priority})) then preference = 200;`}
${filterCalls(end, 'import', peerAs === asNumber)}
    accept;
  };
  export filter {
${priority === undefined ? '' : exportedPriority(priority)}
${filterCalls(end, 'export', peerAs === asNumber)}
    calico_export_to_bgp_peers(${peerAs === asNumber});
    reject;
  };
${[
  ...(isPassive ? ['  passive on;'] : []),
  ...(isClient ? [`  rr client;\n  rr cluster id ${node.routeReflectorClusterId};`] : []),
  ...(nextHopMode === 'Keep' ? ['  next hop keep;'] : []),
  ...(nextHopMode === 'Self' ? ['  next hop self;'] : []),
  ...(allowedLocalAs > 0 ? [`  allow local as ${allowedLocalAs};`] : []),
].join('\n')}
}`
}

const exportedPriority = (priority: number): string => `    if (source = RTS_BGP && defined(bgp_local_pref)) then {
      krt_metric = ${MAX_INT} - bgp_local_pref;
    } else {
      if (!defined(krt_metric)) then { krt_metric = ${priority}; }
      bgp_local_pref = ${MAX_INT} - krt_metric;
    }`

/** Speaks to a node on one of its links directly, to another across the routers between. */
function routerConf(
  { interfaces }: UnderlayRouter,
  bgp: NonNullable<UnderlayRouter['bgp']>,
  ends: readonly Peering[],
  { underlay }: Cluster,
): string {
  const networks = interfaces.flatMap(({ subnet }) => underlay.subnets.find(({ name }) => name === subnet)?.cidr ?? [])
  const [first] = interfaces
  const sent = bgp.advertise === 'connected' ? 'where source = RTS_DEVICE || source = RTS_BGP' : 'none'
  return `
router id ${first ? formatIpv4(first.address) : '0.0.0.1'};

protocol kernel {
  learn;
  persist;
  scan time 1;
  import all;
  export all;
}

protocol device {
  scan time 1;
}

protocol direct {
  interface "*";
}

${ends
  .map(({ localAddress, peerAddress, peerPort, peerAs }) => {
    const isNear = networks.some((network) => prefixContains(network, peerAddress))
    return `protocol bgp Peer_${formatIpv4(peerAddress).replaceAll('.', '_')} {
  local ${formatIpv4(localAddress)} as ${bgp.asNumber};
  neighbor ${formatIpv4(peerAddress)} port ${peerPort} as ${peerAs};
  ${isNear ? 'direct' : 'multihop'};
  import all;
  export ${sent};
${TIMERS}
}`
  })
  .join('\n')}
`
}
