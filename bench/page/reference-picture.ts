import type { Picture } from '../../src/canvas/picture'

const node = (
  name: string,
  subnet: string,
  address: string,
  block: string,
  pods: Picture['nodes'][number]['pods'],
) => ({
  id: `node:${name}`,
  name,
  subnet: `subnet:${subnet}`,
  address,
  blocks: [block],
  devices: [
    { name: 'ens5', kind: 'uplink' as const },
    { name: 'tunl0', kind: 'ipip' as const },
  ],
  pods,
})

const pod = (name: string, address: string) => ({
  id: `pod:default/${name}`,
  name,
  namespace: 'default',
  address,
  hostLink: `cali-${name}`,
})

/** The reference lab as the canvas is given it; what the store would make of `src/labs/reference.yaml`. */
export const REFERENCE_PICTURE: Picture = {
  subnets: [
    { id: 'subnet:a', name: 'subnet-10', cidr: '192.168.10.0/24', gateway: '192.168.10.1' },
    { id: 'subnet:b', name: 'subnet-20', cidr: '192.168.20.0/24', gateway: '192.168.20.1' },
  ],
  nodes: [
    node('k8s-m', 'a', '192.168.10.10', '172.16.116.0/24', []),
    node('k8s-w1', 'a', '192.168.10.101', '172.16.158.0/24', [pod('pod1', '172.16.158.8')]),
    node('k8s-w2', 'a', '192.168.10.102', '172.16.184.0/24', [pod('pod2', '172.16.184.2')]),
    node('k8s-w0', 'b', '192.168.20.100', '172.16.34.0/24', [pod('pod3', '172.16.34.1')]),
  ],
  routers: [
    {
      id: 'router:router',
      name: 'router',
      interfaces: [
        { name: 'eth0', subnet: 'subnet:a', address: '192.168.10.1' },
        { name: 'eth1', subnet: 'subnet:b', address: '192.168.20.1' },
      ],
    },
  ],
}
