/**
 * The kinds that calicoctl knows and the lab holds: names, columns, fields.
 * Source: calicoctl/calicoctl/resourcemgr/*.go for names and columns, api/pkg/apis/projectcalico/v3/*.go for fields.
 */
import type { Era } from '../../engine/calico/resources/cluster-information'
import { type Json, valueAt } from '../../engine/manifest'
import type { CalicoKind, CalicoObject } from './kind'

const at = (object: CalicoObject, ...path: readonly string[]): Json | undefined => valueAt(object.spec, path)

/** As a Go template prints a field: nothing for one that is not there. */
const text = (value: Json | undefined): string => (value === undefined || value === null ? '' : String(value))

const orElse = (value: Json | undefined, other: string): string =>
  value === undefined || value === null || value === '' ? other : String(value)

const joined = (value: Json | undefined): string => (Array.isArray(value) ? value.join(',') : '')

const NAME = (object: CalicoObject): string => object.metadata.name

const IP_POOL: CalicoKind = {
  kind: 'IPPool',
  struct: 'IPPoolSpec',
  words: ['ippool', 'ippools', 'ipp', 'ipps', 'pool', 'pools'],
  resource: 'ippools.crd.projectcalico.org',
  fields: {
    cidr: 'string',
    vxlanMode: 'string',
    ipipMode: 'string',
    natOutgoing: 'bool',
    ipip: 'struct',
    'nat-outgoing': 'bool',
    disabled: 'bool',
    disableBGPExport: 'bool',
    blockSize: 'int',
    nodeSelector: 'string',
    allowedUses: 'slice',
    assignmentMode: 'string',
    namespaceSelector: 'string',
  },
  headings: ['NAME', 'CIDR', 'SELECTOR'],
  wideHeadings: ['NAME', 'CIDR', 'NAT', 'IPIPMODE', 'VXLANMODE', 'DISABLED', 'DISABLEBGPEXPORT', 'SELECTOR'],
  columns: {
    NAME,
    CIDR: (pool) => text(at(pool, 'cidr')),
    NAT: (pool) => orElse(at(pool, 'natOutgoing'), 'false'),
    IPIPMODE: (pool) => orElse(at(pool, 'ipipMode'), 'Never'),
    VXLANMODE: (pool) => orElse(at(pool, 'vxlanMode'), 'Never'),
    DISABLED: (pool) => orElse(at(pool, 'disabled'), 'false'),
    DISABLEBGPEXPORT: (pool) => orElse(at(pool, 'disableBGPExport'), 'false'),
    SELECTOR: (pool) => text(at(pool, 'nodeSelector')),
  },
}

/** From v3.30 on; of the lab's generations the first does not have it yet. */
const IP_POOL_LATER: CalicoKind = {
  ...IP_POOL,
  wideHeadings: [...IP_POOL.wideHeadings, 'ASSIGNMENTMODE'],
  columns: { ...IP_POOL.columns, ASSIGNMENTMODE: (pool) => orElse(at(pool, 'assignmentMode'), 'Automatic') },
}

const NODE: CalicoKind = {
  kind: 'Node',
  struct: 'NodeSpec',
  words: ['node', 'nodes', 'no', 'nos'],
  resource: 'nodes',
  fields: {
    bgp: 'struct',
    ipv4VXLANTunnelAddr: 'string',
    ipv6VXLANTunnelAddr: 'string',
    vxlanTunnelMACAddr: 'string',
    vxlanTunnelMACAddrV6: 'string',
    orchRefs: 'slice',
    wireguard: 'struct',
    addresses: 'slice',
  },
  headings: ['NAME'],
  wideHeadings: ['NAME', 'ASN', 'IPV4', 'IPV6'],
  columns: {
    NAME,
    ASN: (node, { asNumber }) =>
      at(node, 'bgp') === undefined ? '' : orElse(at(node, 'bgp', 'asNumber'), `(${asNumber})`),
    IPV4: (node) => text(at(node, 'bgp', 'ipv4Address')),
    IPV6: (node) => text(at(node, 'bgp', 'ipv6Address')),
  },
}

const PEER_COLUMNS = ['NAME', 'PEERIP', 'NODE', 'ASN']

const BGP_PEER: CalicoKind = {
  kind: 'BGPPeer',
  struct: 'BGPPeerSpec',
  words: ['bgppeer', 'bgppeers', 'bgpp', 'bgpps', 'bp', 'bps'],
  resource: 'bgppeers.crd.projectcalico.org',
  fields: {
    node: 'string',
    nodeSelector: 'string',
    peerIP: 'string',
    asNumber: 'any',
    localASNumber: 'any',
    peerSelector: 'string',
    keepOriginalNextHop: 'bool',
    nextHopMode: 'string',
    password: 'struct',
    sourceAddress: 'string',
    maxRestartTime: 'any',
    numAllowedLocalASNumbers: 'int',
    ttlSecurity: 'int',
    reachableBy: 'string',
    filters: 'slice',
    keepaliveTime: 'any',
    localWorkloadSelector: 'string',
    reversePeering: 'string',
  },
  headings: PEER_COLUMNS,
  wideHeadings: PEER_COLUMNS,
  columns: {
    NAME,
    PEERIP: (peer) => text(at(peer, 'peerIP')),
    NODE: (peer) => orElse(at(peer, 'node'), orElse(at(peer, 'nodeSelector'), '(global)')),
    ASN: (peer) => orElse(at(peer, 'asNumber'), '0'),
  },
}

const CONFIGURATION_COLUMNS = ['NAME', 'LOGSEVERITY', 'MESHENABLED', 'ASNUMBER']

const BGP_CONFIGURATION: CalicoKind = {
  kind: 'BGPConfiguration',
  struct: 'BGPConfigurationSpec',
  words: ['bgpconfiguration', 'bgpconfigurations', 'bgpconfig', 'bgpconfigs'],
  resource: 'bgpconfigurations.crd.projectcalico.org',
  fields: {
    logSeverityScreen: 'string',
    nodeToNodeMeshEnabled: 'bool',
    asNumber: 'any',
    serviceLoadBalancerIPs: 'slice',
    serviceExternalIPs: 'slice',
    serviceClusterIPs: 'slice',
    communities: 'slice',
    prefixAdvertisements: 'slice',
    listenPort: 'int',
    nodeMeshPassword: 'struct',
    nodeMeshMaxRestartTime: 'any',
    bindMode: 'string',
    ignoredInterfaces: 'slice',
    localWorkloadPeeringIPV4: 'string',
    localWorkloadPeeringIPV6: 'string',
    programClusterRoutes: 'string',
    ipv4NormalRoutePriority: 'int',
    ipv4ElevatedRoutePriority: 'int',
  },
  headings: CONFIGURATION_COLUMNS,
  wideHeadings: CONFIGURATION_COLUMNS,
  columns: {
    NAME,
    LOGSEVERITY: (configuration) => text(at(configuration, 'logSeverityScreen')),
    MESHENABLED: (configuration) => orElse(at(configuration, 'nodeToNodeMeshEnabled'), '-'),
    ASNUMBER: (configuration) => orElse(at(configuration, 'asNumber'), '-'),
  },
}

const FELIX_CONFIGURATION: CalicoKind = {
  kind: 'FelixConfiguration',
  struct: 'FelixConfigurationSpec',
  words: ['felixconfiguration', 'felixconfigurations', 'felixconfig', 'felixconfigs'],
  resource: 'felixconfigurations.crd.projectcalico.org',
  headings: ['NAME'],
  wideHeadings: ['NAME'],
  columns: { NAME },
}

const INFORMATION_COLUMNS = ['NAME', 'CLUSTERGUID', 'CLUSTERTYPE', 'CALICOVERSION', 'DATASTOREREADY']

const CLUSTER_INFORMATION: CalicoKind = {
  kind: 'ClusterInformation',
  struct: 'ClusterInformationSpec',
  words: ['clusterinformation', 'clusterinformations', 'clusterinfo', 'clusterinfos'],
  resource: 'clusterinformations.crd.projectcalico.org',
  fields: {
    clusterGUID: 'string',
    clusterType: 'string',
    calicoVersion: 'string',
    datastoreReady: 'bool',
    variant: 'string',
  },
  headings: INFORMATION_COLUMNS,
  wideHeadings: INFORMATION_COLUMNS,
  columns: {
    NAME,
    CLUSTERGUID: (information) => text(at(information, 'clusterGUID')),
    CLUSTERTYPE: (information) => text(at(information, 'clusterType')),
    CALICOVERSION: (information) => text(at(information, 'calicoVersion')),
    DATASTOREREADY: (information) => text(at(information, 'datastoreReady')),
  },
}

const WORKLOAD_ENDPOINT: CalicoKind = {
  kind: 'WorkloadEndpoint',
  struct: 'WorkloadEndpointSpec',
  words: ['workloadendpoint', 'workloadendpoints', 'wep', 'weps'],
  namespaced: true,
  resource: 'pods',
  fields: {
    orchestrator: 'string',
    workload: 'string',
    node: 'string',
    containerID: 'string',
    pod: 'string',
    endpoint: 'string',
    serviceAccountName: 'string',
    ipNetworks: 'slice',
    ipNATs: 'slice',
    ipv4Gateway: 'string',
    ipv6Gateway: 'string',
    profiles: 'slice',
    interfaceName: 'string',
    mac: 'string',
    ports: 'slice',
    allowSpoofedSourcePrefixes: 'slice',
  },
  headings: ['WORKLOAD', 'NODE', 'NETWORKS', 'INTERFACE'],
  wideHeadings: ['NAME', 'WORKLOAD', 'NODE', 'NETWORKS', 'INTERFACE', 'PROFILES', 'NATS'],
  columns: {
    NAME,
    NAMESPACE: (endpoint) => text(endpoint.metadata.namespace),
    NODE: (endpoint) => text(at(endpoint, 'node')),
    ORCHESTRATOR: (endpoint) => text(at(endpoint, 'orchestrator')),
    WORKLOAD: (endpoint) => orElse(at(endpoint, 'workload'), text(at(endpoint, 'pod'))),
    NETWORKS: (endpoint) => joined(at(endpoint, 'ipNetworks')),
    NATS: (endpoint) => joined(at(endpoint, 'ipNATs')),
    PROFILES: (endpoint) => joined(at(endpoint, 'profiles')),
    INTERFACE: (endpoint) => text(at(endpoint, 'interfaceName')),
  },
}

/** Only the newest calicoctl has it. */
const IPAM_CONFIGURATION: CalicoKind = {
  kind: 'IPAMConfiguration',
  struct: 'IPAMConfigurationSpec',
  words: ['ipamconfiguration', 'ipamconfigurations', 'ipamconfig', 'ipamconfigs'],
  resource: 'ipamconfigs.crd.projectcalico.org',
  fields: { strictAffinity: 'bool', maxBlocksPerHost: 'int', autoAllocateBlocks: 'bool' },
  headings: ['NAME', 'STRICTAFFINITY', 'AUTOALLOCATEBLOCKS'],
  wideHeadings: ['NAME', 'STRICTAFFINITY', 'AUTOALLOCATEBLOCKS', 'MAXBLOCKSPERHOST'],
  columns: {
    NAME,
    STRICTAFFINITY: (configuration) => orElse(at(configuration, 'strictAffinity'), 'false'),
    AUTOALLOCATEBLOCKS: (configuration) => orElse(at(configuration, 'autoAllocateBlocks'), 'false'),
    MAXBLOCKSPERHOST: (configuration) => orElse(at(configuration, 'maxBlocksPerHost'), '0'),
  },
}

const COMMON = [NODE, BGP_PEER, BGP_CONFIGURATION, FELIX_CONFIGURATION, CLUSTER_INFORMATION, WORKLOAD_ENDPOINT]

/** What the calicoctl of that generation knows, of what the lab holds. */
export const calicoKinds = (era: Era): readonly CalicoKind[] => [
  era === 'classic' ? IP_POOL : IP_POOL_LATER,
  ...COMMON,
  ...(era === 'current' ? [IPAM_CONFIGURATION] : []),
]

/** Words of kinds that calicoctl has and the lab does not model. */
export const UNMODELLED_WORDS: ReadonlySet<string> = new Set(
  [
    ...['bgpfilter', 'bgpfilters', 'caliconodestatus', 'caliconodestatuses'],
    ...['globalnetworkpolicy', 'globalnetworkpolicies', 'gnp', 'gnps', 'globalnetworkset', 'globalnetworksets'],
    ...['hostendpoint', 'hostendpoints', 'hep', 'heps', 'ipreservation', 'ipreservations', 'reservation'],
    ...['kubecontrollersconfiguration', 'kubecontrollersconfigurations', 'kcconfig', 'kcconfigs'],
    ...['networkpolicy', 'networkpolicies', 'policy', 'np', 'policies', 'pol', 'pols'],
    ...['networkset', 'networksets', 'netset', 'netsets', 'profile', 'profiles', 'pro', 'pros'],
  ].flat(),
)
