/** What a word of Calico’s means, where it stands. */
export const hint = {
  hint: {
    ipip: 'IPIP puts a second IPv4 header, from node to node, around a pod’s packet, so that routers need not know pod addresses. It costs 20 bytes.',
    vxlan:
      'VXLAN puts a pod’s packet into a UDP packet between nodes. It does what IPIP does, costs 50 bytes, and needs no BGP.',
    natOutgoing:
      'With natOutgoing, a packet that leaves the pool’s range has its pod source address replaced by the node’s, so that the answer finds its way.',
    bgpMesh:
      'With the mesh, every node tells every other over BGP which block of pod addresses it holds. Without it, and without other peers, nodes learn no pod routes.',
    tunl0: 'tunl0 is the node’s IPIP device: what is routed into it comes out wrapped in an outer header.',
    block: 'A block is the range of pod addresses that a node hands out from; the node announces the whole block.',
    pool: 'An IP pool is the range that pod addresses come from; its encapsulation modes hold for the pods in it.',
    programmer:
      'Who put the route there: the kernel, Felix (Calico’s agent on the node), BIRD (its BGP speaker), or a person.',
  },
} as const
