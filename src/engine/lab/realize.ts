import { hostSideLink, podNamespace } from '../calico/cni/veth'
import { hostPolicies, podPolicies } from '../calico/felix/endpoint-policies'
import { ENCAP_OVERHEAD_BYTES } from '../calico/resources/encap'
import { hostSideName } from '../calico/resources/host-side-name'
import { type Pod, podsByNode } from '../calico/resources/pod'
import { createFabric, type Fabric, type Segment } from '../fabric/fabric'
import type { Link } from '../linux/link'
import { withTable } from '../linux/main-table'
import type { Namespace } from '../linux/namespace'
import { oncePer, oncePerSetting } from '../once-per'
import { bareFabric } from './bare-fabric'
import { type BgpNetwork, bgpNetwork } from './bgp-network'
import type { Cluster } from './cluster'
import { type DesiredState, desiredState, type NodeState } from './desired-state'
import type { LabDocument } from './document'
import { podNamespaceName } from './find-host'
import { clusterOf } from './read-cluster'
import { loopback, switchedOff } from './underlay-hosts'

/** The last ones asked for, the newest at the end. Not for as long as a document lives: the history keeps them all. */
const fabrics = new Map<LabDocument, Fabric>()

/** What is on the screen, what it is compared with, and a menu's previews. */
const KEPT_FABRICS = 16

/**
 * The machines, links and tables that a document stands for. The same fabric for the same document, while few others
 * have been asked for since.
 * @throws InvariantError if the document is not valid.
 */
export function realize(document: LabDocument): Fabric {
  const fabric = fabrics.get(document) ?? realizeCluster(clusterOf(document))
  fabrics.delete(document)
  fabrics.set(document, fabric)
  for (const oldest of fabrics.keys()) {
    if (fabrics.size <= KEPT_FABRICS) break
    fabrics.delete(oldest)
  }
  return fabric
}

function realizeCluster(cluster: Cluster): Fabric {
  const bare = bareFabric(cluster)
  const { ground, unsettled } = bgpNetwork(cluster)
  return program(cluster, withUnsettled(bare, unsettled), desiredState(cluster, bare.namespaces, ground))
}

/** Almost no lab has a machine with such routes. */
const withUnsettled = (bare: Fabric, unsettled: BgpNetwork['unsettled']): Fabric =>
  unsettled.size === 0
    ? bare
    : {
        ...bare,
        namespaces: new Map(
          [...bare.namespaces].map(([name, machine]) => {
            const networks = unsettled.get(name)
            return [name, networks ? { ...machine, unsettled: networks } : machine]
          }),
        ),
      }

/** Index of a node's first pod cable, after the uplink and the tunnels. */
const FIRST_POD_INDEX = 5

/** Puts what is wanted into the kernels, and plugs in the pods. */
function program(cluster: Cluster, bare: Fabric, wanted: DesiredState): Fabric {
  // Pods are made with the MTU that IPIP leaves, in whatever mode the pool is now. [MTU-2]
  const podMtuBytes = cluster.underlay.mtuBytes - ENCAP_OVERHEAD_BYTES.ipip
  const podsOf = podsByNode(cluster.pods)
  const off = new Set(cluster.underlay.hosts.flatMap(({ node, down }) => (down ? [node] : [])))
  const machines = [...bare.namespaces.values()].map((namespace) => {
    const { name } = namespace
    const node = wanted.nodes.get(name)
    const learned = wanted.routers.get(name)
    if (!node) return learned ? withTable(namespace, learned) : namespace
    const machine = programNode(cluster, namespace, node, podsOf.get(name) ?? NO_PODS, podMtuBytes)
    return off.has(name) ? switchedOff(machine) : machine
  })
  const made = podMachines(cluster.pods, podMtuBytes)
  const isOff = (i: number): boolean => off.has(cluster.pods[i]?.node ?? '')
  const pods = off.size === 0 ? made : made.map((machine, i) => (isOff(i) ? switchedOff(machine) : machine))
  return createFabric([...machines, ...pods], bare.segments, cablesTo(cluster.pods))
}

const NO_PODS: readonly Pod[] = []

function programNode(
  cluster: Cluster,
  namespace: Namespace,
  wanted: NodeState,
  pods: readonly Pod[],
  podMtuBytes: number,
): Namespace {
  const { tunnels, table, neighbours, fdb, masquerade, inputFilters } = wanted
  const links = linksOf(namespace, tunnels, cablesOf(pods, podMtuBytes))
  const machine = {
    ...namespace,
    ...withPolicies(cluster, namespace.name, links, pods),
    neighbours,
    fdb,
    masquerade,
    inputFilters,
    tracksConnections: true,
  }
  return withTable(machine, table)
}

const linksOf = oncePerSetting(
  ({ links }: Namespace, tunnels: readonly Link[], cables: readonly Link[]): readonly Link[] => [
    ...links,
    ...tunnels,
    ...cables,
  ],
)

/** The node's ends of its pods' cables; a node whose pods stay keeps them. */
const cablesOf = oncePerSetting((pods: readonly Pod[], mtuBytes: number) =>
  pods.map((pod, i) => hostSideLink(pod, FIRST_POD_INDEX + i, mtuBytes)),
)

/** Notes who decides about packets there though the lab does not model it; almost no lab has any. */
function withPolicies(
  { policies, hostEndpoints }: Cluster,
  node: string,
  links: readonly Link[],
  pods: readonly Pod[],
): Pick<Namespace, 'links' | 'policies'> {
  if (policies.length === 0 && hostEndpoints.length === 0) return { links }
  const byLink = new Map(pods.map((pod) => [hostSideName(pod), podPolicies(pod, policies)] as const))
  const decided = links.map((link) => {
    const own = byLink.get(link.name) ?? []
    return own.length === 0 ? link : { ...link, policies: own }
  })
  const own = hostPolicies(node, hostEndpoints, policies)
  return { links: decided, ...(own.length > 0 && { policies: own }) }
}

const podMachines = oncePerSetting((pods: readonly Pod[], mtuBytes: number): readonly Namespace[] =>
  pods.map((pod) => podMachine(pod, mtuBytes)),
)

const podMachine = oncePerSetting(
  (pod: Pod, mtuBytes: number): Namespace => podNamespace(pod, podNamespaceName(pod), loopback(), mtuBytes),
)

const cablesTo = oncePer((pods: readonly Pod[]): readonly Segment[] => pods.map(cable))

const cable = oncePer(
  (pod: Pod): Segment => ({
    name: hostSideName(pod),
    kind: 'veth',
    ports: [
      { namespace: pod.node, link: hostSideName(pod) },
      { namespace: podNamespaceName(pod), link: 'eth0' },
    ],
  }),
)
