import { hostSideLink, podNamespace } from '../calico/cni/veth'
import { hostPolicies, podPolicies } from '../calico/felix/endpoint-policies'
import { ENCAP_OVERHEAD_BYTES } from '../calico/resources/encap'
import { hostSideName } from '../calico/resources/host-side-name'
import { type Pod, podsByNode } from '../calico/resources/pod'
import { createFabric, type Fabric, type Segment } from '../fabric/fabric'
import { installedRoutes } from '../linux/installed-routes'
import type { Namespace } from '../linux/namespace'
import type { Route } from '../linux/route'
import { compareRoutes, mergeRoutes } from '../linux/route-order'
import { oncePer, oncePerSetting } from '../once-per'
import { bareFabric, bgpGround } from './bare-fabric'
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
  return program(cluster, bare, desiredState(cluster, bare.namespaces, bgpGround(bare)))
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
    if (!node) return withRoutes(namespace, (wanted.routers.get(name) ?? []).toSorted(compareRoutes))
    const machine = withPolicies(cluster, programNode(namespace, node, podsOf.get(name) ?? [], podMtuBytes), podsOf)
    return off.has(name) ? switchedOff(machine) : machine
  })
  const pods = podMachines(cluster.pods, podMtuBytes).map((machine, i) =>
    off.has(cluster.pods[i]?.node ?? '') ? switchedOff(machine) : machine,
  )
  return createFabric([...machines, ...pods], segmentsWith(cluster.pods, bare))
}

function programNode(namespace: Namespace, wanted: NodeState, pods: readonly Pod[], podMtuBytes: number): Namespace {
  const { tunnels, routes, neighbours, fdb, masquerade, inputFilters } = wanted
  const links = [...namespace.links, ...tunnels, ...cablesOf(pods, podMtuBytes)]
  return {
    ...namespace,
    routes: installedRoutes(mergeRoutes(namespace.routes, routes)),
    links,
    neighbours,
    fdb,
    masquerade,
    inputFilters,
    tracksConnections: true,
  }
}

/** The node's ends of its pods' cables; a node whose pods stay keeps them. */
const cablesOf = oncePerSetting((pods: readonly Pod[], mtuBytes: number) =>
  pods.map((pod, i) => hostSideLink(pod, FIRST_POD_INDEX + i, mtuBytes)),
)

/** Notes who decides about packets there though the lab does not model it; almost no lab has any. */
function withPolicies(
  { policies, hostEndpoints }: Cluster,
  machine: Namespace,
  podsOf: ReadonlyMap<string, readonly Pod[]>,
): Namespace {
  if (policies.length === 0 && hostEndpoints.length === 0) return machine
  const byLink = new Map(
    (podsOf.get(machine.name) ?? []).map((pod) => [hostSideName(pod), podPolicies(pod, policies)] as const),
  )
  const links = machine.links.map((link) => {
    const own = byLink.get(link.name) ?? []
    return own.length === 0 ? link : { ...link, policies: own }
  })
  const own = hostPolicies(machine.name, hostEndpoints, policies)
  return { ...machine, links, ...(own.length > 0 && { policies: own }) }
}

/** @param more in the kernel's order. */
const withRoutes = (namespace: Namespace, more: readonly Route[]): Namespace => ({
  ...namespace,
  routes: installedRoutes(mergeRoutes(namespace.routes, more)),
})

const podMachines = oncePerSetting((pods: readonly Pod[], mtuBytes: number): readonly Namespace[] =>
  pods.map((pod) => podMachine(pod, mtuBytes)),
)

const podMachine = oncePerSetting(
  (pod: Pod, mtuBytes: number): Namespace => podNamespace(pod, podNamespaceName(pod), loopback(), mtuBytes),
)

/** The segments of the bare machines and the pods' cables: one list as long as both are the same. */
function segmentsWith(pods: readonly Pod[], bare: Fabric): readonly Segment[] {
  const known = joined.get(pods)
  if (known?.bare === bare) return known.segments
  const segments = [...bare.segments, ...pods.map(cable)]
  joined.set(pods, { bare, segments })
  return segments
}

const joined = new WeakMap<readonly Pod[], { readonly bare: Fabric; readonly segments: readonly Segment[] }>()

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
