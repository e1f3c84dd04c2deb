/** What the doctor says: of each finding what is wrong and why it matters, its evidence, and what the fix does. */
export const doctor = {
  doctor: {
    healthy: 'Nothing is wrong with this lab.',
    severity: { error: 'error', warning: 'warning', notice: 'notice' },
    shellLine: 'In the cluster: {{line}}',
    because: 'because',
    asked: 'Asked before: {{url}}',
    fixLine: 'Fix: {{fix}}',
    how: {
      down: 'it is out',
      'no-send': 'what it sends is lost',
      'no-receive': 'what it is sent is lost',
      'delay-send': 'is slow with what it sends',
      'delay-receive': 'is slow with what it is sent',
      'jitter-send': 'is now slower, now quicker with what it sends',
      'jitter-receive': 'is now slower, now quicker with what it is sent',
      'loss-send': 'loses some of what it sends',
      'loss-receive': 'loses some of what it is sent',
      'duplicate-send': 'repeats some of what it sends',
      'duplicate-receive': 'repeats some of what it is sent',
    },
    finding: {
      'unknown-blocks': {
        title: '{{router}} does not know the pods’ blocks',
        reason:
          'Pool {{pool}} sends pods’ packets as they are, from subnet to subnet too, and {{router}} has no route for {{block}}: it drops them, and its ICMP error finds no way back to a pod either.',
      },
      'unequal-masks': {
        title: 'Recorded as /{{length}} in a subnet that is {{cidr}}: {{nodes}}',
        reason:
          'Calico asks the mask it has recorded, not the interface’s, whether another node is in the same subnet. The two ends of a pair can answer differently, and the tunnel then goes one way only.',
      },
      'host-mask': {
        title: 'Recorded without a network (/32): {{nodes}}',
        reason:
          'With a /32 every other node counts as another subnet: CrossSubnet wraps what these nodes send even to neighbours, which answer plain.',
      },
      'wrong-node-address': {
        title: '{{node}} is recorded with {{address}}, but has {{real}}',
        reason:
          'Calico has found another address than the one the machine is reached at. Peers connect to it, tunnels are addressed to it, and nobody is there.',
      },
      'duplicate-affinity': {
        title: 'Block {{cidr}} belongs to {{owner}} and to {{node}}',
        reason:
          'Both announce it, so the others have two ways to one block: some of the packets, or all, go to the node that does not have the pod.',
      },
      'blocks-overlap': {
        title: 'Block {{block}} of {{node}} lies inside {{outer}} of {{owner}}',
        reason: 'The longer prefix wins in every table: what is meant for pods of {{owner}} goes to {{node}}.',
      },
      'pool-over-subnet': {
        title: 'Pool {{pool}} overlaps subnet {{subnet}}',
        reason:
          'The pool {{cidr}} holds addresses of {{network}}. Routes to blocks can hide machines, and next hops resolve through pod routes, which BIRD writes as unreachable.',
      },
      'subnets-overlap': {
        title: 'Subnet {{subnet}} ({{cidr}}) has subnet {{inner}} ({{network}}) inside it',
        reason:
          'Machines of {{subnet}} take every address of {{inner}} to be on their own link and ask for it there by ARP, where nobody answers; the router is never asked. With CrossSubnet they also take those nodes to be in their subnet, and wrap nothing.',
      },
      'pools-overlap': {
        title: 'Pool {{pool}} overlaps pool {{other}}',
        reason:
          'calicoctl refuses to make such pools, but whoever writes the CRDs themselves is not asked. {{cidr}} lies in {{network}}: of an address in both it is a matter of who looks which pool’s modes hold.',
      },
      'block-without-pool': {
        title: 'In no pool: {{cidr}}',
        reason:
          'A pool was deleted from under its blocks. Nobody programs routes for what is in no pool: other nodes do not reach the pods there.',
      },
      'routes-by-both': {
        title: 'BIRD and Felix both program the {{kind}} routes',
        reason:
          'They overwrite each other’s lines again and again, for pools {{pools}}. Calico neither detects nor prevents it.',
      },
      'routes-by-nobody': {
        title: 'Nobody programs the {{kind}} routes',
        reason: 'Neither BIRD nor Felix is told to, so no node has a line for the blocks of {{pools}}.',
      },
      'tunnel-mtu': {
        title: '{{tunnel}} MTU {{mtu}} is too large for {{node}}',
        reason:
          '{{mtu}} bytes and {{overhead}} of the outer header are {{size}}, and the NIC of {{node}} takes {{nic}}. Small pings pass; large packets are fragmented or lost.',
      },
      'switch-mtu': {
        title: 'The switch of {{subnet}} loses what is over {{mtuBytes}} bytes',
        reason: 'A black hole: small pings pass, large transfers hang, and nobody is told, as a switch sends no ICMP.',
      },
      'router-mtu': {
        title: '{{router}} takes {{mtuBytes}} bytes toward {{subnet}}',
        reason:
          'Less than the nodes believe. Of a tunnel’s packet the router tells the node, not the pod: the first large packet of each connection is lost, and all of them if its ICMP is filtered.',
      },
      'node-mtu': {
        title: 'The NIC of {{node}} takes {{mtuBytes}} bytes',
        reason: 'Less than the others believe: what they send whole does not fit what {{node}} answers with.',
      },
      'silent-router': {
        title: '{{router}} sends no ICMP errors',
        reason:
          'Whoever sends too much, or to nowhere, through it is not told: path MTU discovery ends in a black hole.',
      },
      'ipip-dropped': {
        title: '{{by}} drops IP protocol 4',
        reason:
          'That is IPIP: every wrapped packet is lost there, without a word, while BGP is up and all routes look right.',
      },
      'vxlan-dropped': {
        title: '{{by}} drops UDP port {{port}}',
        reason: 'That is VXLAN: every wrapped packet is lost there, while routes, neighbours and FDB look right.',
      },
      'bgp-dropped': {
        title: '{{by}} drops TCP port {{port}}',
        reason:
          'That is BGP: the sessions through it go down, and nodes lose what those beyond it announce, as far as BIRD programs it.',
      },
      filtered: {
        title: '{{by}} drops {{packets}}',
        reason:
          'A filter for the packets of some. In a tunnel the outer addresses are the nodes’, and BGP is TCP between them: what was meant for one thing can cost another.',
      },
      'icmp-dropped': {
        title: '{{by}} drops ICMP',
        reason: 'Pings through it are lost, and so is “fragmentation needed”: large packets vanish without a word.',
      },
      'source-check': {
        title: 'The network checks source and destination',
        reason:
          'It lets a machine send only from its own address. Packets that pods send as they are are lost; those in a tunnel, between nodes’ addresses, pass.',
      },
      'subnets-apart': {
        title: '{{router}} does not know the way to {{subnet}}',
        reason:
          'Nodes of different subnets do not reach each other, so neither BGP nor a tunnel gets through: {{from}} cannot reach {{node}}.',
      },
      'unreachable-blocks': {
        title: '{{node}} has {{block}} as unreachable',
        reason:
          'BIRD has the route, but finds no way to its next hop {{nextHop}}: it follows none that it knows by BGP only, and writes “unreachable”.',
      },
      'nat-outgoing-off': {
        title: 'Pods of {{pool}} cannot reach the outside',
        reason:
          'natOutgoing is off, so they go out as {{address}}, and {{router}} has no way back to it: answers from there never come.',
      },
      'pool-disabled': {
        title_one: 'Pool {{pool}} is disabled, with a pod in it',
        title_other: 'Pool {{pool}} is disabled, with {{count}} pods in it',
        reason:
          'They go on, but a pod that is made anew gets no address of it, and nodes may lose their tunnel addresses.',
      },
      'no-tunnel-address': {
        title: 'No address for {{device}}: {{nodes}}',
        reason:
          'Felix does not make the device without one: these nodes wrap nothing, and the others know no VTEP there to wrap for.',
      },
      'tunnel-address-twice': {
        title: '{{node}} and {{other}} both have {{address}}',
        reason:
          'What {{node}} sends through {{device}} has that source, and the answer goes to whoever the block belongs to.',
      },
      'no-peers': {
        title: 'No BGP peers: {{nodes}}',
        reason:
          'There BIRD has nobody to learn blocks from or to tell its own: pods reach those of their own node, and no others.',
      },
      'export-disabled': {
        title: 'Pool {{pool}} is not announced',
        reason:
          'disableBGPExport keeps its blocks at home, and BGP is what would bring them to others: {{node}} has no route to {{block}} of {{owner}}.',
      },
      'no-default-route': {
        title: 'No default route: {{nodes}}',
        reason:
          'Pods have 169.254.1.1 as their gateway, and the node answers ARP for it only if it has a way there by another device. Without one its pods are cut off, from each other too.',
      },
      'node-down': { title: '{{node}} is off', reason: 'Its pods are gone, and so are its routes at the others.' },
      'router-down': { title: '{{router}} is off', reason: 'Nothing goes from one of its subnets to another.' },
      'subnet-down': {
        title: 'The switch of subnet {{subnet}} is off',
        reason: 'Its machines reach nobody: ARP goes unanswered.',
      },
      'node-cable': {
        title: 'The cable of {{node}}: {{how}}',
        reason: 'What goes by it is lost, BGP’s sessions with it, and no machine is told.',
      },
      'router-cable': {
        title: 'The cable of {{router}} to {{subnet}}: {{how}}',
        reason: 'What goes between {{subnet}} and the other subnets by it is lost.',
      },
      'node-netem': {
        title: 'The cable of {{node}} {{how}}: {{amount}} {{unit}}',
        reason:
          'As tc’s netem would: pings show it in their times, in what is lost, or with (DUP!). No machine is told.',
      },
      'router-netem': {
        title: 'The cable of {{router}} to {{subnet}} {{how}}: {{amount}} {{unit}}',
        reason:
          'As tc’s netem would: pings show it in their times, in what is lost, or with (DUP!). No machine is told.',
      },
      'restless-sessions': {
        title: 'BGP between {{speaker}} and {{peer}} comes and goes',
        reason:
          'The routes that it brings take away the way to {{address}} by which it is spoken. Its hold timer expires, the routes go, it comes up again. The lab shows the network while it is up; for pings by those routes both are true in turn.',
      },
      'stale-route': {
        title: '{{node}} has a route to {{to}} by {{via}}, which does not have that block',
        reason:
          'Left by hand or by an earlier daemon: being the longer prefix, or first, it wins over what Calico programs, and packets for those pods go to a node that has none of them: it sends them on, or loses them.',
      },
      'bird-stopped': {
        title: 'BIRD is stopped on {{node}}',
        reason:
          '{{node}} announces nothing and learns nothing: the others lose its blocks, and it loses theirs, as far as BIRD programs them.',
      },
      'bgp-session-down': {
        title: 'No BGP between {{node}} and {{peer}}',
        reason:
          'The network loses their TCP: each loses what the other announces, as far as BIRD programs it. All others go on.',
      },
      'missing-device': {
        title: '{{node}} has no {{device}}',
        reason:
          'Nothing is wrapped there and nothing unwrapped: BIRD quietly writes plain routes instead, and tunnels that end here are answered with “port unreachable”.',
      },
      'strict-rp-filter': {
        title: 'rp_filter is strict on {{node}}',
        reason: 'A packet that comes by another device than the way back would take is dropped without a word.',
      },
      'lost-pods': {
        title: '{{from}} does not reach {{to}}',
        reason:
          'It is lost at {{at}}, and nothing else that the doctor finds explains it. The steps of that ping, or podpath matrix, say why.',
      },
    },
    evidence: {
      'router-without': '{{router}} has no route for {{block}}, which {{owner}} has.',
      'plain-to-router': '{{from}} sends packets for {{block}} to {{router}} as the pods made them.',
      holds: '{{node}} takes {{network}} for its own network; that holds {{other}}’s {{address}}: plain.',
      'holds-not':
        '{{node}} takes {{network}} for its own network; that does not hold {{other}}’s {{address}}: wrapped.',
      'no-cross-subnet': 'No pool is in mode CrossSubnet, so nobody asks the mask now.',
      'bird-programs': 'BIRD programs routes of a pool here, so blocks travel by BGP alone.',
      'felix-programs': 'Felix programs all routes here, from the datastore: packets go on.',
      'pmtu-needs-icmp': 'Path MTU discovery needs ICMP “fragmentation needed” (RFC 1191).',
      'tunnel-unused': 'No pool uses {{tunnel}} now.',
      'pool-mode': 'Pool {{pool}} has {{field}} {{mode}}.',
      'all-wrapped': 'Every pair of nodes sends through a tunnel, between addresses of their own.',
      'sends-plain': '{{from}} sends packets of {{pool}} to pods on {{to}} as they are.',
      'device-needed': 'A pool’s packets go through {{device}}.',
      'device-unneeded': 'No pool’s packets go through {{device}} now.',
      'peers-use-recorded': 'The others peer with {{address}} and address tunnels to it; {{node}} does not have it.',
      'others-believe': 'The underlay’s MTU is {{mtu}}, and this carries {{mtuBytes}}.',
      'asymmetric-is-lost': 'Any pair that {{node}} answers by another device than it is asked by is lost.',
      joins: '{{router}} joins {{subnets}}.',
      'router-lacks': '{{router}} has no route to {{to}} ({{subnet}}).',
      unresolved: '{{node}} knows the way to {{nextHop}} by BGP itself, or not at all.',
      'pods-behind_one': '{{count}} pod is behind it.',
      'pods-behind_other': '{{count}} pods are behind it.',
      setting: '{{resource}} default has {{field}}: {{value}}.',
      'mesh-off': 'The node-to-node mesh is off, and no BGPPeer names them.',
      'reflector-alone':
        '{{node}} has a route reflector’s cluster id, which takes it out of the mesh, and no BGPPeer names it.',
      'block-missing': '{{node}} has no line for {{block}} of {{owner}}.',
      'proxy-arp-needs-default': '{{node}} has no default route, so it does not answer for 169.254.1.1.',
      'session-restless': '{{speaker}} loses its way to {{peer}} ({{address}}) once the session is up.',
      'asked-on-link': 'Nodes in {{inner}} that machines of {{subnet}} look for on their own link: {{count}}.',
      'block-is-of': 'Block {{block}} is {{owner}}’s.',
      overlap: '{{cidr}} and {{network}} have addresses in common.',
      'longer-wins': '{{block}} is the longer prefix of the two, so it wins against {{outer}}.',
      'mtu-sum': '{{mtu}} + {{overhead}} = {{size}} > {{nic}}.',
      'both-have': '{{address}} is on {{device}} of {{node}}, and {{other}} has it too.',
      'pods-of-pool_one': '{{count}} pod has an address of {{pool}}.',
      'pods-of-pool_other': '{{count}} pods have addresses of {{pool}}.',
      'tunnels-bare': 'Without a tunnel address: {{nodes}}.',
      unexplained_one: '{{count}} of {{all}} pings between pods is lost.',
      unexplained_other: '{{count}} of {{all}} pings between pods are lost.',
      'lost-to-filter': 'The ping from {{from}} to {{to}} ends at this filter.',
      'no-pod-filtered': 'No ping between pods ends at this filter.',
      'no-address-of-disabled': 'Pool {{pool}} is disabled, so that it gives no address.',
      'stray-pods_one': '{{count}} pod has an address there.',
      'stray-pods_other': '{{count}} pods have addresses there.',
      'routes-need-pool': 'Felix and BIRD both ask the pool how a block is reached; without one there is no route.',
      'fix-restores_one': 'Tried: with the fix {{count}} more pair of pods reaches each other.',
      'fix-restores_other': 'Tried: with the fix {{count}} more pairs of pods reach each other.',
      'fix-waits_one':
        'Tried: what would put it right loses {{count}} pair of pods that gets through now. First the rest, then this.',
      'fix-waits_other':
        'Tried: what would put it right loses {{count}} pairs of pods that get through now. First the rest, then this.',
      'no-way-back': '{{router}} has no route for {{address}} of {{pod}}.',
    },
    fix: {
      'unknown-blocks': '{{field}} of {{pool}} to CrossSubnet',
      'subnets-apart': 'a route to {{to}} via {{via}} on {{router}}, and what else is missing',
      'unreachable-blocks': 'let {{routers}} not announce subnets',
      'unreachable-blocks-wrapped': 'let {{routers}} not announce subnets, and wrap between subnets (IPIP CrossSubnet)',
      'unequal-masks': 'the subnet’s mask, /{{length}}, for {{nodes}}',
      'wrong-node-address': 'the machine’s own address for {{node}}',
      'duplicate-affinity': 'take the second affinity out',
      'blocks-overlap': 'take {{block}} from {{node}}',
      'pool-over-subnet': 'a pool {{cidr}} in place of {{pool}}, and its pods made anew',
      'route-owners': 'take the two settings out: the release’s defaults agree',
      'mesh-on': 'turn the node-to-node mesh on',
      'mesh-member': 'take the cluster id from {{node}}, so that it is in the mesh',
      'export-disabled': 'announce {{pool}}',
      'no-default-route': '{{gateway}} as the gateway of {{subnet}}',
      'subnets-overlap': 'make {{subnet}} {{cidr}}, with the masks of its machines',
      'pools-overlap': 'delete pool {{pool}}, which no pod has an address of',
      'pool-restored': 'a pool {{cidr}}, with the modes of the other pools',
      'blocks-released': 'take {{blocks}} from their nodes',
      filtered: 'let {{packets}} through',
      'no-tunnel-address': 'start calico-node anew, which gets an address for {{nodes}}',
      'gateway-of-nobody': '{{gateway}} as the gateway of {{subnet}}: nobody need have that address',
      'tunnel-mtu': '{{field}} as Felix finds it ({{mtu}})',
      'tunnel-address-twice': '{{address}} for {{node}}',
      'pool-disabled': 'enable {{pool}}',
      'nat-outgoing-off': 'natOutgoing on for {{pool}}',
      'switch-mtu': 'a switch that carries the underlay’s MTU',
      'router-mtu': 'the underlay’s MTU at the router',
      'node-mtu': 'the underlay’s MTU at {{node}}',
      'silent-router': 'let the router send ICMP errors',
      'ipip-dropped': 'let protocol 4 through',
      'vxlan-dropped': 'let VXLAN’s UDP through',
      'bgp-dropped': 'let BGP’s TCP through',
      'icmp-dropped': 'let ICMP through',
      'source-check': 'turn the check off',
      'node-down': 'switch {{node}} on',
      'router-down': 'switch the router on',
      'subnet-down': 'switch the switch on',
      'node-cable': 'a sound cable for {{node}}',
      'router-cable': 'a sound cable',
      'node-netem': 'a sound cable for {{node}}, in this',
      'router-netem': 'a sound cable, in this',
      'restless-learns-only': 'let {{router}} tell of no network of its own',
      'restless-without-peer': 'delete BGPPeer {{peer}}',
      'stale-route': 'take the route out on {{node}}',
      'bird-stopped': 'start BIRD on {{node}}',
      'bgp-session-down': 'let their TCP through',
      'missing-device': 'make the device on {{node}}',
      'strict-rp-filter': 'rp_filter off on {{node}}',
    },
  },
} as const
