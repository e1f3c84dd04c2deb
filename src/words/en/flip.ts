/** What would turn a ping's outcome over. */
export const flip = {
  flip: {
    mode: '{{field}} of {{pool}} to {{mode}}',
    'mesh-on': 'BGP mesh on',
    'mesh-off': 'BGP mesh off',
    'nat-on': 'natOutgoing on for {{pool}}',
    'nat-off': 'natOutgoing off for {{pool}}',
    mask: '{{node}} recorded with a mask of /{{length}}',
    'static-route': 'routes to {{blocks}} on {{router}}',
    'bgp-peer': 'BGP between {{router}} (AS {{asNumber}}) and the nodes, so that it learns the blocks',
    'move-node': '{{node}} into subnet {{subnet}}',
    titleLost: 'What would deliver it',
    titleAnswered: 'What would change it',
    list: 'Changes that turn the ping over',
    searching: 'Trying what would…',
    none: 'No single change that was tried makes a difference.',
    thereupon: 'Then: {{outcome}}',
    outcome: {
      lost: 'lost at {{at}}: {{reason}}',
      local: 'answered on the same node, ttl {{ttl}}',
      direct: 'answered plain, ttl {{ttl}}',
      ipip: 'answered through tunl0, ttl {{ttl}}',
      vxlan: 'answered through vxlan.calico, ttl {{ttl}}',
      asymmetric: 'answered, {{there}} there and {{back}} back, ttl {{ttl}}',
    },
    carriage: { local: 'local', direct: 'plain', ipip: 'by IPIP', vxlan: 'by VXLAN' },
  },
} as const
