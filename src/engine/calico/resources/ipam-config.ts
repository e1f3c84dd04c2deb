import * as z from 'zod/mini'
import type { Manifest } from '../../manifest'
import { integerField } from './fields'
import { issueAt, type Reading, readBy } from './reading'

export interface IPAMConfig {
  readonly strictAffinity: boolean
  readonly autoAllocateBlocks: boolean
  /** 0: no limit of its own; IPAM then still stops at 20 blocks a host. */
  readonly maxBlocksPerHost: number
}

export const schema = z.object({
  spec: z._default(
    z.object({
      strictAffinity: z._default(z.boolean(), false),
      autoAllocateBlocks: z._default(z.boolean(), true),
      maxBlocksPerHost: z._default(integerField(0, 2 ** 31 - 1), 0),
    }),
    { strictAffinity: false, autoAllocateBlocks: true, maxBlocksPerHost: 0 },
  ),
})

/** What holds when a cluster has no IPAMConfig. */
export const DEFAULT_IPAM_CONFIG: IPAMConfig = { strictAffinity: false, autoAllocateBlocks: true, maxBlocksPerHost: 0 }

export function readIPAMConfig(manifest: Manifest): Reading<IPAMConfig> {
  return readBy(manifest, schema, ({ spec }): Reading<IPAMConfig> => {
    const dead = !spec.strictAffinity && !spec.autoAllocateBlocks
    return { value: spec, issues: dead ? [issueAt(manifest, ['spec', 'autoAllocateBlocks'], 'ipam-both-off')] : [] }
  })
}
