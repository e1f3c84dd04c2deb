/** What the lab itself says amid the output of a command, on a line that starts with `podpath:`. */
export const terminal = {
  terminal: {
    'ping-stops': 'ping would go on until Ctrl-C; the lab stops it after {{count}} packets. Say how many with -c.',
    'option-not-modelled': '{{command}}: the lab does not model {{option}}.',
    'command-not-modelled': 'the lab does not model {{command}}.',
    'shell-not-modelled': 'the lab runs plain commands and pipes; it does not model {{what}} on a command line.',
    'no-network-here':
      "{{command}}: the workstation is not in the cluster's network. Run it on a node, a router or a pod.",
    'not-installed-here': '{{command}} is installed on the nodes and on the workstation.',
    'too-much': '{{command}}: more than the lab does for one line; it stops here.',
  },
} as const
