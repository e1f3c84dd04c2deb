/** What the lab itself says amid the output of a command, on a line that starts with `podpath:`. */
export const terminal = {
  terminal: {
    'ping-stops': 'ping would go on until Ctrl-C; the lab stops it after {{count}} packets. Say how many with -c.',
    'bgp-restless':
      'This table is of a moment when all are up. The session with {{peers}} comes and goes: the routes it brings take away its own way.',
    'ping-not-known':
      'how this ends is not known: {{policies}} decides, and the lab does not model policies. It shows the packet as going no further.',
    'option-not-modelled': '{{command}}: the lab does not model {{option}}.',
    'command-not-modelled': 'the lab does not model {{command}}.',
    'shell-not-modelled': "the lab's shell does not model {{what}}.",
    'no-network-here':
      "{{command}}: the workstation is not in the cluster's network. Run it on a node, a router or a pod.",
    'not-installed-here': '{{command}} is installed on the nodes and on the workstation.',
    refused: 'the lab refuses it: {{message}} {{hint}}',
    'own-terminal': '{{host}} has a terminal of its own: open that one, or give ssh a command to run.',
    listens: 'it would listen until Ctrl-C; nothing else is sent while it runs, so it is stopped here.',
    help: `the lab has these commands.
  cluster         {{cluster}}
  network         {{network}}
  text and files  {{text}}
  shell           {{shell}}
Tab completes commands, options, resources, hosts and files. Pipes, variables, loops and here-documents are bash's.`,
    'help-of':
      '{{command}} takes the options of the real one, as far as the lab models them; {{command}} --help may list them.',
    'follow-stops': '{{command}} would go on until Ctrl-C; the lab stops it here.',
    'empty-because': '{{why}}',
    'empty-instead': '{{what}}',
    'sysctl-modelled': 'these are the settings that the lab’s behaviour follows; a real kernel has a thousand more.',
    'not-counted': '{{command}}: the lab counts no packets, so the counters are 0.',
    'iptables-nat-only': 'the lab models table nat; of the others nothing is printed.',
    'too-much': '{{command}}: more than the lab does for one line; it stops here.',
  },
} as const
