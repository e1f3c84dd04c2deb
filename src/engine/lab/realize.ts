import { hostSideLink, podNamespace } from '../calico/cni/veth'
import { ENCAP_OVERHEAD_BYTES } from '../calico/resources/encap'
import { hostSideName } from '../calico/resources/host-side-name'
import { type Pod, podsByNode } from '../calico/resources/pod'
import { createFabric, type Fabric, type Segment } from '../fabric/fabric'
import { reaches } from '../fabric/reachability'
import type { Namespace } from '../linux/namespace'
import type { Route } from '../linux/route'
import { compareRoutes } from '../linux/route-order'
import type { Cluster } from './cluster'
import { type DesiredState, desiredState, type NodeState } from './desired-state'
import type { LabDocument } from './document'
import { podNamespaceName } from './find-host'
import { clusterOf } from './read-cluster'
import { bareNode, bareRouter, hostSettings, loopback, subnetHolding } from './underlay-hosts'

const fabrics = new WeakMap<LabDocument, Fabric>()

/**
 * The machines, links and tables that a document stands for. Same document, same fabric.
 * @throws InvariantError if the document is not valid.
 */
export function realize(document: LabDocument): Fabric {
  const known = fabrics.get(document)
  if (known) return known
  const fabric = realizeCluster(clusterOf(document))
  fabrics.set(document, fabric)
  return fabric
}

function realizeCluster(cluster: Cluster): Fabric {
  const { underlay } = cluster
  const nodes = cluster.nodes.map((node) => bareNode(node, underlay))
  const routers = underlay.routers.map((router) => bareRouter(router, underlay))
  const bare = createFabric([...nodes, ...routers], subnetSegments(cluster))
  const wanted = desiredState(cluster, bare.namespaces, (session) =>
    reaches(bare, session.speaker, {
      source: session.localAddress,
      destination: session.peerAddress,
      protocol: TCP,
      ports: [BGP_PORT],
    }),
  )
  return program(cluster, { nodes, routers }, wanted)
}

const TCP = 6
const BGP_PORT = 179

/** A subnet's switch joins the uplinks of its nodes and the interfaces of its routers. */
function subnetSegments({ underlay, nodes }: Cluster): readonly Segment[] {
  const uplinks = nodes.map((node) => ({
    subnet: subnetHolding(underlay, node.internalAddress)?.name,
    port: { namespace: node.name, link: hostSettings(underlay, node.name).interface },
  }))
  const interfaces = underlay.routers.flatMap((router) =>
    router.interfaces.map(({ subnet }, i) => ({ subnet, port: { namespace: router.name, link: `eth${i}` } })),
  )
  const plugged = [...uplinks, ...interfaces]
  return underlay.subnets.map(({ name }) => ({
    name,
    kind: 'subnet',
    ports: plugged.filter(({ subnet }) => subnet === name).map(({ port }) => port),
  }))
}

/** Index of a node's first pod cable, after the uplink and the tunnels. */
const FIRST_POD_INDEX = 5

/** Puts what is wanted into the kernels, and plugs in the pods. */
function program(
  cluster: Cluster,
  bare: { readonly nodes: readonly Namespace[]; readonly routers: readonly Namespace[] },
  wanted: DesiredState,
): Fabric {
  // Pods are made with the MTU that IPIP leaves, in whatever mode the pool is now. [MTU-2]
  const podMtuBytes = cluster.underlay.mtuBytes - ENCAP_OVERHEAD_BYTES.ipip
  const podsOf = podsByNode(cluster.pods)
  const nodes = bare.nodes.map((namespace) =>
    programNode(namespace, wanted.nodes.get(namespace.name), podsOf.get(namespace.name) ?? [], podMtuBytes),
  )
  const routers = bare.routers.map((namespace) => withRoutes(namespace, wanted.routers.get(namespace.name) ?? []))
  const pods = cluster.pods.map((pod) => podNamespace(pod, podNamespaceName(pod), loopback(), podMtuBytes))
  const cables = cluster.pods.map((pod) => cable(pod))
  return createFabric([...nodes, ...routers, ...pods], [...subnetSegments(cluster), ...cables])
}

function programNode(
  namespace: Namespace,
  wanted: NodeState | undefined,
  pods: readonly Pod[],
  podMtuBytes: number,
): Namespace {
  if (!wanted) return namespace
  const { tunnels, routes, neighbours, fdb, masquerade } = wanted
  const cables = pods.map((pod, i) => hostSideLink(pod, FIRST_POD_INDEX + i, podMtuBytes))
  const links = [...namespace.links, ...tunnels, ...cables]
  return { ...withRoutes(namespace, routes), links, neighbours, fdb, masquerade }
}

const withRoutes = (namespace: Namespace, more: readonly Route[]): Namespace => ({
  ...namespace,
  routes: [...namespace.routes, ...more].sort(compareRoutes),
})

const cable = (pod: Pod): Segment => ({
  name: hostSideName(pod),
  kind: 'veth',
  ports: [
    { namespace: pod.node, link: hostSideName(pod) },
    { namespace: podNamespaceName(pod), link: 'eth0' },
  ],
})
