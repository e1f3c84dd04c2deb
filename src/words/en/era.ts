/** The generations of Calico: who programs which routes changed between them. */
export const era = {
  era: {
    calico: 'Calico',
    choose: 'Calico release: {{release}}',
    hint: 'Which daemon programs which routes, and how the lines look, changed from release to release. This shows the same cluster under each.',
    names: { classic: 'v3.30 and older', v331: 'v3.31', v332: 'v3.32', current: 'v3.33 and newer' },
    short: { classic: '≤ v3.30', v331: 'v3.31', v332: 'v3.32', current: '≥ v3.33' },
    changes: {
      classic:
        'BIRD writes the routes to other nodes’ pods as BGP brings them (proto bird). Only VXLAN is Felix’s, who needs no BGP.',
      v331: 'Felix’s lines into a tunnel also carry its MTU. Felix may be told to write the IPIP routes too.',
      v332: 'BIRD’s lines and those to a node’s own pods carry metric 1024. Either daemon may be told what to write.',
      current:
        'Felix writes the IPIP routes from Calico’s own records (proto 80, onlink, mtu): IPIP works without BGP.',
    },
    routes_zero: 'No route changes.',
    routes_one: '{{count}} route changes.',
    routes_other: '{{count}} routes change.',
  },
} as const
