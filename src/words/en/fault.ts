/** What is broken, as the name of it. */
export const fault = {
  fault: {
    'node-down': '{{node}} off',
    'router-down': '{{router}} off',
    'subnet-down': 'switch of {{subnet}} off',
    'node-cable': {
      down: 'cable of {{node}} out',
      'no-send': '{{node}}’s cable loses what it sends',
      'no-receive': '{{node}}’s cable loses what it is sent',
    },
    'router-cable': {
      down: 'cable of {{router}} to {{subnet}} out',
      'no-send': '{{router}}’s cable to {{subnet}} loses what it sends',
      'no-receive': '{{router}}’s cable to {{subnet}} loses what it is sent',
    },
    'stale-route': 'stale route to {{to}} by {{via}} on {{node}}',
    'node-netem': {
      delay: {
        send: '{{node}}’s cable takes {{amount}} ms for what it sends',
        receive: '{{node}}’s cable takes {{amount}} ms for what it is sent',
      },
      jitter: {
        send: '{{node}}’s cable takes up to {{amount}} ms more or less for what it sends',
        receive: '{{node}}’s cable takes up to {{amount}} ms more or less for what it is sent',
      },
      loss: {
        send: '{{node}}’s cable loses {{amount}} % of what it sends',
        receive: '{{node}}’s cable loses {{amount}} % of what it is sent',
      },
      duplicate: {
        send: '{{node}}’s cable repeats {{amount}} % of what it sends',
        receive: '{{node}}’s cable repeats {{amount}} % of what it is sent',
      },
    },
    'router-netem': {
      delay: {
        send: '{{router}}’s cable to {{subnet}} takes {{amount}} ms for what it sends',
        receive: '{{router}}’s cable to {{subnet}} takes {{amount}} ms for what it is sent',
      },
      jitter: {
        send: '{{router}}’s cable to {{subnet}} takes up to {{amount}} ms more or less for what it sends',
        receive: '{{router}}’s cable to {{subnet}} takes up to {{amount}} ms more or less for what it is sent',
      },
      loss: {
        send: '{{router}}’s cable to {{subnet}} loses {{amount}} % of what it sends',
        receive: '{{router}}’s cable to {{subnet}} loses {{amount}} % of what it is sent',
      },
      duplicate: {
        send: '{{router}}’s cable to {{subnet}} repeats {{amount}} % of what it sends',
        receive: '{{router}}’s cable to {{subnet}} repeats {{amount}} % of what it is sent',
      },
    },
    'bird-stopped': 'BIRD stopped on {{node}}',
    'missing-device': 'no {{device}} on {{node}}',
    'strict-rp-filter': 'strict rp_filter on {{node}}',
    'wrong-mask': '{{node}} recorded as /{{length}}',
    'wrong-address': '{{node}} recorded as {{address}}',
    'duplicate-affinity': 'block {{cidr}} also {{node}}’s',
    'bgp-session-down': 'BGP between {{node}} and {{peer}} lost',
    dropped: {
      network: '{{what}} dropped by the network',
      router: '{{what}} dropped by {{router}}',
    },
    'source-check': 'source/destination check',
    'switch-mtu': 'switch of {{subnet}} loses what is over {{mtuBytes}} bytes',
    'router-mtu': 'MTU {{mtuBytes}} at {{router}} to {{subnet}}',
    'node-mtu': 'MTU {{mtuBytes}} at {{node}}',
    'silent-router': '{{router}} sends no ICMP errors',
    what: { ipip: 'protocol 4', vxlan: 'VXLAN’s UDP', bgp: 'BGP’s TCP', icmp: 'ICMP' },
    cloud: {
      'bare-metal': 'bare metal',
      aws: 'AWS',
      gcp: 'Google Cloud',
      azure: 'Azure',
      openstack: 'OpenStack',
    },
  },
} as const
