/**
 * Exports of a made-up cluster, as the tools print them: what `kubectl get … -o yaml` and `calicoctl get … -o yaml` put
 * around and into each resource, in their order of keys and in their layout.
 */
import { stringify } from 'yaml'
import { hostSideName } from '../engine/calico/resources/host-side-name'
import type { Json, JsonObject } from '../engine/manifest'
import {
  BLOCK_SIZE,
  type ClusterSize,
  dotted,
  factsOf,
  hexOf,
  type NodeFacts,
  type PodOfNode,
  stampOf,
  uidOf,
} from './cluster-facts.arb'

export interface ExportStyle {
  /** `crd`: kubectl on the CRDs; `v3`: calicoctl, or kubectl where the API server runs. */
  readonly group: 'crd' | 'v3'
  /** kubectl wraps all in one `List`; calicoctl a kind in `<Kind>List`; hand-made files have documents. */
  readonly wrapper: 'list' | 'kind-lists' | 'documents'
  /** `kubectl --show-managed-fields`. */
  readonly managedFields?: boolean
}

function metadata(name: string, version: number, more: JsonObject = {}, style?: ExportStyle): JsonObject {
  const managed: JsonObject = style?.managedFields
    ? {
        managedFields: [
          {
            apiVersion: 'v1',
            fieldsType: 'FieldsV1',
            fieldsV1: {
              'f:metadata': { 'f:annotations': { '.': {}, 'f:cni.projectcalico.org/podIP': {} } },
              'f:status': { 'f:conditions': { 'k:{"type":"Ready"}': { '.': {}, 'f:lastHeartbeatTime': {} } } },
            },
            manager: 'kubelet',
            operation: 'Update',
            subresource: 'status',
            time: stampOf(version),
          },
        ],
      }
    : {}
  return sorted({
    creationTimestamp: stampOf(version),
    name,
    resourceVersion: String(version),
    uid: uidOf(version),
    ...managed,
    ...more,
  })
}

/** Go prints the members of a map in the order of their names. */
function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const kubernetesNode = ({ name, address, base }: NodeFacts, index: number, style: ExportStyle): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: metadata(
    name,
    9000 + index,
    {
      annotations: {
        'kubeadm.alpha.kubernetes.io/cri-socket': 'unix:///var/run/containerd/containerd.sock',
        'projectcalico.org/IPv4Address': `${address}/24`,
        'projectcalico.org/IPv4IPIPTunnelAddr': dotted(base),
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
      labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' },
    },
    style,
  ),
  spec: { podCIDR: `10.244.${index % 256}.0/24`, podCIDRs: [`10.244.${index % 256}.0/24`] },
  status: {
    addresses: [
      { address, type: 'InternalIP' },
      { address: name, type: 'Hostname' },
    ],
    capacity: { cpu: '4', memory: '8039812Ki', pods: '110' },
    conditions: [
      {
        lastHeartbeatTime: stampOf(index),
        message:
          'kubelet has sufficient memory available, and this text goes on for longer than a line of eighty characters has room for',
        reason: 'KubeletHasSufficientMemory',
        status: 'False',
        type: 'MemoryPressure',
      },
      {
        lastHeartbeatTime: stampOf(index),
        message: 'kubelet is posting ready status',
        reason: 'KubeletReady',
        status: 'True',
        type: 'Ready',
      },
    ],
    images: [
      {
        names: ['registry.example/calico/node@sha256:00ff', 'registry.example/calico/node:v3.28.2'],
        sizeBytes: 104857600,
      },
    ],
    nodeInfo: {
      architecture: 'amd64',
      kernelVersion: '6.1.0-28-amd64',
      kubeletVersion: 'v1.31.2',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
    },
  },
})

const calicoNode = ({ name, address, base }: NodeFacts, index: number): JsonObject => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'Node',
  metadata: metadata(name, 9000 + index, {
    annotations: { 'projectcalico.org/kube-labels': `{"kubernetes.io/hostname":"${name}","kubernetes.io/os":"linux"}` },
    labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' },
  }),
  spec: {
    addresses: [
      { address: `${address}/24`, type: 'CalicoNodeIP' },
      { address, type: 'InternalIP' },
    ],
    bgp: { ipv4Address: `${address}/24`, ipv4IPIPTunnelAddr: dotted(base) },
    orchRefs: [{ nodeName: name, orchestrator: 'k8s' }],
  },
  status: { podCIDRs: [`10.244.${index % 256}.0/24`] },
})

const pod = (
  node: NodeFacts,
  { name, namespace, address, app, templateHash }: PodOfNode,
  version: number,
  style: ExportStyle,
): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: metadata(
    name,
    version,
    {
      annotations: {
        'cni.projectcalico.org/containerID': hexOf(64, version),
        'cni.projectcalico.org/podIP': `${address}/32`,
        'cni.projectcalico.org/podIPs': `${address}/32`,
        'kubectl.kubernetes.io/last-applied-configuration': `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"${name}"}}\n`,
      },
      labels: { app, 'pod-template-hash': templateHash },
      namespace,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          blockOwnerDeletion: true,
          controller: true,
          kind: 'ReplicaSet',
          name: `${app}-${templateHash}`,
          uid: uidOf(1),
        },
      ],
    },
    style,
  ),
  spec: {
    containers: [
      {
        args: ['-c', 'while true; do sleep 5; done'],
        command: ['/bin/sh'],
        env: [
          { name: 'PEER', value: 'true' },
          { name: 'PORT', value: '8080' },
          { name: 'NOTE', value: "it's: fine # really" },
        ],
        image: 'busybox:1.36',
        imagePullPolicy: 'IfNotPresent',
        name: app,
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        volumeMounts: [
          { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: 'kube-api-access', readOnly: true },
        ],
      },
    ],
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    nodeName: node.name,
    restartPolicy: 'Always',
    securityContext: {},
    serviceAccountName: 'default',
    tolerations: [
      { effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 },
    ],
  },
  status: {
    conditions: [
      { lastProbeTime: null, lastTransitionTime: stampOf(version), status: 'True', type: 'Initialized' },
      { lastProbeTime: null, lastTransitionTime: stampOf(version), status: 'True', type: 'Ready' },
    ],
    containerStatuses: [
      {
        containerID: `containerd://${hexOf(64, -version)}`,
        image: 'docker.io/library/busybox:1.36',
        lastState: {},
        name: app,
        ready: true,
        restartCount: 0,
        started: true,
        state: { running: { startedAt: stampOf(version) } },
      },
    ],
    hostIP: node.address,
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
    qosClass: 'BestEffort',
    startTime: stampOf(version),
  },
})

const endpoint = (node: NodeFacts, { name, namespace, address, app }: PodOfNode, version: number): JsonObject => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'WorkloadEndpoint',
  metadata: metadata(`${node.name.replaceAll('-', '--')}-k8s-${name.replaceAll('-', '--')}-eth0`, version, {
    labels: { app, 'projectcalico.org/namespace': namespace, 'projectcalico.org/orchestrator': 'k8s' },
    namespace,
  }),
  spec: {
    containerID: hexOf(64, version),
    endpoint: 'eth0',
    interfaceName: hostSideName({ name, namespace }),
    ipNetworks: [`${address}/32`],
    node: node.name,
    orchestrator: 'k8s',
    pod: name,
    profiles: [`kns.${namespace}`, `ksa.${namespace}.default`],
  },
})

const groupVersion = ({ group }: ExportStyle): string =>
  group === 'crd' ? 'crd.projectcalico.org/v1' : 'projectcalico.org/v3'

function calicoResource(kind: string, name: string, version: number, spec: JsonObject, style: ExportStyle): JsonObject {
  const stored: JsonObject =
    style.group === 'crd'
      ? {
          annotations: {
            'projectcalico.org/metadata': `{"creationTimestamp":"${stampOf(version)}","uid":"${uidOf(version + 0.5)}"}`,
          },
          generation: 2,
        }
      : {}
  return { apiVersion: groupVersion(style), kind, metadata: metadata(name, version, stored, style), spec }
}

function block({ name, block: cidr, pods }: NodeFacts, version: number, style: ExportStyle): JsonObject {
  const size = 2 ** (32 - BLOCK_SIZE)
  const holders = [0, ...pods.map(({ ordinal }) => ordinal)]
  const ordinals = Array.from({ length: size }, (_, ordinal) => ordinal)
  return calicoResource(
    'IPAMBlock',
    cidr.replaceAll(/[./]/g, '-'),
    version,
    {
      affinity: `host:${name}`,
      allocations: ordinals.map((ordinal) => (holders.includes(ordinal) ? holders.indexOf(ordinal) : null)),
      attributes: [
        { handle_id: `ipip-tunnel-addr-${name}`, secondary: { node: name, type: 'ipipTunnelAddress' } },
        ...pods.map((each) => ({
          handle_id: `k8s-pod-network.${hexOf(64, version * 64 + each.ordinal)}`,
          secondary: {
            namespace: each.namespace,
            node: name,
            pod: each.name,
            timestamp: '2026-03-02 08:20:00.412 +0000 UTC',
          },
        })),
      ],
      cidr,
      deleted: false,
      // Beyond what JavaScript's numbers hold.
      sequenceNumber: 'SEQUENCE' as Json,
      strictAffinity: false,
      unallocated: ordinals.filter((ordinal) => !holders.includes(ordinal)),
    },
    style,
  )
}

/** `kubectl get pods -A` goes by namespace and name; where pods are numbered, by node. */
function inOrderOfName({ workloads }: ClusterSize, facts: readonly NodeFacts[]) {
  const all = facts.flatMap((node) => node.pods.map((each) => [node, each] as const))
  if (workloads === undefined) return all
  const keyOf = ({ namespace, name }: PodOfNode): string => `${namespace}/${name}`
  return all.sort(([, a], [, b]) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** All resources of the cluster by what is asked for; pods as Pods or as WorkloadEndpoints. */
export function resourcesOf(size: ClusterSize, style: ExportStyle): Readonly<Record<string, readonly JsonObject[]>> {
  const facts = factsOf(size)
  let version = 20_000
  const next = () => {
    version += 1
    return version
  }
  return {
    nodes: facts.map((node, index) =>
      style.wrapper === 'kind-lists' ? calicoNode(node, index) : kubernetesNode(node, index, style),
    ),
    pods: inOrderOfName(size, facts).map(([node, each]) =>
      style.wrapper === 'kind-lists' ? endpoint(node, each, next()) : pod(node, each, next(), style),
    ),
    ippools: [
      calicoResource(
        'IPPool',
        'edge-pool',
        8801,
        {
          allowedUses: ['Workload', 'Tunnel'],
          blockSize: BLOCK_SIZE,
          cidr: '10.64.0.0/12',
          ipipMode: 'CrossSubnet',
          natOutgoing: true,
          nodeSelector: 'all()',
          vxlanMode: 'Never',
        },
        style,
      ),
    ],
    bgpconfigurations: [
      calicoResource(
        'BGPConfiguration',
        'default',
        8840,
        { asNumber: 64512, logSeverityScreen: 'Info', nodeToNodeMeshEnabled: true },
        style,
      ),
    ],
    clusterinformations: [
      calicoResource(
        'ClusterInformation',
        'default',
        8700,
        { calicoVersion: 'v3.28.2', clusterGUID: 'd3f0a1b2', clusterType: 'k8s,bgp,kubeadm,kdd', datastoreReady: true },
        style,
      ),
    ],
    blockaffinities: facts.map((node, index) =>
      calicoResource(
        'BlockAffinity',
        `${node.name}-${node.block.replaceAll(/[./]/g, '-')}`,
        8990 + index,
        { cidr: node.block, deleted: style.group === 'crd' ? 'false' : false, node: node.name, state: 'confirmed' },
        style,
      ),
    ),
    ipamblocks: facts.map((node) => block(node, next(), style)),
  }
}

const SEQUENCE = /(["']?)SEQUENCE\1/g

/** `resources` in one text, as `kubectl get` or `calicoctl get` prints it. */
export function printed(resources: readonly JsonObject[], style: ExportStyle, as: 'yaml' | 'json' = 'yaml'): string {
  const kind = typeof resources[0]?.kind === 'string' ? resources[0].kind : 'Resource'
  const list: JsonObject =
    style.wrapper === 'kind-lists'
      ? {
          apiVersion: groupVersion(style),
          items: resources,
          kind: `${kind}List`,
          metadata: { resourceVersion: '9120' },
        }
      : { apiVersion: 'v1', items: resources, kind: 'List', metadata: { resourceVersion: '' } }
  const text =
    as === 'json'
      ? `${JSON.stringify(list, null, 4)}\n`
      : style.wrapper === 'documents'
        ? resources.map((each) => goYaml(each)).join('---\n')
        : goYaml(list)
  return text.replaceAll(SEQUENCE, '1772439362000000002')
}

/** Lists in their key's column and no references, as sigs.k8s.io/yaml writes. */
const goYaml = (value: Json): string =>
  stringify(value, {
    indentSeq: false,
    aliasDuplicateObjects: false,
    singleQuote: true,
    lineWidth: 80,
    compat: 'yaml-1.1',
  })
