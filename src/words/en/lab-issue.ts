/** What is wrong between resources, or within the network under them; by code, as in `issue.ts`. */
export const labIssues = {
  'no-underlay': {
    message: 'There is no Underlay, and no node to infer one from.',
    hint: 'Add the cluster’s Nodes, or a podpath.dev/v1 Underlay with subnets and routers.',
  },
  'no-node': {
    message: 'There is no Node.',
    hint: 'Add what kubectl get nodes -o yaml prints.',
  },
  'no-pool': {
    message: 'There is no IPPool, so pods have no addresses to come from.',
    hint: 'Add what calicoctl get ippools -o yaml prints.',
  },
  'several-underlays': {
    message: 'Underlay {{name}} is a second one; a lab has one.',
    hint: 'Move its subnets, routers and hosts into the first, and take it out.',
  },
  'underlay-repeated': {
    message: 'Underlay {{name}}: {{list}} has {{value}} twice.',
    hint: 'Give each its own name, or keep one.',
  },
  'subnets-overlap': {
    message: 'Subnet {{subnet}} ({{value}}) overlaps subnet {{other}} ({{otherCidr}}).',
    hint: 'Change the cidr of one of them. One inside the other is opened so; the doctor says what it costs.',
  },
  'gateway-outside': {
    message: 'Subnet {{subnet}}: the gateway {{value}} is not in {{cidr}}.',
    hint: 'Write an address of the subnet, or leave the gateway out: then its hosts have no default route.',
  },
  'router-subnet-missing': {
    message: 'Router {{router}} has an interface in subnet {{subnet}}, which does not exist.',
    hint: 'Add the subnet to the Underlay, or correct its name.',
  },
  'router-address-outside': {
    message: 'Router {{router}} has {{value}} in subnet {{subnet}}, which is {{cidr}}.',
    hint: 'Write an address of that subnet, or name the subnet that contains {{value}}.',
  },
  'via-not-connected': {
    message: '{{host}} has a route to {{to}} via {{value}}, which is on none of its networks.',
    hint: 'Linux refuses such a route, so it is left out. Write a next hop that the host reaches directly.',
  },
  'router-named-as-node': {
    message: 'Router {{value}} has the name of a node.',
    hint: 'Rename the router: both are hosts, and a name has to tell them apart.',
  },
  'host-without-node': {
    message: 'The Underlay describes host {{value}}, but there is no such Node.',
    hint: 'Add the Node, or take the host out of spec.hosts.',
  },
  'node-outside-subnets': {
    message: 'Node {{node}} has {{value}}, which is in no subnet.',
    hint: 'Add a subnet that contains it to the Underlay, or change the node’s address.',
  },
  'node-reserved-address': {
    message: 'Node {{node}} has {{value}}, which is the network or broadcast address of subnet {{subnet}} ({{cidr}}).',
    hint: 'Give the node a host address of the subnet.',
  },
  'address-repeated': {
    message: '{{owner}} and {{other}} both have {{value}}.',
    hint: 'Change the address of one of them.',
  },
  'pools-overlap': {
    message: 'IPPool({{pool}}) CIDR {{value}} overlaps with IPPool({{other}}) CIDR {{otherCidr}}.',
    hint: 'calicoctl refuses to make such pools, written as CRDs they stand. Change the cidr of one of them.',
  },
  'pool-blocks-size': {
    message:
      'IPPool {{pool}}: blockSize {{blockSize}} conflicts with existing allocations that use a different blockSize, such as {{block}} of {{node}}.',
    hint: 'Calico lets a pool’s blockSize never change. Put it back, or make a new pool and move the pods there.',
  },
  'pool-overlaps-subnet': {
    message: 'IPPool {{pool}} ({{value}}) contains addresses of subnet {{subnet}} ({{cidr}}).',
    hint: 'Calico allows it, but routes to pods then hide the nodes. Use a cidr apart from the machines’ networks.',
  },
  'pod-on-missing-node': {
    message: 'Pod {{pod}} is on node {{value}}, which does not exist.',
    hint: 'Add the Node, or correct the pod’s spec.nodeName.',
  },
  'pod-without-address': {
    message: 'Pod {{pod}} has no address.',
    hint: 'Add status.podIP.',
  },
  'pod-outside-pools': {
    message: 'Pod {{pod}} has {{value}}, which is in no IPPool.',
    hint: 'Nobody announces a route to it. Add the pool it came from, or make the pod anew.',
  },
  'affinity-of-missing-node': {
    message: 'BlockAffinity {{name}} is of node {{value}}, which does not exist.',
    hint: 'Add the Node, or take the affinity out: nobody announces its block.',
  },
  'affinity-outside-pools': {
    message: 'BlockAffinity {{name}}: {{value}} is in no IPPool.',
    hint: 'Add the pool it came from; without it BIRD does not announce the block.',
  },
  'affinity-repeated': {
    message: 'Block {{value}} is confirmed for {{node}} and for {{other}}.',
    hint: 'About half of the packets go the wrong way. Take one of the two BlockAffinities out.',
  },
  'cluster-routes-twice-ipip': {
    message: 'Felix and BIRD both program the IPIP routes of {{pools}}, and get in each other’s way.',
    hint: 'Leave IPIP to one of them, by programClusterRoutes of the FelixConfiguration or (from v3.32 on) of the BGPConfiguration.',
  },
  'cluster-routes-twice-no-encap': {
    message: 'Felix and BIRD both program the unencapsulated routes of {{pools}}, and get in each other’s way.',
    hint: 'Leave these routes to one of them, by programClusterRoutes of the FelixConfiguration or of the BGPConfiguration.',
  },
  'cluster-routes-nobody-ipip': {
    message: 'Neither Felix nor BIRD programs the IPIP routes of {{pools}}: no node has a way to another’s pods.',
    hint: 'Turn IPIP on in programClusterRoutes of the FelixConfiguration or of the BGPConfiguration.',
  },
  'cluster-routes-nobody-no-encap': {
    message:
      'Neither Felix nor BIRD programs the unencapsulated routes of {{pools}}: no node has a way to another’s pods.',
    hint: 'Turn them on in programClusterRoutes of the FelixConfiguration or of the BGPConfiguration.',
  },
  'bird-ipip-deprecated': {
    message: 'BIRD programs the IPIP routes of {{pools}}, which is deprecated as of Calico v3.33.',
    hint: 'v3.35 is to do without. Leave programClusterRoutes out of both configurations, and Felix does it.',
  },
  'setting-unknown': {
    message: '{{kind}} {{name}}: {{path}} {{value}} is nothing that Calico {{version}} knows, so it has no effect.',
    hint: 'FelixConfiguration has the field since v3.31, BGPConfiguration since v3.32; both know four values since v3.33.',
  },
  'peer-filter-missing': {
    message: '{{kind}} {{name}} names the BGPFilter {{value}}, which is not in the file.',
    hint: 'The lab lets everything pass there that Calico’s own filter lets pass.',
  },
  'peer-of-missing-node': {
    message: 'BGPPeer {{name}} is for node {{value}}, which does not exist.',
    hint: 'Correct spec.node; until then the peer has no effect.',
  },
} as const
