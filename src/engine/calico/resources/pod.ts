import * as z from 'zod/mini'
import { groupBy } from '../../group-by'
import { type Json, type Manifest, valueAt } from '../../manifest'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { oncePer } from '../../once-per'
import { ADDRESSES_ANNOTATION, type AddressWish, POOLS_ANNOTATION, readAddressWish } from './address-wish'
import { withField } from './edit-manifest'
import { hostAddressField, labelsField, nameOfField, readAddress, withFacts } from './fields'
import { defined, issueAt, type Reading, readBy, shown } from './reading'

/** A pod with its own network namespace: host-network, finished and unscheduled pods are no endpoints. */
export interface Pod {
  readonly name: string
  readonly namespace: string
  readonly node: string
  readonly address: Ipv4
  readonly labels: Readonly<Record<string, string>>
  /** What it asks of IPAM whenever it is made; absent: any address. */
  readonly wish?: AddressWish
}

/** A pod as its manifest has it: one without an address waits for IPAM. */
export type PodFacts = Omit<Pod, 'address'> & { readonly address?: Ipv4 }

const POD_IP_ANNOTATION = 'cni.projectcalico.org/podIP'
const POD_IPS_ANNOTATION = 'cni.projectcalico.org/podIPs'

export const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z._default(z.string(), 'default'),
    labels: labelsField,
    annotations: withFacts(z._default(z.record(z.string(), z.string()), {}), {
      properties: {
        [POOLS_ANNOTATION]: { type: 'string', examples: ['["my-pool"]'], 'x-refers-to': 'IPPool' },
        [ADDRESSES_ANNOTATION]: { type: 'string', examples: ['["10.0.0.5"]'] },
      },
    }),
  }),
  spec: z._default(
    z.object({ nodeName: z.optional(nameOfField('Node')), hostNetwork: z._default(z.boolean(), false) }),
    {
      hostNetwork: false,
    },
  ),
  status: z._default(
    z.object({
      phase: z.optional(z.string()),
      podIP: z.optional(z.string()),
      podIPs: z._default(z.array(z.object({ ip: z.optional(z.string()) })), []),
    }),
    { podIPs: [] },
  ),
})

export function readPod(manifest: Manifest): Reading<PodFacts> {
  return readBy(manifest, podSchema, ({ metadata, spec, status }): Reading<PodFacts> => {
    const { name, namespace, labels, annotations } = metadata
    const finished = status.phase === 'Succeeded' || status.phase === 'Failed'
    if (spec.hostNetwork || !spec.nodeName || finished) return { issues: [] }
    // The CNI plugin's annotation is there before the status is; emptied, the address has been given back.
    const annotation = annotations[POD_IP_ANNOTATION]
    if (annotation === '') return { issues: [] }
    // Of a pod with both families the lab has the IPv4 half, whichever is the first. [MODEL-2]
    const [ipv4] = status.podIPs.flatMap(({ ip }) => (ip?.includes(':') === false ? [ip] : []))
    const first = annotation?.replace(/\/32$/, '') ?? status.podIP
    const text = first?.includes(':') ? (ipv4 ?? first) : first
    const path = annotation === undefined ? ['status', 'podIP'] : ['metadata', 'annotations', POD_IP_ANNOTATION]
    if (text?.includes(':')) return { issues: [issueAt(manifest, path, 'pod-ipv6', { value: shown(text) }, 'warning')] }
    const address = text ? readAddress(text) : undefined
    if (address && !address.ok) return { issues: [issueAt(manifest, path, 'not-an-address', { value: shown(text) })] }
    const wish = readAddressWish(manifest, annotations)
    const wishes = wish.value && Object.keys(wish.value).length > 0 ? wish.value : undefined
    const facts = { name, namespace, node: spec.nodeName, labels }
    return { value: { ...facts, ...defined({ address: address?.value, wish: wishes }) }, issues: wish.issues }
  })
}

export const endpointSchema = z.object({
  metadata: z.object({ namespace: z._default(z.string(), 'default'), labels: labelsField }),
  spec: z.object({
    node: nameOfField('Node'),
    pod: z.string(),
    ipNetworks: z._default(z.array(z.string()), []),
  }),
})

/** A pod as Calico's WorkloadEndpoint tells of it. Calico computes it from the Pod, so a Pod in the file wins. */
export function readWorkloadEndpoint(manifest: Manifest): Reading<PodFacts> {
  return readBy(manifest, endpointSchema, ({ metadata, spec }): Reading<PodFacts> => {
    const index = spec.ipNetworks.findIndex((network) => !network.includes(':'))
    if (index < 0 && spec.ipNetworks.length > 0) {
      const value = shown(spec.ipNetworks[0])
      return { issues: [issueAt(manifest, ['spec', 'ipNetworks', 0], 'pod-ipv6', { value }, 'warning')] }
    }
    const text = spec.ipNetworks[index]
    const parsed = text === undefined ? undefined : z.safeParse(hostAddressField, text)
    if (parsed && !parsed.success) {
      return { issues: [issueAt(manifest, ['spec', 'ipNetworks', index], 'not-an-address', { value: shown(text) })] }
    }
    const { namespace, labels } = metadata
    return {
      value: { name: spec.pod, namespace, node: spec.node, labels, ...defined({ address: parsed?.data }) },
      issues: [],
    }
  })
}

/** The Pod or WorkloadEndpoint `manifest` on `node` with `address`. What only the old node knew of it goes. */
export function withPodPlacement(manifest: Manifest, node: string, address: Ipv4): Manifest {
  const text = formatIpv4(address)
  if (manifest.kind === 'WorkloadEndpoint') {
    const placed = withField(withField(manifest, ['spec', 'node'], node), ['spec', 'ipNetworks'], [`${text}/32`])
    const pod = valueAt(manifest, ['spec', 'pod'])
    return withField(placed, ['metadata', 'name'], endpointName(node, String(pod)))
  }
  const moved = valueAt(manifest, ['spec', 'nodeName']) !== node
  const changes: readonly (readonly [readonly string[], Json | undefined])[] = [
    [['spec', 'nodeName'], node],
    [['status', 'podIP'], text],
    ...ifThere(manifest, ['status', 'podIPs'], [{ ip: text }]),
    ...ifThere(manifest, ['metadata', 'annotations', POD_IP_ANNOTATION], `${text}/32`),
    ...ifThere(manifest, ['metadata', 'annotations', POD_IPS_ANNOTATION], `${text}/32`),
    ...(moved ? ifThere(manifest, ['status', 'hostIP'], undefined) : []),
    ...(moved ? ifThere(manifest, ['status', 'hostIPs'], undefined) : []),
  ]
  return changes.reduce((edited, [path, value]) => withField(edited, path, value), manifest)
}

const ifThere = (manifest: Manifest, path: readonly string[], value: Json | undefined) =>
  valueAt(manifest, path) === undefined ? [] : [[path, value] as const]

/** `<node>-k8s-<pod>-eth0`, dashes inside the names doubled (libcalico-go `lib/names/workloadendpoint.go`). */
export const endpointName = (node: string, pod: string): string =>
  `${node.replaceAll('-', '--')}-k8s-${pod.replaceAll('-', '--')}-eth0`

export const podManifest = ({ name, namespace, node, address }: Omit<Pod, 'labels'>): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: { nodeName: node, containers: [{ name, image: 'nicolaka/netshoot' }] },
  status: { phase: 'Running', podIP: formatIpv4(address) },
})

export const podsByNode = oncePer((pods: readonly Pod[]) => groupBy(pods, ({ node }) => node))
