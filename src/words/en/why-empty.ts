/** Why a capture shows nothing: in the captures panel, and behind an empty tcpdump. */
export const whyEmpty = {
  whyEmpty: {
    'nothing-sent': 'Nothing has been sent while it listened.',
    'bad-filter': 'The filter cannot be read here.',
    'no-such-device': '{{host}} has no device {{link}}.',
    'other-device': 'Nothing passed {{link}} of {{host}}: the packets went by {{devices}}.',
    'other-host': 'Nothing that was sent came to {{host}}: it went by {{hosts}}.',
    nowhere: 'What was sent did not even leave its host.',
    filter: '{{count}} frames passed, and none is all that the filter asks for.',
    hidden: {
      ipip: '“{{part}}” looks at the outer header, and that says protocol 4: the packets pass here wrapped by tunl0, and what is asked for is inside.',
      vxlan:
        '“{{part}}” looks at the outer header, and that says UDP port 4789: the packets pass here inside VXLAN, and what is asked for is further in.',
    },
    bare: '“{{part}}” asks for a tunnel’s header, and the packets pass here without one: nothing wraps them.',
    bareHere: '“{{part}}” asks for a tunnel’s header, and here the packets have none: they are wrapped elsewhere.',
    'other-tunnel': {
      ipip: '“{{part}}” asks for VXLAN, and the packets pass here wrapped in IPIP, protocol 4.',
      vxlan: '“{{part}}” asks for IPIP, and the packets pass here in VXLAN, UDP port 4789.',
    },
    'none-such': 'None of the {{count}} frames that passed is “{{part}}”.',
    tryFilter: 'This filter would have shown {{count}}: {{filter}}',
    tryNoFilter: 'Without a filter it would have shown {{count}}.',
    tryTap: 'On {{link}} of {{host}} it would have shown {{count}}.',
    tryTapBare: 'On {{link}} of {{host}}, without a filter, it would have shown {{count}}.',
  },
} as const
