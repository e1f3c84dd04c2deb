/** What the tab of drift says by itself; causes are in `import-report.ts`. */
export const driftPanel = {
  driftPanel: {
    same_one: 'The table of one node, as it really was, is the model’s line by line.',
    same_other: 'The tables of {{count}} nodes, as they really were, are the model’s line by line.',
    summary_one: 'One line is not as in the model, on {{hosts}} of {{of}} nodes.',
    summary_other: '{{count}} lines are not as in the model, on {{hosts}} of {{of}} nodes.',
    rest: 'All as in the model: {{hosts}}.',
    more: '… and {{count}} more of these.',
    met: 'Met before',
    inModel: 'in the model',
    kind: {
      missing: 'missing',
      stale: 'not in the model',
      'wrong-type': 'other type',
      'wrong-device': 'other device',
      'wrong-next-hop': 'other next hop',
      'wrong-owner': 'other owner',
      'wrong-metric': 'other metric',
    },
  },
} as const
