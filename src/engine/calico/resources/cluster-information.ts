import * as z from 'zod/mini'
import type { Manifest } from '../../manifest'
import { defined, issueAt, type Reading, readBy } from './reading'

/** Which generation of Calico: it decides the defaults of who programs what. */
export const ERAS = ['classic', 'v3.31', 'v3.32', 'current'] as const
export type Era = (typeof ERAS)[number]

export interface ClusterInformation {
  readonly calicoVersion?: string
  readonly era: Era
}

/** What holds when a cluster does not say which release it runs. */
export const DEFAULT_CLUSTER_INFORMATION: ClusterInformation = { era: 'classic' }

/** A release that stands for each generation: the first of it, and for the oldest the one the recordings are of. */
export const RELEASE_OF: Readonly<Record<Era, string>> = {
  classic: 'v3.28.2',
  'v3.31': 'v3.31.0',
  'v3.32': 'v3.32.0',
  current: 'v3.33.0',
}

export const schema = z.object({ spec: z.optional(z.object({ calicoVersion: z.optional(z.string()) })) })

export function readClusterInformation(manifest: Manifest): Reading<ClusterInformation> {
  return readBy(manifest, schema, ({ spec }): Reading<ClusterInformation> => {
    const calicoVersion = spec?.calicoVersion
    const era = calicoVersion ? eraOf(calicoVersion) : 'classic'
    if (era !== undefined) return { value: { era, ...defined({ calicoVersion }) }, issues: [] }
    const path = ['spec', 'calicoVersion']
    const warning = issueAt(manifest, path, 'version-unknown', { value: calicoVersion ?? '' }, 'warning')
    return { value: { era: 'current', ...defined({ calicoVersion }) }, issues: [warning] }
  })
}

/** The one place that looks at a version. Undefined if it is no `vMAJOR.MINOR`, such as `master`. */
export function eraOf(calicoVersion: string): Era | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(calicoVersion) ?? []
  if (major === undefined || minor === undefined) return undefined
  const release = Number(major) * 1000 + Number(minor)
  if (release <= 3030) return 'classic'
  if (release === 3031) return 'v3.31'
  return release === 3032 ? 'v3.32' : 'current'
}
