import * as z from 'zod/mini'
import type { Manifest } from '../../manifest'
import { formatPrefix, type Prefix } from '../../net/prefix'
import { metadataField, nameOfField, networkField } from './fields'
import { ipv6Ignored, type Reading, readBy } from './reading'

/** Which node owns a block. Only `confirmed` ones are aggregated and announced. */
export interface BlockAffinity {
  readonly name: string
  readonly cidr: Prefix
  readonly node: string
  readonly state: 'pending' | 'confirmed' | 'pendingDeletion'
}

export const schema = z.object({
  metadata: metadataField,
  spec: z.object({
    cidr: networkField,
    node: nameOfField('Node'),
    // Older releases wrote none; such an affinity counts as confirmed.
    state: z._default(z.enum(['', 'pending', 'confirmed', 'pendingDeletion']), 'confirmed'),
    // Text in the classic CRD, a boolean in the v3 API.
    deleted: z._default(z.union([z.boolean(), z.string()]), false),
    // `virtual`: load balancer addresses, which belong to no node.
    type: z._default(z.string(), 'host'),
  }),
})

export function readBlockAffinity(manifest: Manifest): Reading<BlockAffinity> {
  const ipv6 = ipv6Ignored(manifest, ['spec', 'cidr'])
  if (ipv6) return ipv6
  return readBy(manifest, schema, ({ metadata, spec }): Reading<BlockAffinity> => {
    const { cidr, node, state, deleted, type } = spec
    if (String(deleted) === 'true' || (type !== 'host' && type !== '')) return { issues: [] }
    return { value: { name: metadata.name, cidr, node, state: state || 'confirmed' }, issues: [] }
  })
}

/** What a block is called: its CIDR with dashes (libcalico-go `lib/names/cidr.go`). */
export const blockName = (cidr: Prefix): string => formatPrefix(cidr).replaceAll(/[./]/g, '-')

export const affinityManifest = ({ cidr, node, state }: Omit<BlockAffinity, 'name'>): Manifest => ({
  apiVersion: 'crd.projectcalico.org/v1',
  kind: 'BlockAffinity',
  metadata: { name: `${node}-${blockName(cidr)}` },
  spec: { cidr: formatPrefix(cidr), deleted: 'false', node, state },
})
