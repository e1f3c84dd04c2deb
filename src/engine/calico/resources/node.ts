import * as z from 'zod/mini'
import { isJsonObject, isText, type Json, type JsonObject, type Manifest, valueAt } from '../../manifest'
import { formatIpv4, type Ipv4, parseIpv4 } from '../../net/ipv4'
import type { Mac } from '../../net/mac'
import { formatPrefix, type InterfaceAddress } from '../../net/prefix'
import { fail, ok } from '../../result'
import { withField } from './edit-manifest'
import {
  addressField,
  asNumberField,
  interfaceAddressField,
  labelsField,
  macField,
  textField,
  withFacts,
} from './fields'
import { defined, issueAt, type Reading, readBy } from './reading'

/** A Calico node: what a Kubernetes Node with Calico's annotations, or Calico's own Node, says of it. */
export interface CalicoNode {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Kubernetes InternalIP: the address the machine really has. */
  readonly internalAddress: Ipv4
  /** `spec.bgp.ipv4Address`. Its mask says what "same subnet" means to this node, whatever the interface's mask is. */
  readonly bgpAddress: InterfaceAddress
  readonly ipipTunnelAddress?: Ipv4
  readonly vxlanTunnelAddress?: Ipv4
  readonly vxlanTunnelMac?: Mac
  readonly asNumber?: number
  readonly routeReflectorClusterId?: string
}

const ANNOTATIONS = {
  address: 'projectcalico.org/IPv4Address',
  ipipTunnel: 'projectcalico.org/IPv4IPIPTunnelAddr',
  vxlanTunnel: 'projectcalico.org/IPv4VXLANTunnelAddr',
  vxlanMac: 'projectcalico.org/VXLANTunnelMACAddr',
  routeReflector: 'projectcalico.org/RouteReflectorClusterID',
  asNumber: 'projectcalico.org/ASNumber',
} as const

/** Written as an address, as BIRD takes it (api `NodeBGPSpec`, `validate:"omitempty,ipv4"`); empty is none. */
const clusterIdField = withFacts(
  textField((text) => (text === '' || parseIpv4(text) !== undefined ? ok(text) : fail({ code: 'not-an-address' }))),
  { examples: ['244.0.0.1'] },
)

const addressesField = z._default(z.array(z.object({ type: z.optional(z.string()), address: z.string() })), [])

export const kubernetesSchema = z.object({
  metadata: z.object({
    name: z.string(),
    labels: labelsField,
    annotations: z._default(
      z.object({
        [ANNOTATIONS.address]: z.optional(interfaceAddressField),
        [ANNOTATIONS.ipipTunnel]: z.optional(addressField),
        [ANNOTATIONS.vxlanTunnel]: z.optional(addressField),
        [ANNOTATIONS.vxlanMac]: z.optional(macField),
        [ANNOTATIONS.routeReflector]: z.optional(clusterIdField),
        [ANNOTATIONS.asNumber]: z.optional(asNumberField),
      }),
      {},
    ),
  }),
  status: z._default(z.object({ addresses: addressesField }), { addresses: [] }),
})

export const calicoSchema = z.object({
  metadata: z.object({ name: z.string(), labels: labelsField }),
  spec: z._default(
    z.object({
      addresses: addressesField,
      bgp: z._default(
        z.object({
          ipv4Address: z.optional(interfaceAddressField),
          ipv4IPIPTunnelAddr: z.optional(addressField),
          asNumber: z.optional(asNumberField),
          routeReflectorClusterID: z.optional(clusterIdField),
        }),
        {},
      ),
      ipv4VXLANTunnelAddr: z.optional(addressField),
      vxlanTunnelMACAddr: z.optional(macField),
    }),
    { addresses: [], bgp: {} },
  ),
})

type NodeFacts = Omit<CalicoNode, 'internalAddress' | 'bgpAddress'> & {
  readonly internalAddress?: Ipv4
  readonly bgpAddress?: InterfaceAddress
}

/** A Node of Kubernetes with Calico's annotations, or Calico's own: the same facts in two spellings. */
export const readNode = (manifest: Manifest): Reading<CalicoNode> =>
  isCalicoNode(manifest) ? readCalicoNode(manifest) : readKubernetesNode(manifest)

export const isCalicoNode = ({ apiVersion }: Manifest): boolean => apiVersion !== 'v1'

const readKubernetesNode = (manifest: Manifest): Reading<CalicoNode> =>
  readBy(manifest, kubernetesSchema, ({ metadata: { name, labels, annotations }, status }) =>
    addressed(manifest, {
      name,
      labels,
      ...defined({
        internalAddress: internalAddressIn(status.addresses),
        bgpAddress: annotations[ANNOTATIONS.address],
        ipipTunnelAddress: annotations[ANNOTATIONS.ipipTunnel],
        vxlanTunnelAddress: annotations[ANNOTATIONS.vxlanTunnel],
        vxlanTunnelMac: annotations[ANNOTATIONS.vxlanMac],
        asNumber: annotations[ANNOTATIONS.asNumber],
        routeReflectorClusterId: annotations[ANNOTATIONS.routeReflector] || undefined,
      }),
    }),
  )

const readCalicoNode = (manifest: Manifest): Reading<CalicoNode> =>
  readBy(manifest, calicoSchema, ({ metadata: { name, labels }, spec }) =>
    addressed(manifest, {
      name,
      labels,
      ...defined({
        internalAddress: internalAddressIn(spec.addresses),
        bgpAddress: spec.bgp.ipv4Address,
        ipipTunnelAddress: spec.bgp.ipv4IPIPTunnelAddr,
        vxlanTunnelAddress: spec.ipv4VXLANTunnelAddr,
        vxlanTunnelMac: spec.vxlanTunnelMACAddr,
        asNumber: spec.bgp.asNumber,
        routeReflectorClusterId: spec.bgp.routeReflectorClusterID || undefined,
      }),
    }),
  )

function internalAddressIn(addresses: readonly { readonly type?: string | undefined; readonly address: string }[]) {
  const internal = addresses.filter(({ type }) => type === 'InternalIP').map(({ address }) => parseIpv4(address))
  return internal.find((address) => address !== undefined)
}

/** Either address stands in for the other. Without Calico's the mask is unknown, and Calico then takes /32. */
function addressed(manifest: Manifest, facts: NodeFacts): Reading<CalicoNode> {
  const { internalAddress, bgpAddress } = facts
  if (bgpAddress) {
    return { value: { ...facts, bgpAddress, internalAddress: internalAddress ?? bgpAddress.address }, issues: [] }
  }
  const path = isCalicoNode(manifest)
    ? ['spec', 'bgp', 'ipv4Address']
    : ['metadata', 'annotations', ANNOTATIONS.address]
  if (internalAddress === undefined) return { issues: [issueAt(manifest, path, 'node-without-address')] }
  const warning = issueAt(manifest, path, 'node-without-mask', { value: formatIpv4(internalAddress) }, 'warning')
  return {
    value: { ...facts, internalAddress, bgpAddress: { address: internalAddress, length: 32 } },
    issues: [warning],
  }
}

/** The node at `address`: what the machine has and what Calico's BGP uses. */
export function withNodeAddress(manifest: Manifest, address: InterfaceAddress): Manifest {
  const text = formatPrefix(address)
  const internal = formatIpv4(address.address)
  if (!isCalicoNode(manifest)) {
    const annotated = withField(manifest, ['metadata', 'annotations', ANNOTATIONS.address], text)
    return withAddressEntry(annotated, ['status', 'addresses'], 'InternalIP', internal)
  }
  const addresses = valueAt(manifest, ['spec', 'addresses'])
  const bgp = withField(manifest, ['spec', 'bgp', 'ipv4Address'], text)
  if (!Array.isArray(addresses)) return bgp
  const own = withAddressEntry(bgp, ['spec', 'addresses'], 'CalicoNodeIP', text)
  return withAddressEntry(own, ['spec', 'addresses'], 'InternalIP', internal)
}

/** What Calico takes for the node's address, whatever the machine has. */
export function withRecordedAddress(manifest: Manifest, recorded: InterfaceAddress, internal: Ipv4): Manifest {
  const text = formatPrefix(recorded)
  if (!isCalicoNode(manifest)) return withField(manifest, ['metadata', 'annotations', ANNOTATIONS.address], text)
  const bgp = withField(manifest, ['spec', 'bgp', 'ipv4Address'], text)
  const isKept = recorded.address === internal && !valueAt(manifest, ['spec', 'addresses'])
  // Without an entry of its own the machine would be taken to have what is recorded.
  return isKept ? bgp : withAddressEntry(bgp, ['spec', 'addresses'], 'InternalIP', formatIpv4(internal))
}

/** Writes the IPv4 entry of `type`, where it stands, or at the end. */
function withAddressEntry(manifest: Manifest, path: readonly string[], type: string, address: string): Manifest {
  const found = valueAt(manifest, path)
  const entries: readonly Json[] = Array.isArray(found) ? found : []
  const isEntry = (entry: Json): entry is JsonObject =>
    isJsonObject(entry) && entry.type === type && !String(entry.address).includes(':')
  const index = entries.findIndex(isEntry)
  if (index < 0) return withField(manifest, path, [...entries, { type, address }])
  return withField(
    manifest,
    path,
    entries.map((entry, at) => (at === index && isEntry(entry) ? { ...entry, address } : entry)),
  )
}

export const withIpipTunnelAddress = (manifest: Manifest, address: Ipv4 | undefined): Manifest =>
  withField(
    manifest,
    isCalicoNode(manifest)
      ? ['spec', 'bgp', 'ipv4IPIPTunnelAddr']
      : ['metadata', 'annotations', ANNOTATIONS.ipipTunnel],
    address === undefined ? undefined : formatIpv4(address),
  )

export const withVxlanTunnelAddress = (manifest: Manifest, address: Ipv4 | undefined): Manifest =>
  withField(
    manifest,
    isCalicoNode(manifest) ? ['spec', 'ipv4VXLANTunnelAddr'] : ['metadata', 'annotations', ANNOTATIONS.vxlanTunnel],
    address === undefined ? undefined : formatIpv4(address),
  )

const CALICO_FIELDS: readonly (readonly [annotation: string, path: readonly string[]])[] = [
  [ANNOTATIONS.address, ['spec', 'bgp', 'ipv4Address']],
  [ANNOTATIONS.ipipTunnel, ['spec', 'bgp', 'ipv4IPIPTunnelAddr']],
  [ANNOTATIONS.vxlanTunnel, ['spec', 'ipv4VXLANTunnelAddr']],
  [ANNOTATIONS.vxlanMac, ['spec', 'vxlanTunnelMACAddr']],
  [ANNOTATIONS.routeReflector, ['spec', 'bgp', 'routeReflectorClusterID']],
  [ANNOTATIONS.asNumber, ['spec', 'bgp', 'asNumber']],
]

/** Where Calico keeps a field of its own Node (`spec.bgp.asNumber`) on Kubernetes' one; undefined: it does not. */
export function annotationOfField(field: string): string | undefined {
  return CALICO_FIELDS.find(([, path]) => path.join('.') === field)?.[0]
}

/**
 * Kubernetes' Node with what only Calico's own says of the same machine: where the datastore is etcd, nobody writes the
 * annotations. The same object if it lacks nothing.
 */
export const withCalicoFacts = (kubernetes: Manifest, calico: Manifest): Manifest =>
  CALICO_FIELDS.reduce((node, [annotation, path]) => {
    const value = valueAt(calico, path)
    const known = valueAt(node, ['metadata', 'annotations', annotation])
    if (value === undefined || value === null || value === '' || isText(known)) return node
    return withField(node, ['metadata', 'annotations', annotation], String(value))
  }, kubernetes)

/** A Node as Kubernetes has it once Calico has written its annotations. */
export function nodeManifest(node: {
  readonly name: string
  readonly address: InterfaceAddress
  readonly labels?: Readonly<Record<string, string>>
  readonly ipipTunnelAddress?: Ipv4
  readonly vxlanTunnelAddress?: Ipv4
}): Manifest {
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      annotations: { [ANNOTATIONS.address]: formatPrefix(node.address) },
      labels: { 'kubernetes.io/hostname': node.name, ...node.labels },
    },
    status: {
      addresses: [
        { type: 'InternalIP', address: formatIpv4(node.address.address) },
        { type: 'Hostname', address: node.name },
      ],
    },
  }
  return withVxlanTunnelAddress(withIpipTunnelAddress(manifest, node.ipipTunnelAddress), node.vxlanTunnelAddress)
}
