import * as z from 'zod/mini'
import { type Manifest, valueAt } from '../../manifest'
import type { Ipv4 } from '../../net/ipv4'
import { addressField, asNumberField, integerField, metadataField, nameOfField, nodeSelectorField } from './fields'
import { defined, ipv6Ignored, issueAt, type Reading, readBy, shown } from './reading'

export interface BGPPeer {
  readonly name: string
  /** Neither `node` nor `nodeSelector`: every node. */
  readonly node?: string
  readonly nodeSelector?: string
  readonly peerIP?: Ipv4
  readonly peerSelector?: string
  readonly asNumber?: number
  readonly nextHopMode: 'Auto' | 'Self' | 'Keep'
  readonly numAllowedLocalASNumbers: number
  /** Names of BGPFilters, in the order in which they are asked. */
  readonly filters: readonly string[]
}

/** `ip:port` is read without the port: the lab's sessions have no ports to choose. */
const peerAddressField = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string) => text.replace(/:\d+$/, '')),
  ),
  addressField,
)

export const schema = z.object({
  metadata: metadataField,
  spec: z._default(
    z.object({
      node: z.optional(nameOfField('Node')),
      nodeSelector: z.optional(nodeSelectorField),
      peerIP: z.optional(peerAddressField),
      peerSelector: z.optional(nodeSelectorField),
      asNumber: z.optional(asNumberField),
      nextHopMode: z._default(z.enum(['', 'Auto', 'Self', 'Keep']), 'Auto'),
      keepOriginalNextHop: z._default(z.boolean(), false),
      numAllowedLocalASNumbers: z._default(integerField(0, 255), 0),
      filters: z._default(z.array(nameOfField('BGPFilter')), []),
    }),
    { nextHopMode: 'Auto', keepOriginalNextHop: false, numAllowedLocalASNumbers: 0, filters: [] },
  ),
})

/** Fields that change which routes are learned and that the lab does not model yet: a warning says so. */
export const NOT_MODELLED = [
  'localWorkloadSelector',
  'localASNumber',
  'reachableBy',
  'ttlSecurity',
  'reversePeering',
  'sourceAddress',
] as const

/** What Calico does without the field. */
const DEFAULTS: readonly unknown[] = [undefined, null, '', 'Auto', 'UseNodeIP']

export function readBGPPeer(manifest: Manifest): Reading<BGPPeer> {
  const ipv6 = ipv6PeerIgnored(manifest)
  if (ipv6) return ipv6
  return readBy(manifest, schema, ({ metadata, spec }): Reading<BGPPeer> => {
    const { keepOriginalNextHop, nextHopMode, ...fields } = spec
    const peer: BGPPeer = {
      name: metadata.name,
      nextHopMode: nextHopMode || 'Auto',
      numAllowedLocalASNumbers: fields.numAllowedLocalASNumbers,
      filters: fields.filters,
      ...defined({
        node: fields.node || undefined,
        nodeSelector: fields.nodeSelector || undefined,
        peerIP: fields.peerIP,
        peerSelector: fields.peerSelector || undefined,
        asNumber: fields.asNumber,
      }),
    }
    const kept: BGPPeer = keepOriginalNextHop && nextHopMode === 'Auto' ? { ...peer, nextHopMode: 'Keep' } : peer
    return { value: kept, issues: [...peerIssues(manifest, kept), ...ignoredFields(manifest)] }
  })
}

function ipv6PeerIgnored(manifest: Manifest): Reading<never> | undefined {
  const peerIP = valueAt(manifest, ['spec', 'peerIP'])
  if (typeof peerIP === 'string' && peerIP.startsWith('[')) {
    return { issues: [issueAt(manifest, ['spec', 'peerIP'], 'ipv6-ignored', { value: shown(peerIP) }, 'warning')] }
  }
  return peerIP !== undefined && String(peerIP).split(':').length > 2
    ? ipv6Ignored(manifest, ['spec', 'peerIP'])
    : undefined
}

/** What Calico's validator refuses (libcalico-go `validator/v3`). */
function peerIssues(manifest: Manifest, peer: BGPPeer) {
  const clash = (field: string, other: string) =>
    issueAt(manifest, ['spec', field], 'peer-field-conflict', { field, other })
  return [
    ...(peer.node !== undefined && peer.nodeSelector !== undefined ? [clash('node', 'nodeSelector')] : []),
    ...(peer.peerIP !== undefined && peer.peerSelector !== undefined ? [clash('peerIP', 'peerSelector')] : []),
    ...(peer.asNumber !== undefined && peer.peerSelector !== undefined ? [clash('asNumber', 'peerSelector')] : []),
    ...(peer.peerIP === undefined && peer.peerSelector === undefined
      ? [issueAt(manifest, ['spec'], 'peer-without-remote')]
      : []),
  ]
}

function ignoredFields(manifest: Manifest) {
  return NOT_MODELLED.flatMap((field) => {
    const path = ['spec', field]
    const value = valueAt(manifest, path)
    const isDefault = DEFAULTS.includes(value) || (Array.isArray(value) && value.length === 0)
    return isDefault ? [] : [issueAt(manifest, path, 'field-ignored', {}, 'warning')]
  })
}
