import { encapToward, modeOf } from '../../engine/calico/resources/encap'
import { DEFAULT_HOST } from '../../engine/calico/resources/underlay'
import type { Cluster } from '../../engine/lab/cluster'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import type { Fault } from '../../engine/lab/faults/fault'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix, parsePrefix, prefixesOverlap } from '../../engine/net/prefix'
import type { ResourceRef } from '../../engine/resource-ref'
import { type Evidence, evidence, type Finding, type Fix, type Patient, type Severity, type Suspicion } from './finding'
import { losesSomebody } from './loses-somebody'
import { routesNeedBird, tunnelsInUse } from './needs'

/** Every fault that is there, and whether it costs packets in this lab as it is. */
export const faultFindings = (patient: Patient): readonly Suspicion[] =>
  activeFaults(patient.cluster)
    .filter(({ kind }) => kind !== 'wrong-mask')
    .map((fault) => findingOf(fault, patient))

function findingOf(fault: Fault, patient: Patient): Suspicion {
  const { cluster } = patient
  const { kind: _kind, ...params } = fault
  return {
    code: codeOf(fault),
    severity: severityOf(fault, patient),
    ...placeOf(fault, cluster),
    params: { ...params, ...wordsOf(fault, cluster) },
    evidence: evidenceOf(fault, cluster),
    fix: fixOf(fault, cluster),
  }
}

function codeOf(fault: Fault): Finding['code'] {
  switch (fault.kind) {
    case 'dropped':
      return `${fault.what}-dropped`
    case 'wrong-address':
      return 'wrong-node-address'
    case 'wrong-mask':
      return fault.length === 32 ? 'host-mask' : 'unequal-masks'
    default:
      return fault.kind
  }
}

/** What is only dormant in this lab costs no packets: nobody sends what would be lost. */
function severityOf(fault: Fault, patient: Patient): Severity {
  const { cluster } = patient
  const inUse = tunnelsInUse(cluster)
  switch (fault.kind) {
    case 'dropped':
      if (fault.what === 'icmp') return 'warning'
      if (fault.what === 'bgp') return routesNeedBird(cluster) ? 'error' : 'notice'
      return inUse[fault.what] ? 'error' : 'notice'
    case 'source-check':
      return directNodes(cluster) ? 'error' : 'notice'
    case 'missing-device':
      if (!inUse[fault.device === 'tunl0' ? 'ipip' : 'vxlan']) return 'notice'
      return losesSomebody(patient, fault.node) ? 'error' : 'warning'
    case 'bird-stopped':
    case 'bgp-session-down':
      return routesNeedBird(cluster) ? 'error' : 'warning'
    case 'stale-route':
      return losesSomebody(patient, fault.node) ? 'error' : 'warning'
    case 'node-netem':
    case 'router-netem':
      return fault.what !== 'loss' ? 'notice' : fault.amount < 100 ? 'warning' : 'error'
    case 'strict-rp-filter':
    case 'silent-router':
    case 'router-mtu':
    case 'node-mtu':
      return 'warning'
    default:
      return 'error'
  }
}

/** Two nodes of which one sends the other's pods their packets as they are. */
function directNodes(cluster: Cluster): readonly [string, string, string] | undefined {
  for (const pool of cluster.pools) {
    if (modeOf(pool) === 'Always') continue
    for (const a of cluster.nodes) {
      const b = cluster.nodes.find((other) => other !== a && encapToward(pool, a, other.bgpAddress.address) === 'none')
      if (b) return [a.name, b.name, pool.name]
    }
  }
  return undefined
}

type Place = Pick<Finding, 'resource' | 'path' | 'element'>

function placeOf(fault: Fault, { underlay }: Cluster): Place {
  const self: ResourceRef = { kind: 'Underlay', name: underlay.name }
  const entryAt = (list: 'hosts' | 'routers' | 'subnets', index: number, field: string, element: string): Place => ({
    resource: self,
    path: index < 0 ? ['spec'] : ['spec', list, index, field],
    element,
  })
  const placeIn = (named: readonly { readonly name: string }[], name: string): number =>
    named.findIndex((each) => each.name === name)
  const hostAt = (node: string, field: string): Place => {
    const index = underlay.hosts.findIndex((host) => host.node === node)
    return entryAt('hosts', index, field, `node:${node}`)
  }
  const routerAt = (router: string, field: string): Place =>
    entryAt('routers', placeIn(underlay.routers, router), field, `router:${router}`)
  const subnetAt = (subnet: string, field: string): Place =>
    entryAt('subnets', placeIn(underlay.subnets, subnet), field, `subnet:${subnet}`)
  switch (fault.kind) {
    case 'node-down':
      return hostAt(fault.node, 'down')
    case 'node-cable':
      return hostAt(fault.node, 'link')
    case 'stale-route':
      return hostAt(fault.node, 'routes')
    case 'node-netem':
      return hostAt(fault.node, 'netem')
    case 'bird-stopped':
      return hostAt(fault.node, 'bird')
    case 'missing-device':
      return hostAt(fault.node, 'missingDevices')
    case 'strict-rp-filter':
      return hostAt(fault.node, 'rpFilter')
    case 'node-mtu':
      return hostAt(fault.node, 'mtu')
    case 'router-down':
      return routerAt(fault.router, 'down')
    case 'silent-router':
      return routerAt(fault.router, 'icmpErrors')
    case 'router-cable':
    case 'router-netem':
    case 'router-mtu':
      return routerAt(fault.router, 'interfaces')
    case 'subnet-down':
      return subnetAt(fault.subnet, 'down')
    case 'switch-mtu':
      return subnetAt(fault.subnet, 'mtu')
    case 'dropped':
      return fault.router === undefined ? { resource: self, path: ['spec', 'drops'] } : routerAt(fault.router, 'drops')
    case 'bgp-session-down':
      return { resource: self, path: ['spec', 'drops'], element: `node:${fault.node}` }
    case 'source-check':
      return { resource: self, path: ['spec', underlay.cloud === undefined ? 'sourceCheck' : 'cloud'] }
    case 'wrong-mask':
    case 'wrong-address':
      return { resource: { kind: 'Node', name: fault.node }, element: `node:${fault.node}`, path: ADDRESS_PATH }
    case 'duplicate-affinity':
      return {
        resource: { kind: 'BlockAffinity', name: `${fault.node}-${fault.cidr.replaceAll(/[./]/g, '-')}` },
        path: ['spec', 'node'],
        element: `node:${fault.node}`,
      }
  }
}

const ADDRESS_PATH = ['metadata', 'annotations', 'projectcalico.org/IPv4Address']

const PROTOCOLS = { ipip: 'IP protocol 4', vxlan: 'UDP', bgp: 'TCP', icmp: 'ICMP' } as const

function wordsOf(fault: Fault, cluster: Cluster): Finding['params'] {
  const { underlay, nodes } = cluster
  switch (fault.kind) {
    case 'dropped':
      return {
        by: fault.router ?? underlay.name,
        protocol: PROTOCOLS[fault.what],
        port: fault.what === 'vxlan' ? cluster.felixConfiguration.vxlanPort : cluster.bgpConfiguration.listenPort,
      }
    case 'wrong-address': {
      const node = nodes.find(({ name }) => name === fault.node)
      return { real: node ? formatIpv4(node.internalAddress) : '' }
    }
    case 'duplicate-affinity': {
      const owner = cluster.blockAffinities.find(
        ({ cidr, node }) => formatPrefix(cidr) === fault.cidr && node !== fault.node,
      )
      return { owner: owner?.node ?? '' }
    }
    case 'node-netem':
    case 'router-netem': {
      const isTime = fault.what === 'delay' || fault.what === 'jitter'
      return { how: `${fault.what}-${fault.way}`, unit: isTime ? 'ms' : '%' }
    }
    case 'source-check':
      return { cloud: underlay.cloud ?? 'bare-metal' }
    default:
      return {}
  }
}

function evidenceOf(fault: Fault, cluster: Cluster): readonly Evidence[] {
  switch (fault.kind) {
    case 'dropped': {
      const { what } = fault
      if (what === 'bgp') return [routesNeedBird(cluster) ? evidence('bird-programs') : evidence('felix-programs')]
      if (what === 'icmp') return [evidence('pmtu-needs-icmp')]
      const pool = cluster.pools.find(({ ipipMode, vxlanMode }) => (what === 'ipip' ? ipipMode : vxlanMode) !== 'Never')
      if (!pool) return [evidence('tunnel-unused', { tunnel: what })]
      return [evidence('pool-mode', { pool: pool.name, field: `${what}Mode`, mode: modeOf(pool) })]
    }
    case 'source-check': {
      const pair = directNodes(cluster)
      if (!pair) return [evidence('all-wrapped')]
      const [from, to, pool] = pair
      return [evidence('sends-plain', { from, to, pool })]
    }
    case 'missing-device':
      return tunnelsInUse(cluster)[fault.device === 'tunl0' ? 'ipip' : 'vxlan']
        ? [evidence('device-needed', { device: fault.device })]
        : [evidence('device-unneeded', { device: fault.device })]
    case 'bird-stopped':
    case 'bgp-session-down':
      return [routesNeedBird(cluster) ? evidence('bird-programs') : evidence('felix-programs')]
    case 'stale-route':
      return cluster.blockAffinities
        .filter(({ cidr }) => prefixesOverlap(cidr, parsePrefix(fault.to) ?? cidr))
        .map(({ cidr, node: owner }) => evidence('block-is-of', { block: formatPrefix(cidr), owner }))
    case 'wrong-address':
      return [evidence('peers-use-recorded', { node: fault.node, address: fault.address })]
    case 'switch-mtu':
    case 'router-mtu':
    case 'node-mtu':
      return [evidence('others-believe', { mtu: cluster.underlay.mtuBytes, mtuBytes: fault.mtuBytes })]
    case 'strict-rp-filter':
      return [evidence('asymmetric-is-lost', { node: fault.node })]
    case 'silent-router':
      return [evidence('pmtu-needs-icmp')]
    case 'router-down':
    case 'router-netem':
    case 'router-cable': {
      const { interfaces = [] } = cluster.underlay.routers.find(({ name }) => name === fault.router) ?? {}
      return [evidence('joins', { router: fault.router, subnets: interfaces.map(({ subnet }) => subnet).join(', ') })]
    }
    default:
      return podsBehind(fault, cluster)
  }
}

/** How many pods stand behind what is broken. */
function podsBehind(fault: Fault, { pods, nodes, underlay }: Cluster): readonly Evidence[] {
  const isBehind = (node: string): boolean => {
    if ('node' in fault) return fault.node === node
    if (!('subnet' in fault)) return false
    const machine = nodes.find(({ name }) => name === node)
    return machine !== undefined && subnetHolding(underlay, machine.internalAddress)?.name === fault.subnet
  }
  return [evidence('pods-behind', { count: pods.filter((pod) => isBehind(pod.node)).length })]
}

/** The lab's own fix lifts the fault; the shell line is what one would do about the real one. */
function fixOf(fault: Fault, cluster: Cluster): Fix {
  const shell = shellOf(fault, cluster)
  return {
    code: codeOf(fault),
    params: 'node' in fault ? { node: fault.node } : {},
    commands: [{ kind: 'set-fault', fault, on: false }],
    ...(shell !== undefined && { shell }),
  }
}

function shellOf(fault: Fault, { nodes, underlay }: Cluster): string | undefined {
  switch (fault.kind) {
    case 'node-netem': {
      const device = underlay.hosts.find(({ node }) => node === fault.node)?.interface ?? DEFAULT_HOST.interface
      return fault.way === 'send' ? `tc qdisc del dev ${device} root netem` : undefined
    }
    case 'source-check':
      return underlay.cloud === 'aws'
        ? `kubectl patch felixconfiguration default --type merge -p '{"spec":{"awsSrcDstCheck":"Disable"}}'`
        : undefined
    case 'wrong-address': {
      const node = nodes.find(({ name }) => name === fault.node)
      const subnet = node && subnetHolding(underlay, node.internalAddress)
      if (!node || !subnet) return undefined
      const address = formatPrefix({ address: node.internalAddress, length: subnet.cidr.length })
      return `calicoctl patch node ${fault.node} -p '{"spec":{"bgp":{"ipv4Address":"${address}"}}}'`
    }
    case 'stale-route':
      return `ip route del ${fault.to} via ${fault.via}`
    case 'missing-device':
      return fault.device === 'tunl0' ? 'modprobe ipip' : undefined
    case 'strict-rp-filter':
      return 'sysctl -w net.ipv4.conf.all.rp_filter=0'
    case 'duplicate-affinity':
      return `kubectl delete blockaffinities.crd.projectcalico.org ${fault.node}-${fault.cidr.replaceAll(/[./]/g, '-')}`
    default:
      return undefined
  }
}
