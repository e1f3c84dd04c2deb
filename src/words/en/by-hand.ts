/** What no command of calicoctl or kubectl changes: comments in a script of changes. */
export const byHand = {
  byHand: {
    underlay: 'By hand, in the network under the cluster: {{fields}} changed.',
    'machine-address': 'By hand: {{node}} gets the address {{address}}; calico-node finds it when it starts again.',
    release: 'By hand: install Calico {{version}}.',
  },
} as const
