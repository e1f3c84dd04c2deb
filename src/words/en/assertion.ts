/** What is said of assertions: `podpath check`, and the doctor's tab. */
export const assertion = {
  assertion: {
    what: { request: 'request', reply: 'reply' },
    failure: {
      'no-host': 'there is no host {{host}}',
      lost: '{{from}} to {{to}}: the {{what}} is lost at {{at}}: {{reason}}',
      unknown: '{{from}} to {{to}}: what would become of it is not modelled',
      reached: '{{from}} reaches {{to}}',
      encap: '{{from}} to {{to}}: {{found}}, not {{expected}}',
      mtu: '{{from}} to {{to}}: {{found}} bytes get through, not {{expected}}',
      ttl: '{{from}} to {{to}}: the answer has ttl {{found}}, not {{expected}}',
      'too-many': '{{pairs}} pairs are too many to ask here',
    },
    more: 'and {{count}} more',
    holds: 'ok',
    fails: 'FAIL',
    none: '{{lab}} has no assertions. Add a document of kind Assertions (podpath.dev/v1), with lines such as pod1 -> pod3: {reach: true}.',
    summary: '{{held}} of {{all}} assertions hold.',
  },
} as const
