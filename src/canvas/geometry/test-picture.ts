import type { NodePicture, Picture, PodPicture } from '../picture'

const podPicture = (node: string, index: number): PodPicture => ({
  id: `pod:default/${node}-${index}`,
  name: `${node}-${index}`,
  namespace: 'default',
  address: `10.0.0.${index}`,
  hostLink: `cali${node}${index}`,
})

export const nodePicture = (name: string, subnet: string, pods = 1, more: Partial<NodePicture> = {}): NodePicture => ({
  id: `node:${name}`,
  name,
  subnet: `subnet:${subnet}`,
  address: '192.168.10.1',
  blocks: ['10.0.0.0/24'],
  devices: [
    { name: 'ens5', kind: 'uplink' },
    { name: 'tunl0', kind: 'ipip' },
  ],
  pods: Array.from({ length: pods }, (_, index) => podPicture(name, index)),
  ...more,
})

export const subnetPicture = (name: string): Picture['subnets'][number] => ({
  id: `subnet:${name}`,
  name,
  cidr: '192.168.10.0/24',
})

export const routerPicture = (name: string, ...subnets: readonly string[]): Picture['routers'][number] => ({
  id: `router:${name}`,
  name,
  interfaces: subnets.map((subnet, index) => ({
    name: `eth${index}`,
    subnet: `subnet:${subnet}`,
    address: '192.168.10.1',
  })),
})

/** Two subnets with a router between them; three nodes in the left one, one in the right. */
export const twoSubnets = (...moved: readonly NodePicture[]): Picture => {
  const nodes = [nodePicture('m', 'a', 0), nodePicture('w1', 'a'), nodePicture('w2', 'a'), nodePicture('w0', 'b')]
  return {
    subnets: [subnetPicture('a'), subnetPicture('b')],
    nodes: nodes.map((node) => moved.find(({ id }) => id === node.id) ?? node),
    routers: [routerPicture('router', 'a', 'b')],
  }
}
