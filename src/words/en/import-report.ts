/** What came of an import; `Drift` of real routing tables against the model's. */
export const importReport = {
  importReport: {
    title: {
      read: 'Read',
      kept: 'Kept without effect',
      leftOut: 'Left out',
      inferred: 'Inferred',
      heed: 'To be heeded',
      missing: 'Not in these files',
      drift: 'Real routes against the model',
    },
    kind: '{{count}} × {{kind}}',
    tables: 'Routing tables: {{count}}.',
    file: '{{file}}',
    podsPassedOver:
      'Pods without an address of their own (host network, finished, on no node yet), passed over: {{count}}.',
    repeated: 'Printed more than once, and taken once: {{count}}.',
    more: '… and {{count}} more of these.',
    part: {
      nodes: 'The nodes.',
      pools: 'The pools.',
      pods: 'The pods: without them there is nobody to ping.',
      blocks: 'Who owns which block: it is inferred from the addresses in use.',
      release: 'The release of Calico: the rules before v3.31 are taken.',
      bgp: 'The BGP configuration: Calico’s defaults are taken, a full mesh.',
      peers: 'The BGP peers: none are taken.',
      filters: 'The filters that the peers name: none are taken.',
      felix: 'Felix’s configuration: Calico’s defaults are taken.',
      routes: 'The nodes’ own routing tables, to compare with the model.',
    },
  },
  drift: {
    same: '{{host}}: all {{same}} as in the model.',
    host: '{{host}}: {{same}} as in the model, {{different}} not.',
    hostNone: '{{host}}: none as in the model, {{different}} not.',
    foreign: 'The host’s own, and nothing to do with the cluster: {{count}} more.',
    missing: 'missing: {{model}}',
    stale: 'not in the model: {{actual}}',
    'wrong-type': '{{actual}}, in the model {{model}}',
    'wrong-device': 'other device: {{actual}}, in the model {{model}}',
    'wrong-next-hop': 'other next hop: {{actual}}, in the model {{model}}',
    'wrong-owner': 'other owner: {{actual}}, in the model {{model}}',
    'wrong-metric': 'other metric: {{actual}}, in the model {{model}}',
    cause: {
      'bird-down':
        'No route that BIRD would write is there: BIRD does not run on {{host}}, or has no session. Look at calicoctl node status there.',
      'felix-down':
        'What Felix writes is not there: Felix does not run on {{host}}, or cannot. Look at the log of calico-node.',
      'session-down':
        'Of {{node}} nothing is there: {{host}} has no BGP session with it. TCP port 179 between them, or BIRD on {{node}}, is the likely cause.',
      'own-block':
        '{{host}} does not hold its own block {{block}} together: BIRD there does not know that the block is its own, or does not run.',
      'no-tunnel-device':
        'Nothing on {{host}} leaves by {{device}}, though {{pool}} wants it: without that device BIRD quietly writes plain routes. Look at ip -d link show {{device}}.',
      'other-mode': '{{pool}} had another mode when {{host}} wrote this, or the mode changed after the export.',
      'mode-of-one':
        'Others of {{pool}} leave as the model has it: {{host}} takes this one to be in its own subnet. Look at the masks in the nodes’ IPv4Address.',
      'other-owner':
        'Written by {{actual}}, in the model by {{model}}: the release or programClusterRoutes is another than in the export.',
      'stale-block':
        'No node owns {{block}}: a route that stayed when the block was given back, or its affinity is not in the export.',
      'moved-block': '{{block}} leads to {{node}}: it changed hands, or two nodes hold it.',
      'stale-pod':
        'No block has {{address}} in use: the pod is gone and its route stayed, or it is newer than the export.',
      'pod-not-in-file':
        '{{address}} is in use by its block, but the pod is not in the export. Export all namespaces (-A).',
      'pod-not-plugged-in': '{{pod}} has no interface here: its CNI set-up failed, or it moved after the export.',
      borrowed: '{{address}} has a route of its own: borrowed from another node’s block, or announced singly.',
      'other-next-hop': '{{gateway}} is no node of the cluster: a router in between, or BGP with next hop self.',
      underlay: 'This is the network under the cluster: describe it in the Underlay as {{host}} has it.',
      unknown: 'No known cause fits.',
    },
  },
} as const
