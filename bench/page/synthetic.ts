import type { NodePicture, Picture, PodPicture, RouterPicture } from '../../src/canvas/picture'
import type { Capsule, Scene } from '../../src/playback/scene'

const SUBNETS = 5

function podsOf(node: number, count: number): PodPicture[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `pod:default/p${node}-${index}`,
    name: `p${node}-${index}`,
    namespace: 'default',
    address: `10.${node >> 8}.${node & 255}.${index + 1}`,
  }))
}

function nodePicture(index: number, podsPerNode: number): NodePicture {
  const subnet = index % SUBNETS
  return {
    id: `node:n${index}`,
    name: `n${index}`,
    subnet: `subnet:s${subnet}`,
    address: `192.168.${subnet}.${(index >> 3) + 2}`,
    blocks: [`10.${index >> 8}.${index & 255}.0/24`],
    devices: [
      { name: 'eth0', kind: 'uplink' },
      { name: 'tunl0', kind: 'ipip' },
    ],
    pods: podsOf(index, podsPerNode),
  }
}

function routerPicture(index: number): RouterPicture {
  const interfaces = [index, (index + 1) % SUBNETS].map((subnet, port) => ({
    name: `eth${port}`,
    subnet: `subnet:s${subnet}`,
    address: `192.168.${subnet}.${250 + port}`,
  }))
  return { id: `router:r${index}`, name: `r${index}`, interfaces }
}

/** Five subnets that share the nodes, a router between each and the next, the pods spread evenly. */
export function syntheticPicture(nodes: number, pods: number): Picture {
  return {
    subnets: Array.from({ length: SUBNETS }, (_, index) => ({
      id: `subnet:s${index}`,
      name: `s${index}`,
      cidr: `192.168.${index}.0/24`,
    })),
    nodes: Array.from({ length: nodes }, (_, index) => nodePicture(index, pods / nodes)),
    routers: Array.from({ length: SUBNETS - 1 }, (_, index) => routerPicture(index)),
  }
}

function packetBetween(nodes: number, index: number, progress: number): Capsule {
  const layer = { protocol: 'icmp' as const, source: '10.0.0.1', destination: '10.0.1.1', ttl: 63, lengthBytes: 84 }
  return {
    packet: index,
    kind: 'request',
    from: { namespace: `n${(index * 7) % nodes}`, link: 'eth0' },
    to: { namespace: `n${(index * 7 + SUBNETS) % nodes}`, link: 'eth0' },
    progress,
    inner: layer,
    flow: { number: index + 1, hueDegrees: (index * 137) % 360, inFront: index === 0 },
    shell: { encap: 'ipip', layer: { ...layer, protocol: 'ipip' }, cover: 1 },
    lengthBytes: 104,
  }
}

/** So many packets on the wires, at one instant of a round that takes `progress` from 0 to 1. */
export const busyScene = (nodes: number, packets: number, progress: number): Scene => ({
  capsules: Array.from({ length: packets }, (_, index) =>
    packetBetween(nodes, index, (progress + index / packets) % 1),
  ),
  trails: [],
  moment: 0,
})
