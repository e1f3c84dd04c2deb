import { emptyBlock } from '../../engine/calico/ipam/blocks'
import { affinityManifest } from '../../engine/calico/resources/block-affinity'
import { blockManifest } from '../../engine/calico/resources/ipam-block'
import type { CalicoNode } from '../../engine/calico/resources/node'
import type { Pod } from '../../engine/calico/resources/pod'
import type { Cluster } from '../../engine/lab/cluster'
import type { LabDocument } from '../../engine/lab/document'
import { isJsonObject, type Json, type JsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix, prefix, prefixesOverlap } from '../../engine/net/prefix'
import { quoted } from '../shell-text'
import type { KindNames } from './kind-names'

/** `kind create cluster --config`; Calico is the CNI, and the API's own networks keep off the lab's. */
export function kindConfig({ nodes, pools, underlay }: Cluster, { cluster }: KindNames): Json {
  const used = [...pools, ...underlay.subnets].map(({ cidr }) => cidr)
  const services = SERVICE_NETWORKS.find((text) => !used.some((cidr) => prefixesOverlap(cidr, prefix(text))))
  const [pool] = pools
  return {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: cluster,
    networking: {
      disableDefaultCNI: true,
      ...(pool && { podSubnet: formatPrefix(pool.cidr) }),
      ...(services !== undefined && { serviceSubnet: services }),
    },
    nodes: nodes.map((_, index) => ({ role: index === 0 ? 'control-plane' : 'worker' })),
  }
}

const SERVICE_NETWORKS = ['10.96.0.0/16', '10.112.0.0/16', '172.30.0.0/16', '192.168.224.0/20']

const CALICO_KINDS: ReadonlySet<string> = new Set([
  'IPPool',
  'BGPConfiguration',
  'BGPPeer',
  'BGPFilter',
  'FelixConfiguration',
  'IPAMConfig',
])

/**
 * Calico's resources as kubectl takes them where its API server is not installed, and the nodes' blocks, empty: a node
 * takes its tunnel address, and pods theirs, out of the block that is its own already.
 */
export function calicoResources({ manifests }: LabDocument, cluster: Cluster, names: KindNames): readonly Json[] {
  const written = manifests.filter(({ kind }) => CALICO_KINDS.has(kind)).map((manifest) => asStored(manifest, names))
  const blocks = cluster.blockAffinities
    .filter(({ state }) => state === 'confirmed')
    .flatMap(({ cidr, node: owner }): readonly Json[] => {
      const node = names.node(owner)
      return [blockManifest(emptyBlock(cidr, node)), affinityManifest({ cidr, node, state: 'confirmed' })]
    })
  return [...written, ...blocks]
}

function asStored(manifest: Manifest, names: KindNames): Json {
  const { kind, metadata } = manifest
  const spec = valueAt(manifest, ['spec'])
  const node = valueAt(manifest, ['spec', 'node'])
  return {
    apiVersion: 'crd.projectcalico.org/v1',
    kind,
    metadata: { name: metadata.name },
    spec: isJsonObject(spec) ? { ...spec, ...(typeof node === 'string' && { node: names.node(node) }) } : {},
  }
}

/** What Kubernetes and kind say of a node themselves. */
const OWN_LABEL = /^(beta\.)?kubernetes\.io\/|^node-role\.kubernetes\.io\/|^node\.kubernetes\.io\//
const OWN_TAINT = /^node(-role)?\.kubernetes\.io\//

/** Each node's labels and taints, and what calico-node takes over where it finds it (node `pkg/lifecycle/startup`). */
export function nodeLines({ manifests }: LabDocument, { nodes }: Cluster, names: KindNames): readonly string[] {
  return nodes.flatMap((node) => {
    const name = names.node(node.name)
    const labels = Object.entries(node.labels).filter(([key]) => !OWN_LABEL.test(key))
    const manifest = manifests.find(({ kind, metadata }) => kind === 'Node' && metadata.name === node.name)
    const taints = manifest ? taintsOf(manifest) : []
    return [
      `$kubectl annotate --overwrite node ${name} ${annotationsOf(node).map(quoted).join(' ')}`,
      `$kubectl label --overwrite node ${name} ${[['podpath.dev/node', node.name], ...labels]
        .map(([key, value]) => quoted(`${key}=${value}`))
        .join(' ')}`,
      ...taints.map((taint) => `$kubectl taint --overwrite node ${name} ${quoted(taint)}`),
    ]
  })
}

const annotationsOf = ({ bgpAddress, asNumber, routeReflectorClusterId }: CalicoNode): readonly string[] => [
  `projectcalico.org/IPv4Address=${formatPrefix(bgpAddress)}`,
  ...(asNumber === undefined ? [] : [`projectcalico.org/ASNumber=${asNumber}`]),
  ...(routeReflectorClusterId === undefined
    ? []
    : [`projectcalico.org/RouteReflectorClusterID=${routeReflectorClusterId}`]),
]

function taintsOf(manifest: Manifest): readonly string[] {
  const taints = valueAt(manifest, ['spec', 'taints'])
  if (!Array.isArray(taints)) return []
  return taints.filter(isJsonObject).flatMap(({ key, value, effect }: JsonObject) => {
    if (typeof key !== 'string' || typeof effect !== 'string' || OWN_TAINT.test(key)) return []
    return [`${key}${typeof value === 'string' ? `=${value}` : ''}:${effect}`]
  })
}

/** A pod that waits, on the node and with the address that it has in the lab; no scheduler and no taint is asked. */
export const podResource = ({ name, namespace, node, address, labels }: Pod, names: KindNames): Json => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace,
    ...(Object.keys(labels).length > 0 && { labels }),
    annotations: { 'cni.projectcalico.org/ipAddrs': JSON.stringify([formatIpv4(address)]) },
  },
  spec: {
    nodeName: names.node(node),
    tolerations: [{ operator: 'Exists' }],
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'pod', image: 'busybox:1.36', command: ['sleep', 'infinity'] }],
  },
})
