/**
 * Why a route or a rule is there, by `Provenance.because`; a mode or a case follows after `_`. `host` is where it is,
 * the other gaps are the provenance's details.
 */
export const provenance = {
  provenance: {
    'kernel-bound': 'The program asked for this device, so the kernel takes the destination to be on its link.',
    'kernel-connected': '{{link}} has an address in {{network}}, so the kernel knows that network is on the link.',
    'kernel-default-gateway': '{{gateway}} is the gateway of subnet {{subnet}}: what nothing else matches goes there.',
    'dhcp-default':
      '{{gateway}} is the gateway in {{host}}’s own network settings (DHCP) for subnet {{subnet}}: what nothing else matches goes there.',
    'operator-static': 'Someone set this by hand: {{to}} goes via {{via}}.',
    'cni-default': 'Calico’s CNI plugin gives every pod this one route; the node answers for the gateway by proxy ARP.',
    'cni-link-local':
      'Calico’s CNI plugin tells the pod that the gateway is on its link, though nobody has that address.',
    'felix-workload': '{{pod}} lives on {{host}}, so Felix points {{address}} at its interface.',
    'felix-vxlan-tunnel_Always':
      'vxlanMode Always wraps everything for another node: {{block}} lives on {{node}}, {{nodeAddress}}.',
    'felix-vxlan-tunnel_CrossSubnet':
      '{{nodeAddress}} is outside {{host}}’s {{ownNetwork}}, so CrossSubnet sends it through vxlan.calico.',
    'felix-vxlan-same-subnet':
      '{{nodeAddress}} is inside {{host}}’s {{ownNetwork}}, so CrossSubnet leaves it unwrapped, straight to {{node}}.',
    'felix-ipip-tunnel_Always':
      'ipipMode Always wraps everything for another node: {{block}} lives on {{node}}, {{nodeAddress}}.',
    'felix-ipip-tunnel_CrossSubnet':
      '{{nodeAddress}} is outside {{host}}’s {{ownNetwork}}, so CrossSubnet sends it through tunl0.',
    'felix-ipip-same-subnet':
      '{{nodeAddress}} is inside {{host}}’s {{ownNetwork}}, so CrossSubnet leaves it unwrapped, straight to {{node}}.',
    'felix-nat-outgoing':
      '{{pools}} has natOutgoing and the destination is in no pool, so the node lends the pod its own address.',
    'felix-nat-outgoing-address':
      '{{pools}} has natOutgoing and the destination is in no pool; natOutgoingAddress of the FelixConfiguration says whose address the pod borrows: {{address}}.',
    'felix-tunnel-filter':
      'Felix lets {{encap}} in only from the nodes’ addresses, as Calico knows them, and from externalNodesList.',
    'felix-tunnel-source':
      '{{host}} sent it into {{link}} from another of its own addresses; the answer must come back by the tunnel, so Felix gives it {{link}}’s own, {{address}}.',
    'felix-no-encap':
      'Nothing wraps {{pool}}, and Felix is told to program it: {{block}} lives on {{node}}, taken to be on this link.',
    'felix-blackhole':
      '{{block}} belongs to {{host}}. An address in it that no pod has ends here instead of going round in circles.',
    'bird-blackhole':
      '{{block}} belongs to {{host}}. An address in it that no pod has ends here instead of going round in circles.',
    'bird-ipip-tunnel_Always':
      'ipipMode Always wraps everything for another node: {{block}} was announced with next hop {{nextHop}}.',
    'bird-ipip-tunnel_CrossSubnet':
      '{{nextHop}} is outside {{host}}’s {{ownNetwork}}, so CrossSubnet sends it through tunl0.',
    'bird-plain': '{{block}} was announced with next hop {{nextHop}}, and nothing wraps it.',
    'bird-plain_Never': 'ipipMode Never wraps nothing: straight to {{nextHop}}, which announced {{block}}.',
    'bird-plain_Never_gateway':
      'ipipMode Never wraps nothing: {{nextHop}}, which announced {{block}}, is behind {{gateway}}, which must know the block too.',
    'bird-plain_CrossSubnet': '{{nextHop}} is inside {{host}}’s {{ownNetwork}}, so CrossSubnet leaves it unwrapped.',
    'bird-plain_CrossSubnet_gateway':
      '{{nextHop}} is inside {{host}}’s {{ownNetwork}} as Calico has it, so CrossSubnet leaves it unwrapped; but the way there is by {{gateway}}.',
    'bird-no-tunnel-device':
      '{{pool}} wants it wrapped, but {{host}} has no tunl0: BIRD quietly writes the plain route instead.',
    'bird-unreachable': '{{block}} was announced with next hop {{nextHop}}, but {{host}} knows no way to {{nextHop}}.',
    'bird-learned': 'Learned by BGP: {{block}} was announced with next hop {{nextHop}}.',
    unknown: 'Programmed by {{programmer}}.',
  },
} as const
