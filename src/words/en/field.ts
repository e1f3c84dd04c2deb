/**
 * What each field of a lab file means: hover and completion in the YAML editor, the forms' hints, and `description` in the
 * published schema. By part of the schema, then by the field's path; `/` for the places of lists and maps.
 */
const address = 'IPv4 address in that subnet.'
const routeTo = 'Network the route leads to.'
const routeVia = 'Next hop; it must be on a network of the machine, or Linux refuses the route.'
const routeMetric = 'Smaller wins among routes to the same network.'
const link = 'State of the cable: no-send and no-receive lose one direction only, as the machine sees it.'
/** What a cable delays, loses and repeats, each way. */
const netem = (path: string) => ({
  [path]: 'What its cable delays, loses or repeats, as tc’s netem does.',
  ...Object.fromEntries(
    (['send', 'receive'] as const).flatMap((way) => [
      [`${path}/${way}`, way === 'send' ? 'What the machine sends.' : 'What the machine is sent.'],
      [`${path}/${way}/delayMs`, 'How long each packet takes, in milliseconds.'],
      [`${path}/${way}/jitterMs`, 'How far a packet’s delay may be from that, either way.'],
      [`${path}/${way}/lossPercent`, 'How many of a hundred packets are lost, by chance.'],
      [`${path}/${way}/duplicatePercent`, 'How many of a hundred packets come twice, by chance.'],
    ]),
  ),
})

const rpFilter =
  'net.ipv4.conf.all.rp_filter of the machine: strict drops what did not come by the way back to its source, loose only what has no way back at all.'
const dropProtocol = 'IP protocol by name or number: icmp, ipip (4), tcp, udp.'
const dropPort = 'TCP or UDP port; either end.'
const dropSource = 'Only packets from this network.'
const dropDestination = 'Only packets to this network.'
const asNumber = 'Autonomous system number, as 64512 or 1.10.'

const drops = (at: string) =>
  ({
    [at]: 'What is not carried, silently; each entry is a rule, and all it names must hold.',
    [`${at}/protocol`]: dropProtocol,
    [`${at}/port`]: dropPort,
    [`${at}/source`]: dropSource,
    [`${at}/destination`]: dropDestination,
  }) as const

const routes = (at: string) =>
  ({
    [at]: 'Static routes.',
    [`${at}/to`]: routeTo,
    [`${at}/via`]: routeVia,
    [`${at}/metric`]: routeMetric,
  }) as const

const filterRules = (at: string, what: string) =>
  ({
    [at]: what,
    [`${at}/action`]: 'What becomes of a route that the rule matches; the first rule that matches decides.',
    [`${at}/cidr`]: 'Network the route’s destination is compared with; goes together with matchOperator.',
    [`${at}/matchOperator`]: 'How the destination is compared with cidr.',
    [`${at}/prefixLength`]: 'Lengths that match, for In and NotIn.',
    [`${at}/prefixLength/min`]: 'Shortest prefix that matches.',
    [`${at}/prefixLength/max`]: 'Longest prefix that matches.',
    [`${at}/source`]: 'Only routes that were learned from remote peers.',
    [`${at}/interface`]: 'Shell pattern for the device the route leaves by.',
    [`${at}/peerType`]: 'Only sessions of this kind.',
  }) as const

const ipamConfig = {
  spec: 'How addresses are handed out.',
  'spec/strictAffinity': 'A node takes addresses from its own blocks only; nothing is borrowed.',
  'spec/autoAllocateBlocks': 'Nodes claim blocks by themselves when they need one.',
  'spec/maxBlocksPerHost': 'Most blocks a node may have. 0: no limit of its own, and IPAM then stops at 20.',
} as const

export const field = {
  field: {
    any: {
      apiVersion: 'Group and version of the kind, as the cluster prints it.',
      kind: 'What the document describes. Kinds that the lab does not read are kept without effect.',
      metadata: 'What the resource is called, and what is attached to it.',
      'metadata/name': 'Name of the resource, unique in its kind.',
      'metadata/labels': 'Labels, which selectors choose by.',
      'metadata/annotations': 'Facts attached by tools.',
      'metadata/namespace': 'Namespace of the resource.',
      spec: 'What is wanted.',
      status: 'What is.',
    },
    Underlay: {
      spec: 'The network under the cluster, which no Kubernetes resource describes.',
      'spec/mtu': 'Largest packet every link carries, in bytes.',
      'spec/subnets': 'Networks of the machines. A node is in the subnet that contains its InternalIP.',
      'spec/subnets/name': 'Name of the subnet.',
      'spec/subnets/cidr': 'Network of the subnet, without host bits.',
      'spec/subnets/gateway': 'Default route of the hosts in it; left out: they have none.',
      'spec/subnets/down': 'A fault: its switch is off.',
      'spec/subnets/mtu': 'Largest packet its switch carries; what is larger is lost without a word.',
      'spec/routers': 'Routers between the subnets.',
      'spec/routers/name': 'Name of the router; no node may have it.',
      'spec/routers/interfaces': 'Its interfaces: eth0, eth1, … in this order.',
      'spec/routers/interfaces/subnet': 'Name of the subnet it is connected to.',
      'spec/routers/interfaces/address': address,
      'spec/routers/interfaces/link': link,
      'spec/routers/interfaces/mtu': 'MTU of the interface, if it is not the network’s.',
      ...netem('spec/routers/interfaces/netem'),
      ...routes('spec/routers/routes'),
      'spec/routers/bgp': 'Makes it speak BGP with the nodes whose BGPPeer names its address.',
      'spec/routers/bgp/asNumber': asNumber,
      'spec/routers/bgp/advertise':
        'none: it only learns. connected: it also announces its subnets and what it learned.',
      ...drops('spec/routers/drops'),
      'spec/routers/rpFilter': rpFilter,
      'spec/routers/down': 'A fault: the machine is off.',
      'spec/routers/icmpErrors': 'none: it never says why it drops something, as most clouds’ routers.',
      'spec/hosts': 'What a Node cannot say about its machine.',
      'spec/hosts/node': 'Name of the Node.',
      'spec/hosts/interface': 'Name of its uplink.',
      'spec/hosts/gatewayMetric': 'Metric of its default route.',
      ...routes('spec/hosts/routes'),
      'spec/hosts/missingDevices': 'A fault: devices that its kernel could not make.',
      'spec/hosts/bird': 'A fault if stopped: no BGP from this node.',
      'spec/hosts/rpFilter': rpFilter,
      'spec/hosts/down': 'A fault: the machine is off.',
      'spec/hosts/link': link,
      'spec/hosts/mtu': 'MTU of its uplink, if it is not the network’s.',
      ...netem('spec/hosts/netem'),
      'spec/cloud': 'Whose network it is: it carries what that one carries when nobody has configured anything.',
      'spec/sourceCheck':
        'The network lets a node send and be sent only what has its own address (AWS: source/destination check).',
      ...drops('spec/drops'),
      'spec/netemSeed': 'Seed of what cables do by chance: the same seed loses the same packets.',
    },
    Assertions: {
      spec: 'What is to hold: one line “from -> to” each, checked as you edit and by podpath check.',
      'spec/*': 'What is expected of a ping. <-> asks from either end.',
      'spec/*/reach': 'Whether it is to be answered.',
      'spec/*/encap': 'How the request is to be carried.',
      'spec/*/mtu': 'Largest packet that gets through unsplit, as 1480 or ">=1480".',
      'spec/*/ttl': 'TTL of the answer, as ping prints it.',
    },
    RoutingTable: {
      spec: 'What a node’s main table really was; the Drift tab compares it with the model.',
      'spec/node': 'Whose table it is.',
      'spec/tool': 'What printed it: route -n does not say who wrote a line.',
      'spec/lines': 'Its lines as ip route prints them.',
    },
    KubernetesNode: {
      'metadata/annotations': 'What Calico records about its node.',
      'metadata/annotations/IPv4Address':
        'Address that Calico uses, with the mask that decides what “same subnet” means to CrossSubnet.',
      'metadata/annotations/IPv4IPIPTunnelAddr': 'Address of tunl0, without a mask.',
      'metadata/annotations/IPv4VXLANTunnelAddr': 'Address of vxlan.calico, without a mask.',
      'metadata/annotations/VXLANTunnelMACAddr':
        'MAC of vxlan.calico, in place of the one derived from the node’s name.',
      'metadata/annotations/RouteReflectorClusterID': 'Makes the node a route reflector; written like an IPv4 address.',
      'metadata/annotations/ASNumber': 'AS number of this node, in place of the cluster’s.',
      'status/addresses': 'Addresses the machine has.',
      'status/addresses/type': 'The lab reads InternalIP.',
      'status/addresses/address': 'The address itself.',
    },
    CalicoNode: {
      'spec/addresses': 'Addresses the machine has.',
      'spec/addresses/type': 'The lab reads InternalIP.',
      'spec/addresses/address': 'The address itself.',
      'spec/bgp': 'What BGP needs to know of the node.',
      'spec/bgp/ipv4Address':
        'Address that Calico uses, with the mask that decides what “same subnet” means to CrossSubnet.',
      'spec/bgp/ipv4IPIPTunnelAddr': 'Address of tunl0, without a mask.',
      'spec/bgp/asNumber': 'AS number of this node, in place of the cluster’s.',
      'spec/bgp/routeReflectorClusterID': 'Makes the node a route reflector; written like an IPv4 address.',
      'spec/ipv4VXLANTunnelAddr': 'Address of vxlan.calico, without a mask.',
      'spec/vxlanTunnelMACAddr': 'MAC of vxlan.calico, in place of the one derived from the node’s name.',
    },
    Pod: {
      'metadata/annotations': 'What a pod asks of Calico’s IPAM when it is made.',
      'metadata/annotations/ipv4pools': 'Pools the address is to come from, by name or CIDR: a JSON list as text.',
      'metadata/annotations/ipAddrs': 'Address the pod asks for: a JSON list of one, as text.',
      'spec/nodeName': 'Node the pod runs on.',
      'spec/hostNetwork': 'The pod is in its node’s network: it has no address of its own.',
      'status/phase': 'Succeeded and Failed pods have no network any more.',
      'status/podIP': 'Address of the pod; left out: IPAM gives it one.',
      'status/podIPs': 'Its addresses, of both families.',
      'status/podIPs/ip': 'One of its addresses.',
    },
    IPPool: {
      spec: 'Addresses for pods, and how packets to them are carried.',
      'spec/cidr': 'Addresses of the pool. It can never change.',
      'spec/blockSize': 'Length of the blocks that nodes take from the pool, 20 to 32. It can never change.',
      'spec/ipipMode':
        'IP-in-IP: Always wraps what goes to another node, CrossSubnet only what goes to another subnet. Not together with vxlanMode.',
      'spec/vxlanMode':
        'VXLAN: Always wraps what goes to another node, CrossSubnet only what goes to another subnet. Not together with ipipMode.',
      'spec/natOutgoing': 'What pods send outside all pools leaves with their node’s address.',
      'spec/disabled': 'No new addresses are taken from the pool; routes stay.',
      'spec/disableBGPExport': 'BIRD does not tell others about the pool’s blocks.',
      'spec/nodeSelector': 'Nodes that may take addresses from the pool. It has no influence on routes.',
      'spec/allowedUses': 'What addresses are taken for.',
      'spec/assignmentMode': 'Manual: only pods that ask for the pool by name get addresses of it.',
      'spec/namespaceSelector': 'Namespaces whose pods may take addresses from the pool; empty: all.',
    },
    BGPConfiguration: {
      spec: 'BGP of the whole cluster; the one named default counts.',
      'spec/asNumber': 'AS number of every node that has none of its own.',
      'spec/nodeToNodeMeshEnabled': 'Every node peers with every other. Off: only BGPPeers make sessions.',
      'spec/programClusterRoutes': 'Which cluster routes BIRD programs; Felix programs the rest (v3.31 and later).',
      'spec/ipv4NormalRoutePriority': 'Metric of BIRD’s routes (v3.32 and later).',
      'spec/listenPort': 'TCP port the nodes’ BIRD listens on.',
    },
    BGPPeer: {
      spec: 'A BGP session beside the mesh. Neither node nor nodeSelector: of every node.',
      'spec/node': 'Node that has the session. Must be empty when nodeSelector is specified.',
      'spec/nodeSelector': 'Nodes that have the session. Must be empty when node is specified.',
      'spec/peerIP': 'Address of the other end. Must be empty when peerSelector is specified.',
      'spec/peerSelector': 'Calico nodes that are the other end; they peer back by themselves.',
      'spec/asNumber': 'AS number of the other end. Must be empty when peerSelector is specified.',
      'spec/nextHopMode': 'Next hop in what is announced: Self is the node, Keep the one it was learned with.',
      'spec/keepOriginalNextHop': 'The older spelling of nextHopMode Keep.',
      'spec/numAllowedLocalASNumbers': 'How often the own AS number may stand in a path that is learned.',
      'spec/filters': 'BGPFilters, in the order in which they are asked.',
    },
    BGPFilter: {
      spec: 'What a BGPPeer lets in and out before Calico’s own filter is asked (v3.26 and later).',
      ...filterRules('spec/importV4', 'Rules for IPv4 routes that come in.'),
      ...filterRules('spec/exportV4', 'Rules for IPv4 routes that go out.'),
    },
    FelixConfiguration: {
      spec: 'Felix of the whole cluster; the one named default counts.',
      'spec/ipipEnabled': 'Whether nodes have tunl0; left out: if any pool has ipipMode.',
      'spec/vxlanEnabled': 'Whether nodes have vxlan.calico; left out: if any pool has vxlanMode.',
      'spec/ipipMTU': 'MTU of tunl0. 0: the uplink’s less 20.',
      'spec/vxlanMTU': 'MTU of vxlan.calico. 0: the uplink’s less 50.',
      'spec/vxlanPort': 'UDP port of VXLAN.',
      'spec/vxlanVNI': 'VXLAN network identifier.',
      'spec/natOutgoingAddress': 'Address that natOutgoing puts in; left out: the leaving device’s.',
      'spec/natOutgoingExclusions': 'IPPoolsAndHostIPs: pods reach the cluster’s nodes with their own address.',
      'spec/externalNodesList': 'Addresses beside the nodes’ from which tunnels are let in.',
      'spec/programClusterRoutes': 'Which cluster routes Felix programs (v3.31 and later).',
      'spec/mtuIfacePattern': 'Regular expression: devices that count when a node’s MTU is looked for.',
      'spec/ipv4NormalRoutePriority': 'Metric of Felix’s routes to a node’s own pods (v3.32 and later).',
      'spec/deviceRouteProtocol': 'Protocol number of Felix’s routes, as ip route prints it.',
    },
    BlockAffinity: {
      spec: 'Which node a block of addresses belongs to.',
      'spec/cidr': 'The block.',
      'spec/node': 'Its owner.',
      'spec/state': 'Only confirmed blocks are announced.',
      'spec/deleted': 'Being given up.',
      'spec/type': 'host, for a node’s blocks.',
    },
    IPAMBlock: {
      spec: 'A block of addresses and who has them.',
      'spec/cidr': 'The block.',
      'spec/affinity': 'Its owner, as host:NODE.',
      'spec/allocations': 'For each address null, or the number of its entry in attributes.',
      'spec/attributes': 'Who has the addresses.',
      'spec/attributes/handle_id': 'Handle that gives the address back.',
      'spec/attributes/secondary': 'Node, namespace and pod, or the kind of tunnel.',
      'spec/unallocated': 'Free addresses, in the order in which they are handed out.',
      'spec/deleted': 'Being deleted.',
    },
    IPAMConfig: ipamConfig,
    WorkloadEndpoint: {
      spec: 'A pod’s interface, which Calico computes from the Pod.',
      'spec/node': 'Node the pod runs on.',
      'spec/pod': 'Name of the pod.',
      'spec/ipNetworks': 'Addresses of the pod, as /32.',
    },
    ClusterInformation: {
      spec: 'What the cluster runs.',
      'spec/calicoVersion': 'Release of Calico: it decides who programs routes, and what defaults hold.',
    },
  },
} as const
