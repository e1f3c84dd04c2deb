/** What is wrong with a text or with one resource by itself; by code, as in `issue.ts`. */
export const fieldIssues = {
  'text-empty': {
    message: 'There is no resource in this file.',
    hint: 'Paste what kubectl get … -o yaml and calicoctl get … -o yaml print.',
  },
  'text-too-large': {
    message: 'The text is larger than {{limit}} MB.',
    hint: 'Leave out kinds that the lab does not read, such as Events and Secrets.',
  },
  'text-not-plain': {
    message: 'A text of {{size}} MB is read only as kubectl and calicoctl print it, and here it is something else.',
    hint: 'Print it anew with -o yaml or -o json, or import it in smaller files.',
  },
  'json-syntax': {
    message: 'This is not JSON from here on.',
    hint: 'Print it anew with -o json; a part of it may be missing.',
  },
  'yaml-syntax': {
    message: 'This is not YAML: {{reason}}.',
    hint: 'Check indentation (spaces, no tabs), quotes and brackets at this place.',
  },
  'yaml-aliases': {
    message: 'The aliases of this document stand for too much.',
    hint: 'Write the values out instead of *aliases.',
  },
  'yaml-alias-unknown': {
    message: 'There is no anchor &{{name}} before the alias *{{name}}.',
    hint: 'Write the value out instead.',
  },
  'yaml-alias-cycle': {
    message: 'The alias *{{name}} is inside of what it stands for.',
    hint: 'Write the value out instead.',
  },
  'yaml-too-deep': {
    message: 'The text is nested deeper than any resource is.',
    hint: 'Check the brackets and the indentation from here on.',
  },
  'not-a-resource': {
    message: 'This document is not a resource.',
    hint: 'Write a map with apiVersion, kind and metadata.name.',
  },
  'resource-without': {
    message: 'A resource has no {{path}}.',
    hint: 'Every resource needs apiVersion, kind and metadata.name; add the missing one.',
  },
  'unknown-kind': {
    message: '{{kind}} {{name}}: the lab does not read {{kind}}.',
    hint: 'It stays in the file and has no effect. Known are {{known}}.',
  },
  'policy-ignored': {
    message: '{{kind}} {{name}}: the lab does not model policies.',
    hint: 'It stays in the file; in the cluster it may drop packets that the lab shows arriving.',
  },
  'unknown-api-version': {
    message: '{{kind}} {{name}} has apiVersion {{value}}, which the lab does not read.',
    hint: 'Write one of: {{allowed}}.',
  },
  'resource-repeated': {
    message: '{{kind}} {{name}} is in the file twice.',
    hint: 'Keep one of the two.',
  },
  'field-missing': {
    message: '{{kind}} {{name}} has no {{path}}.',
    hint: 'Add it.',
  },
  'field-type': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, but it has to be of type {{expected}}.',
    hint: 'Correct the value; text that looks like a number or a boolean needs quotes.',
  },
  'field-not-allowed': {
    message: '{{kind}} {{name}}: {{path}} cannot be {{value}}.',
    hint: 'Write one of: {{allowed}} (upper and lower case count).',
  },
  'bad-mtu': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is no size to compare with.',
    hint: 'Write a number of bytes, or ">=1480" or "<=1480".',
  },
  'assertion-line': {
    message: '{{kind}} {{name}}: "{{value}}" does not say from where to where.',
    hint: 'Write FROM -> TO, or FROM <-> TO for both directions; * is every pod.',
  },
  'assertion-empty': {
    message: '{{kind}} {{name}}: nothing stands behind {{value}}.',
    hint: 'Write what is expected, such as pod1 -> pod3: {encap: ipip}; or {} if reaching it is enough.',
  },
  'assertion-contradiction': {
    message: '{{kind}} {{name}}: {{value}} is not to be reached, and is to be carried somehow.',
    hint: 'With reach: false leave encap, mtu and ttl out.',
  },
  'assertion-field': {
    message: '{{kind}} {{name}}: {{value}} is nothing that can be asserted.',
    hint: 'Write one of: {{allowed}}.',
  },
  'field-range': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}.',
    hint: 'Write a whole number from {{minimum}} to {{maximum}}.',
  },
  'block-size-range': {
    message: 'IPPool {{name}}: blockSize is {{value}}. IPv4 block size must be between {{minimum}} and {{maximum}}.',
    hint: 'Write a number from {{minimum}} to {{maximum}}; Calico’s default is 26.',
  },
  'not-an-address': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is no IPv4 address.',
    hint: 'Write four numbers from 0 to 255, such as 192.168.10.1.',
  },
  'not-a-network': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is no IPv4 network.',
    hint: 'Write an address and a length, such as 192.168.10.0/24.',
  },
  'not-an-interface-address': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is no IPv4 address with a mask.',
    hint: 'Write the address with the length of its network, such as 192.168.10.101/24.',
  },
  'host-bits': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is an address inside {{network}}, not a network.',
    hint: 'Write {{network}}.',
  },
  'bad-name': {
    message: '{{kind}} {{name}}: {{path}} cannot be {{value}}.',
    hint: 'Write small letters, digits, "-" and ".", a letter or digit first and last, 253 characters at most.',
  },
  'bad-link-name': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is no device name.',
    hint: 'Write up to 15 characters without blank, slash or colon, such as ens5.',
  },
  'not-a-pattern': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is no pattern.',
    hint: 'Write a regular expression, such as ^(eth|ens).*',
  },
  'not-a-mac': {
    message: '{{kind}} {{name}}: {{path}} is {{value}}, which is no MAC address.',
    hint: 'Write six bytes, such as 66:0b:4c:5a:01:9e.',
  },
  'bad-selector': {
    message: '{{kind}} {{name}}: the selector {{value}} is not valid at “{{found}}”.',
    hint: "Here {{expected}} is expected, as in all(), has(rack) or rack == 'a'.",
  },
  'filter-operator': {
    message: '{{kind}} {{name}}: {{path}} has a cidr or a matchOperator without the other.',
    hint: 'Give both, or neither.',
  },
  'pod-ipv6': {
    message: '{{kind}} {{name}} has IPv6 only ({{value}}), which the lab does not model.',
    hint: 'It stays in the file, and the lab shows no such pod.',
  },
  'node-windows': {
    message: 'Node {{name}} runs Windows, which the lab does not model.',
    hint: 'It is shown with the routes that others have to it; what it does with a packet is not guessed.',
  },
  'ipv6-ignored': {
    message: '{{kind}} {{name}} is IPv6 ({{value}}), which the lab does not model.',
    hint: 'It stays in the file and has no effect; what IPv4 does is not touched by it.',
  },
  'field-ignored': {
    message: '{{kind}} {{name}}: {{path}} has no effect in the lab.',
    hint: 'It stays in the file; in the cluster it may change routes.',
  },
  'resource-ignored': {
    message: '{{kind}} {{name}} has no effect in the lab, which reads only the one named default.',
    hint: 'It stays in the file; in the cluster it overrides settings of one node.',
  },
  'not-modelled': {
    message: '{{kind}} {{name}} sets {{path}}, which the lab does not model; its answers would be wrong.',
    hint: 'Take the field out to see what Calico does without it.',
  },
  'version-unknown': {
    message: 'ClusterInformation {{name}}: {{value}} is no release of Calico.',
    hint: 'The lab takes the behaviour of the newest release it knows. Write a version such as v3.28.2 for another.',
  },
  'pool-both-modes': {
    message: 'IPPool {{name}}: cannot enable both VXLAN ({{vxlan}}) and IPIP ({{ipip}}) on the same IPPool.',
    hint: 'Set ipipMode or vxlanMode to Never.',
  },
  'mesh-field-without-mesh': {
    message: 'BGPConfiguration {{name}}: {{field}} cannot be set when nodeToNodeMeshEnabled is false.',
    hint: 'Take {{field}} out, or set nodeToNodeMeshEnabled to true.',
  },
  'pool-link-local': {
    message: 'IPPool {{name}}: {{value}}: IPPool CIDR overlaps with IPv4 Link Local range 169.254.0.0/16.',
    hint: 'Take a network outside 169.254.0.0/16.',
  },
  'pool-too-small': {
    message:
      'IPPool {{name}}: {{value}} is smaller than one block (/{{blockSize}}), too small for use with Calico IPAM.',
    hint: 'Use a larger cidr, or a blockSize that is no smaller a number than the length of the cidr.',
  },
  'namespace-labels': {
    message: 'IPPool {{name}} is for the namespaces that {{value}} selects, but the lab does not know their labels.',
    hint: 'It knows kubernetes.io/metadata.name only, the label that every namespace has: select by that.',
  },
  'pod-request': {
    message: 'Pod {{name}}: {{path}} is {{value}}, which is no JSON list of {{expected}}.',
    hint: 'Write it as the CNI plugin reads it, such as {{example}}.',
  },
  'peer-field-conflict': {
    message: 'BGPPeer {{name}}: {{field}} must be empty when {{other}} is specified.',
    hint: 'Take one of the two out.',
  },
  'peer-without-remote': {
    message: 'BGPPeer {{name}} does not say who the peer is.',
    hint: 'Add peerIP with asNumber, or peerSelector.',
  },
  'ipam-both-off': {
    message: 'IPAMConfig {{name}}: cannot disable strictAffinity and autoAllocateBlocks at the same time.',
    hint: 'Set one of them to true.',
  },
  'block-allocations-size': {
    message: 'IPAMBlock {{name}} lists {{value}} allocations, but {{cidr}} has {{expected}} addresses.',
    hint: 'Export the block again: allocations has one entry an address, null where it is free.',
  },
  'block-attribute-missing': {
    message: 'IPAMBlock {{name}}: {{path}} points beyond its attributes.',
    hint: 'Export the block again: each allocation is null or an index into attributes.',
  },
  'block-free-but-taken': {
    message: 'IPAMBlock {{name}}: {{path}} is listed as free, but it is allocated, or free twice.',
    hint: 'Take it out of unallocated, or set its allocation to null.',
  },
  'node-without-address': {
    message: 'Node {{name}} has no IPv4 address.',
    hint: 'Add the annotation projectcalico.org/IPv4Address with its mask, or an InternalIP in status.addresses.',
  },
  'node-without-mask': {
    message:
      'Node {{name}} has no projectcalico.org/IPv4Address; {{value}} is taken as a /32, so every peer is in another subnet.',
    hint: 'Add the annotation with the mask that Calico recorded, such as {{value}}/24.',
  },
} as const
