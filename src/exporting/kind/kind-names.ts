import type { CalicoNode } from '../../engine/calico/resources/node'
import type { Cluster } from '../../engine/lab/cluster'

/** What things are called in kind, which names its machines itself (kind `pkg/cluster/nodeutils`). */
export interface KindNames {
  readonly cluster: string
  readonly context: string
  /** The lab's node that is kind's control plane. */
  readonly controlPlane: CalicoNode | undefined
  /** The container, and the node's name in Kubernetes. */
  readonly node: (name: string) => string
  readonly router: (name: string) => string
  readonly network: (subnet: string) => string
}

export function kindNames({ underlay, nodes }: Cluster): KindNames {
  const cluster = word(underlay.name) || 'lab'
  const controlPlane = nodes.find(isControlPlane) ?? nodes[0]
  const workers = nodes.filter((node) => node !== controlPlane)
  const machines = new Map([
    ...(controlPlane ? [[controlPlane.name, `${cluster}-control-plane`] as const] : []),
    ...workers.map(({ name }, index) => [name, `${cluster}-worker${index === 0 ? '' : index + 1}`] as const),
  ])
  return {
    cluster,
    context: `kind-${cluster}`,
    controlPlane,
    node: (name) => machines.get(name) ?? name,
    router: (name) => `${cluster}-router-${word(name)}`,
    // After `kind` in the alphabet: Docker gives a machine the default route of the first of its networks.
    network: (subnet) => `podpath-${cluster}-${word(subnet)}`,
  }
}

const isControlPlane = ({ labels }: CalicoNode): boolean =>
  Object.keys(labels).some((label) => /^node-role\.kubernetes\.io\/(control-plane|master)$/.test(label))

/** What Docker and kind take as a name. */
const word = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 40)
