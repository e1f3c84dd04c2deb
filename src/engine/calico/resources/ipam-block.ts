import * as z from 'zod/mini'
import type { Json, JsonObject, Manifest } from '../../manifest'
import { formatPrefix, type Prefix, prefixSize } from '../../net/prefix'
import { blockName } from './block-affinity'
import { integerField, networkField } from './fields'
import { defined, ipv6Ignored, issueAt, type Reading, readBy } from './reading'

export interface AllocationAttribute {
  readonly handleId?: string
  readonly node?: string
  readonly namespace?: string
  readonly pod?: string
  readonly type?: 'ipipTunnelAddress' | 'vxlanTunnelAddress'
}

/** A block and what is handed out of it (libcalico-go `ipam_block.go`). Ordinal i is the block's address plus i. */
export interface IPAMBlock {
  readonly cidr: Prefix
  /** The owner; a block of a deleted pool or of a lost node has none. */
  readonly node?: string
  /** By ordinal: null, or an index into `attributes`. */
  readonly allocations: readonly (number | null)[]
  readonly attributes: readonly AllocationAttribute[]
  /** Free ordinals in the order in which they will be handed out: first in, first out. */
  readonly unallocated: readonly number[]
}

const ordinalField = integerField(0, 4095)

const attributeField = z.object({
  handle_id: z.optional(z.string()),
  secondary: z.optional(z.record(z.string(), z.string())),
})

export const schema = z.object({
  spec: z.object({
    cidr: networkField,
    affinity: z.optional(z.string()),
    allocations: z.array(z.nullable(ordinalField)),
    attributes: z._default(z.array(attributeField), []),
    unallocated: z._default(z.array(ordinalField), []),
    deleted: z._default(z.boolean(), false),
  }),
})

const TUNNEL_TYPES = ['ipipTunnelAddress', 'vxlanTunnelAddress'] as const

export function readIPAMBlock(manifest: Manifest): Reading<IPAMBlock> {
  const ipv6 = ipv6Ignored(manifest, ['spec', 'cidr'])
  if (ipv6) return ipv6
  return readBy(manifest, schema, ({ spec }): Reading<IPAMBlock> => {
    if (spec.deleted || spec.affinity?.startsWith('virtual:')) return { issues: [] }
    const node = spec.affinity?.startsWith('host:') ? spec.affinity.slice('host:'.length) : undefined
    const { cidr, allocations, unallocated } = spec
    const attributes = spec.attributes.map(({ handle_id: handleId, secondary = {} }): AllocationAttribute => {
      const { node, namespace, pod } = secondary
      const type = TUNNEL_TYPES.find((known) => known === secondary.type)
      return defined({ handleId, node, namespace, pod, type })
    })
    const block: IPAMBlock = { cidr, allocations, attributes, unallocated, ...defined({ node }) }
    return { value: block, issues: blockIssues(manifest, block) }
  })
}

function blockIssues(manifest: Manifest, { cidr, allocations, attributes, unallocated }: IPAMBlock) {
  const size = prefixSize(cidr)
  if (allocations.length !== size) {
    const params = { value: allocations.length, expected: size, cidr: formatPrefix(cidr) }
    return [issueAt(manifest, ['spec', 'allocations'], 'block-allocations-size', params)]
  }
  const dangling = allocations.findIndex((index) => index !== null && index >= attributes.length)
  const taken = unallocated.findIndex(
    (ordinal, at) => allocations[ordinal] !== null || unallocated.indexOf(ordinal) < at,
  )
  return [
    ...(dangling >= 0 ? [issueAt(manifest, ['spec', 'allocations', dangling], 'block-attribute-missing')] : []),
    ...(taken >= 0 ? [issueAt(manifest, ['spec', 'unallocated', taken], 'block-free-but-taken')] : []),
  ]
}

/** A block as kubectl prints it from the classic CRD. */
export const blockManifest = (block: IPAMBlock, apiVersion = 'crd.projectcalico.org/v1'): Manifest => ({
  apiVersion,
  kind: 'IPAMBlock',
  metadata: { name: blockName(block.cidr) },
  spec: blockSpec(block),
})

const blockSpec = ({ cidr, node, allocations, attributes, unallocated }: IPAMBlock): JsonObject => ({
  ...(node !== undefined && { affinity: `host:${node}` }),
  allocations,
  attributes: attributes.map(attributeJson),
  cidr: formatPrefix(cidr),
  deleted: false,
  strictAffinity: false,
  unallocated,
})

function attributeJson({ handleId, namespace, node, pod, type }: AllocationAttribute): Json {
  const secondary = defined({ namespace, node, pod, type })
  return {
    ...(handleId !== undefined && { handle_id: handleId }),
    ...(Object.keys(secondary).length > 0 && { secondary: secondary as JsonObject }),
  }
}
