import * as z from 'zod/mini'
import { isJsonObject, type JsonObject, type Manifest } from '../../manifest'
import { formatPrefix, type Prefix, prefix, prefixesOverlap } from '../../net/prefix'
import { integerField, metadataField, networkField, nodeSelectorField, selectorField, withFacts } from './fields'
import { ipv6Ignored, issueAt, type Reading, readBy } from './reading'

export type EncapMode = 'Never' | 'CrossSubnet' | 'Always'

/** IPPool, defaults filled in (libcalico-go `clientv3/ippool.go`). */
export interface IPPool {
  readonly name: string
  readonly cidr: Prefix
  readonly blockSize: number
  readonly ipipMode: EncapMode
  readonly vxlanMode: EncapMode
  readonly natOutgoing: boolean
  readonly disabled: boolean
  readonly disableBGPExport: boolean
  readonly nodeSelector: string
  readonly allowedUses: readonly ('Workload' | 'Tunnel' | 'LoadBalancer')[]
  /** Absent: `Automatic`. Only pods that ask for the pool by name have addresses of a manual one. */
  readonly assignmentMode?: 'Manual'
  /** Which namespaces' pods it is for; absent: all. */
  readonly namespaceSelector?: string
}

const modeField = z._default(z.enum(['', 'Never', 'CrossSubnet', 'Always']), 'Never')

export const SMALLEST_BLOCK_LENGTH = 20
export const LARGEST_BLOCK_LENGTH = 32

export const schema = z.object({
  metadata: metadataField,
  spec: z.object({
    cidr: networkField,
    blockSize: z._default(integerField(SMALLEST_BLOCK_LENGTH, LARGEST_BLOCK_LENGTH, 'block-size-range'), 26),
    ipipMode: modeField,
    vxlanMode: modeField,
    natOutgoing: z._default(z.boolean(), false),
    disabled: z._default(z.boolean(), false),
    disableBGPExport: z._default(z.boolean(), false),
    nodeSelector: withFacts(z._default(nodeSelectorField, ''), { default: 'all()' }),
    allowedUses: withFacts(z._default(z.array(z.enum(['Workload', 'Tunnel', 'LoadBalancer'])), []), {
      default: ['Workload', 'Tunnel'],
    }),
    assignmentMode: z._default(z.enum(['', 'Automatic', 'Manual']), 'Automatic'),
    namespaceSelector: z._default(selectorField, ''),
  }),
})

export function readIPPool(manifest: Manifest): Reading<IPPool> {
  const ipv6 = ipv6Ignored(manifest, ['spec', 'cidr'])
  if (ipv6) return ipv6
  return readBy(manifest, schema, ({ metadata, spec }): Reading<IPPool> => {
    const { assignmentMode, namespaceSelector, ...fields } = spec
    const pool: IPPool = {
      name: metadata.name,
      ...fields,
      ipipMode: spec.ipipMode || 'Never',
      vxlanMode: spec.vxlanMode || 'Never',
      nodeSelector: spec.nodeSelector || 'all()',
      allowedUses: spec.allowedUses.length > 0 ? spec.allowedUses : ['Workload', 'Tunnel'],
      ...(assignmentMode === 'Manual' && { assignmentMode }),
      ...(namespaceSelector.trim() !== '' && namespaceSelector.trim() !== 'all()' && { namespaceSelector }),
    }
    return { value: pool, issues: [...poolIssues(manifest, pool), ...namespaceWarnings(manifest, pool)] }
  })
}

/** The lab reads no Namespaces: it knows of the one label only that each has by itself. */
function namespaceWarnings(manifest: Manifest, { namespaceSelector }: IPPool) {
  if (namespaceSelector === undefined || namespaceSelector.includes('kubernetes.io/metadata.name')) return []
  return [issueAt(manifest, ['spec', 'namespaceSelector'], 'namespace-labels', { value: namespaceSelector }, 'warning')]
}

const LINK_LOCAL = prefix('169.254.0.0/16')

/** What Calico refuses (libcalico-go `clientv3/ippool.go`, `validator/v3`). */
function poolIssues(manifest: Manifest, pool: IPPool) {
  const cidr = formatPrefix(pool.cidr)
  return [
    ...(pool.ipipMode !== 'Never' && pool.vxlanMode !== 'Never'
      ? [issueAt(manifest, ['spec', 'vxlanMode'], 'pool-both-modes', { ipip: pool.ipipMode, vxlan: pool.vxlanMode })]
      : []),
    ...(!pool.disabled && pool.cidr.length > pool.blockSize
      ? [issueAt(manifest, ['spec', 'cidr'], 'pool-too-small', { value: cidr, blockSize: pool.blockSize })]
      : []),
    ...(prefixesOverlap(pool.cidr, LINK_LOCAL)
      ? [issueAt(manifest, ['spec', 'cidr'], 'pool-link-local', { value: cidr })]
      : []),
  ]
}

/** The pool with `patch` laid over its spec; a member of `patch` that is null goes. */
export function withPoolSpec(manifest: Manifest, patch: JsonObject): Manifest {
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {}
  const members = Object.entries({ ...spec, ...patch }).filter(([key, value]) => value !== null || !(key in patch))
  return { ...manifest, spec: Object.fromEntries(members) }
}
