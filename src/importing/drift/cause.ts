import type { Cluster } from '../../engine/lab/cluster'
import type { Route } from '../../engine/linux/route'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixContains, prefixEquals } from '../../engine/net/prefix'
import type { ActualRoute } from '../routes/actual-route'
import type { TableDifference } from './compare-tables'

/** Why a line may differ: a closed list, each with its sentence in the catalogue under `drift.cause`. */
export const CAUSES = [
  'bird-down',
  'felix-down',
  'session-down',
  'own-block',
  'no-tunnel-device',
  'other-mode',
  'mode-of-one',
  'other-owner',
  'stale-block',
  'moved-block',
  'stale-pod',
  'pod-not-in-file',
  'pod-not-plugged-in',
  'borrowed',
  'other-next-hop',
  'underlay',
  'unknown',
] as const

const CALICO = 'https://github.com/projectcalico'
const DOCS = 'https://docs.tigera.io/calico/latest'

/** Where people have met it: an issue, the change behind it, or the page of the manual about it. */
export const MET_BEFORE: Readonly<Record<(typeof CAUSES)[number], string | undefined>> = {
  'bird-down': `${CALICO}/calicoctl/issues/900`,
  'felix-down': `${CALICO}/calico/issues/5173`,
  'session-down': `${CALICO}/cni-plugin/issues/314`,
  'own-block': `${CALICO}/calico/issues/4471`,
  'no-tunnel-device': `${CALICO}/calico/issues/7830`,
  'other-mode': `${CALICO}/calicoctl/issues/716`,
  'mode-of-one': `${CALICO}/bird/issues/22`,
  'other-owner': `${CALICO}/calico/pull/8357`,
  'stale-block': `${CALICO}/calico/issues/4471`,
  'moved-block': `${CALICO}/calico/issues/6486`,
  'stale-pod': `${CALICO}/calico/issues/5173`,
  'pod-not-in-file': undefined,
  'pod-not-plugged-in': `${CALICO}/calico/issues/5173`,
  borrowed: `${DOCS}/reference/resources/ipamconfig`,
  'other-next-hop': `${DOCS}/networking/configuring/bgp`,
  underlay: undefined,
  unknown: undefined,
}

export interface Cause {
  readonly kind: (typeof CAUSES)[number]
  /** What fills the sentence's gaps. */
  readonly details: Readonly<Record<string, string>>
}

export interface Evidence {
  readonly host: string
  readonly cluster: Cluster
  readonly actual: readonly ActualRoute[]
  readonly model: readonly Route[]
}

/** The likely cause of each difference of one host's table. [DRIFT-2] */
export function causesOf(differences: readonly TableDifference[], evidence: Evidence): readonly Cause[] {
  const whole = wholeTable(differences, evidence)
  return differences.map((difference) => causeOf(difference, evidence, whole))
}

/** What only all lines together tell. */
interface WholeTable {
  readonly birdDown: boolean
  readonly felixDown: boolean
  /** Nodes none of whose blocks is there. */
  readonly silentNodes: ReadonlySet<string>
  readonly usesTunnel: boolean
  /** Every route through one device in the model leaves by another. */
  readonly allMoved: boolean
}

const isRemote = ({ provenance }: Route): boolean =>
  (provenance.programmer === 'bird' || provenance.programmer === 'felix') &&
  provenance.because !== 'felix-workload' &&
  !isBlackhole(provenance.because)

const isBlackhole = (because: string): boolean => because.endsWith('-blackhole')

/** Whose block the model's route leads to. */
function remoteNode({ provenance, destination }: Route, { blockAffinities }: Cluster): string | undefined {
  const { node } = provenance.details
  if (typeof node === 'string') return node
  return blockAffinities.find(({ cidr }) => prefixEquals(cidr, destination))?.node
}

function wholeTable(differences: readonly TableDifference[], { cluster, model, actual }: Evidence): WholeTable {
  const missing = new Set(differences.flatMap(({ kind, model: route }) => (kind === 'missing' && route ? [route] : [])))
  const allMissing = (routes: readonly Route[]): boolean =>
    routes.length > 0 && routes.every((route) => missing.has(route))
  const remote = model.filter(isRemote)
  const byNode = new Map<string, Route[]>()
  for (const route of remote) {
    const node = remoteNode(route, cluster)
    if (node !== undefined) byNode.set(node, [...(byNode.get(node) ?? []), route])
  }
  const tunnelled = remote.filter(({ nextHops }) => nextHops[0]?.dev === 'tunl0' || nextHops[0]?.dev === 'vxlan.calico')
  const moved = new Set(
    differences.flatMap(({ kind, model: route }) => (kind === 'wrong-device' && route ? [route] : [])),
  )
  return {
    birdDown: allMissing(
      model.filter(({ provenance }) => provenance.programmer === 'bird' && !isBlackhole(provenance.because)),
    ),
    felixDown: allMissing(model.filter(({ provenance }) => provenance.because === 'felix-workload')),
    silentNodes: new Set([...byNode].flatMap(([node, routes]) => (allMissing(routes) ? [node] : []))),
    usesTunnel: actual.some(({ nextHops }) => nextHops.some(({ dev }) => dev === 'tunl0' || dev === 'vxlan.calico')),
    allMoved: tunnelled.length > 0 && tunnelled.every((route) => moved.has(route)),
  }
}

const cause = (kind: Cause['kind'], details: Cause['details'] = {}): Cause => ({ kind, details })

function causeOf(difference: TableDifference, evidence: Evidence, whole: WholeTable): Cause {
  const { kind, model, actual } = difference
  const { host } = evidence
  if (model && isOfUnderlay(model)) return cause('underlay', { host })
  if (kind === 'stale' && actual) return staleCause(actual, evidence)
  if (kind === 'missing' && model) return missingCause(model, evidence, whole)
  if (kind === 'wrong-owner' && model && actual) {
    return cause('other-owner', { model: model.protocol, actual: actual.protocol ?? '' })
  }
  if (kind === 'wrong-device' && model && actual) return deviceCause(model, actual, evidence, whole)
  if (kind === 'wrong-type' && model && actual) return typeCause(difference, evidence)
  if (kind === 'wrong-next-hop' && actual) {
    const gateway = actual.nextHops[0]?.gateway
    const node = evidence.cluster.nodes.find(({ internalAddress }) => internalAddress === gateway)
    const block = formatPrefix(difference.destination)
    if (node) return cause('moved-block', { block, node: node.name })
    return cause('other-next-hop', { gateway: gateway === undefined ? '' : formatIpv4(gateway) })
  }
  return cause('unknown')
}

const isOfUnderlay = ({ provenance: { programmer } }: Route): boolean =>
  programmer === 'kernel' || programmer === 'dhcp' || programmer === 'operator'

function missingCause(route: Route, { host, cluster }: Evidence, whole: WholeTable): Cause {
  const { provenance, destination } = route
  if (provenance.because === 'felix-workload') {
    const pod = String(provenance.details.pod ?? formatIpv4(destination.address))
    return whole.felixDown ? cause('felix-down', { host }) : cause('pod-not-plugged-in', { pod })
  }
  if (isBlackhole(provenance.because)) return cause('own-block', { block: formatPrefix(destination), host })
  if (whole.birdDown && provenance.programmer === 'bird') return cause('bird-down', { host })
  const node = remoteNode(route, cluster)
  if (node !== undefined && node !== host && whole.silentNodes.has(node)) return cause('session-down', { node, host })
  if (provenance.programmer === 'felix') return cause('felix-down', { host })
  return cause('unknown')
}

function staleCause({ destination, nextHops }: ActualRoute, { cluster, host }: Evidence): Cause {
  const { pools, pods, blockAffinities, blocks } = cluster
  if (!pools.some(({ cidr }) => prefixContains(cidr, destination.address))) return cause('underlay', { host })
  const [hop] = nextHops
  if (destination.length === 32 && hop?.dev?.startsWith('cali')) {
    const address = formatIpv4(destination.address)
    const known = blocks.some(
      (block) => prefixContains(block.cidr, destination.address) && isAllocated(block, destination),
    )
    const pod = pods.find((each) => each.address === destination.address)
    if (pod) return cause('moved-block', { block: address, node: pod.node })
    return known ? cause('pod-not-in-file', { address }) : cause('stale-pod', { address })
  }
  if (destination.length === 32) return cause('borrowed', { address: formatIpv4(destination.address) })
  const owner = blockAffinities.find(({ cidr }) => prefixEquals(cidr, destination))?.node
  const block = formatPrefix(destination)
  return owner === undefined ? cause('stale-block', { block }) : cause('moved-block', { block, node: owner })
}

function isAllocated(block: Cluster['blocks'][number], { address }: Prefix): boolean {
  const index = block.allocations[address - block.cidr.address]
  return index !== null && index !== undefined
}

function deviceCause(model: Route, actual: ActualRoute, { host, cluster }: Evidence, whole: WholeTable): Cause {
  const from = model.nextHops[0]?.dev ?? ''
  const to = actual.nextHops[0]?.dev ?? ''
  const isTunnel = (dev: string): boolean => dev === 'tunl0' || dev === 'vxlan.calico'
  const pool = cluster.pools.find(({ cidr }) => prefixContains(cidr, model.destination.address))?.name ?? ''
  if (isTunnel(from) && !isTunnel(to)) {
    if (whole.allMoved && !whole.usesTunnel) return cause('no-tunnel-device', { host, device: from, pool })
    return cause(whole.allMoved ? 'other-mode' : 'mode-of-one', { pool, host })
  }
  if (isTunnel(to) && !isTunnel(from)) return cause('other-mode', { pool, host })
  if (isTunnel(to) && isTunnel(from)) return cause('other-mode', { pool, host })
  if (to.startsWith('cali')) return cause('moved-block', { block: formatPrefix(model.destination), node: host })
  return cause('underlay', { host })
}

function typeCause({ destination, model, actual }: TableDifference, { cluster, host }: Evidence): Cause {
  const block = formatPrefix(destination)
  if (actual?.type === 'blackhole') return cause('moved-block', { block, node: host })
  if (actual?.type === 'unreachable') {
    const node = model && remoteNode(model, cluster)
    return cause('session-down', { node: node ?? '', host })
  }
  const gateway = actual?.nextHops[0]?.gateway
  const node = cluster.nodes.find(({ internalAddress }) => internalAddress === gateway)?.name
  return node === undefined ? cause('unknown') : cause('moved-block', { block, node })
}
