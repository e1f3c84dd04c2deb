/** Why a command was not carried out; by code, as in `issue.ts`. */
export const commandIssues = {
  'no-such-pool': {
    message: 'There is no IPPool {{pool}}.',
    hint: 'Name one of the pools in the lab.',
  },
  'no-such-node': {
    message: 'There is no node {{node}}.',
    hint: 'Name one of the nodes in the lab.',
  },
  'no-such-subnet': {
    message: 'There is no subnet {{subnet}}.',
    hint: 'Name one of the subnets of the Underlay.',
  },
  'no-such-router': {
    message: 'There is no router {{router}}.',
    hint: 'Name one of the routers of the Underlay.',
  },
  'bad-address': {
    message: '{{value}} is no IPv4 address or network.',
    hint: 'Write it as 192.168.10.7, or 172.16.158.0/24.',
  },
  'no-such-pod': {
    message: 'There is no running pod {{pod}}.',
    hint: 'Name a pod that has an address, as namespace/name.',
  },
  'no-such-resource': {
    message: 'There is no {{resource}} {{name}}.',
    hint: 'Check the kind and the name; to make a new resource, apply it whole.',
  },
  'both-encapsulations': {
    message: 'Calico cannot enable both VXLAN and IPIP on the same IPPool: {{pool}} has {{other}} {{otherMode}}.',
    hint: 'Set {{other}} to Never first, then {{field}} to {{mode}}.',
  },
  'subnet-full': {
    message: 'Subnet {{subnet}} ({{cidr}}) has no free address.',
    hint: 'Take a node out of it, or use a larger subnet.',
  },
  'subnet-not-empty': {
    message: 'Subnet {{subnet}} still holds {{nodes}}.',
    hint: 'Move its nodes to another subnet first, or remove them.',
  },
  'bad-subnet-cidr': {
    message: '{{cidr}} is no network for a subnet.',
    hint: 'Write a network address with a length of at most 30, such as 192.168.30.0/24.',
  },
  'no-free-network': {
    message: 'No network is left that overlaps neither a subnet nor a pool.',
    hint: 'Give the new subnet a CIDR of your own.',
  },
  'bad-name': {
    message: '“{{name}}” is no name that Kubernetes takes.',
    hint: 'Use lower-case letters, digits, - and . only, with a letter or digit at both ends.',
  },
  'name-taken': {
    message: 'The name {{name}} is taken.',
    hint: 'Choose another name.',
  },
  'last-node': {
    message: '{{node}} is the only node.',
    hint: 'Add another node before you remove it.',
  },
  'ipam-no-pool': {
    message: 'Pod {{pod}} gets no address: no enabled IPPool is for pods on {{node}}.',
    hint: 'Check disabled, nodeSelector and allowedUses of the pools.',
  },
  'ipam-pool-not-enabled': {
    message: 'Pod {{pod}} gets no address: the pool {{pool}} that it asks for does not exist, or is not enabled.',
    hint: 'Correct its annotation cni.projectcalico.org/ipv4pools, or enable the IPPool.',
  },
  'ipam-address-outside-pools': {
    message: 'Pod {{pod}} gets no address: {{address}}, which it asks for, is in no enabled IPPool.',
    hint: 'Correct its annotation cni.projectcalico.org/ipAddrs, or enable the IPPool.',
  },
  'ipam-address-taken': {
    message: 'Pod {{pod}} gets no address: {{address}}, which it asks for, is taken.',
    hint: 'Correct its annotation cni.projectcalico.org/ipAddrs, or remove who has the address.',
  },
  'ipam-address-of-another-node': {
    message:
      'Pod {{pod}} gets no address: {{address}}, which it asks for, is in a block of another node than {{node}}.',
    hint: 'Put the pod on that node, or allow borrowing: strictAffinity false in the IPAMConfig.',
  },
  'ipam-block-limit': {
    message: 'Pod {{pod}} gets no address: {{node}} has all the {{limit}} blocks a node may have, and they are full.',
    hint: 'Remove pods from {{node}}, or raise maxBlocksPerHost of the IPAMConfig.',
  },
  'ipam-no-free-address': {
    message: 'Pod {{pod}} gets no address: on {{node}} the IPPools have none left.',
    hint: 'Remove pods, add an IPPool, or allow borrowing: strictAffinity false in the IPAMConfig.',
  },
  'address-not-assigned': {
    message: 'IPAM has not assigned {{address}}.',
    hint: 'Name an address that a block has handed out.',
  },
  'patch-renames': {
    message: 'A patch cannot rename {{resource}} {{name}}.',
    hint: 'Leave kind, name and namespace out of the patch.',
  },
  'address-does-not-fit': {
    message: '{{owner}} has host number {{number}} in subnet {{subnet}} ({{address}}), which {{cidr}} does not have.',
    hint: 'Choose a larger network, or give {{owner}} a lower address first.',
  },
  'pool-cidr-fixed': {
    message: 'The CIDR of IPPool {{pool}} cannot be modified: it is {{old}}, not {{cidr}}.',
    hint: 'Add a new IPPool, and disable or remove this one.',
  },
  'pool-block-size-fixed': {
    message: 'The blockSize of IPPool {{pool}} cannot be modified: it is {{old}}, not {{blockSize}}.',
    hint: 'Add a new IPPool with that block size, and disable or remove this one.',
  },
} as const
