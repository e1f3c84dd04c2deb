/** What an import made up because the file leaves it out; by code, as in `issue.ts`. */
export const inferredIssues = {
  'inferred-subnet': {
    message: 'Subnet {{subnet}} is inferred: {{cidr}}, from the addresses of the nodes in it.',
    hint: 'Add an Underlay to say what the network under the cluster really is.',
  },
  'inferred-block': {
    message: 'Block {{cidr}} is taken to be of {{node}}, from the addresses in use.',
    hint: 'Add the BlockAffinity resources of the cluster to be sure.',
  },
  'inferred-pod-address': {
    message: 'Pod {{pod}} has no address yet: IPAM gives it {{address}} on {{node}}.',
    hint: 'Add status.podIP to keep the address it has in the cluster.',
  },
} as const
