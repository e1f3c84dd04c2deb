import type { Manifest } from '../../src/engine/manifest'

/** How large a lab is; a subnet holds up to 240 nodes, the pool 1,024 of them. */
export interface Size {
  readonly subnets: number
  readonly nodesPerSubnet: number
  readonly podsPerNode: number
}

const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index)

/** Nodes in subnets behind one router, pods in CrossSubnet mode; a block of 64 addresses a node. */
export function largeLab({ subnets, nodesPerSubnet, podsPerNode }: Size): readonly Manifest[] {
  const nodes = count(subnets).flatMap((subnet) =>
    count(nodesPerSubnet).map((index) => nodeOf(subnet, index, subnet * nodesPerSubnet + index, podsPerNode)),
  )
  return [underlay(subnets), pool(), ...nodes.flatMap(({ manifests }) => manifests)]
}

const subnetName = (subnet: number): string => `rack-${subnet}`

function underlay(subnets: number): Manifest {
  return {
    apiVersion: 'podpath.dev/v1',
    kind: 'Underlay',
    metadata: { name: 'large' },
    spec: {
      subnets: count(subnets).map((subnet) => ({
        name: subnetName(subnet),
        cidr: `10.${subnet}.0.0/24`,
        gateway: `10.${subnet}.0.1`,
      })),
      routers: [
        {
          name: 'router',
          interfaces: count(subnets).map((subnet) => ({ subnet: subnetName(subnet), address: `10.${subnet}.0.1` })),
        },
      ],
    },
  }
}

function pool(): Manifest {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'IPPool',
    metadata: { name: 'pool' },
    spec: { cidr: '172.16.0.0/16', blockSize: 26, ipipMode: 'CrossSubnet', vxlanMode: 'Never', natOutgoing: true },
  }
}

/** A node with its block and pods; the block's first address is the tunnel's. */
function nodeOf(
  subnet: number,
  index: number,
  ordinal: number,
  podsPerNode: number,
): { readonly manifests: readonly Manifest[] } {
  const name = `node-${ordinal}`
  const address = `10.${subnet}.0.${index + 10}`
  const inBlock = (offset: number): string => `172.16.${ordinal >> 2}.${(ordinal & 3) * 64 + offset}`
  const node: Manifest = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: {
        'projectcalico.org/IPv4Address': `${address}/24`,
        'projectcalico.org/IPv4IPIPTunnelAddr': inBlock(0),
      },
    },
    status: { addresses: [{ type: 'InternalIP', address }] },
  }
  const affinity: Manifest = {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'BlockAffinity',
    metadata: { name: `${name}-block` },
    spec: { cidr: `${inBlock(0)}/26`, deleted: 'false', node: name, state: 'confirmed' },
  }
  const pods = count(podsPerNode).map(
    (pod): Manifest => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `pod-${ordinal}-${pod}`, namespace: 'default' },
      spec: { nodeName: name },
      status: { phase: 'Running', podIP: inBlock(pod + 1) },
    }),
  )
  return { manifests: [node, affinity, ...pods] }
}
