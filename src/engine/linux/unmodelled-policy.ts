import type { ResourceRef } from '../resource-ref'

/** A policy that looks at what passes there. The lab knows that it does, and not what it decides. */
export interface UnmodelledPolicy {
  readonly resource: ResourceRef
  /** What goes to the pod, or to the host. */
  readonly ingress: boolean
  /** What comes from it. */
  readonly egress: boolean
}

export type PolicyDirection = 'ingress' | 'egress'

/** Those that decide about a first packet in that direction. */
export const decidersOf = (
  policies: readonly UnmodelledPolicy[] | undefined,
  direction: PolicyDirection,
): readonly ResourceRef[] => (policies ?? []).filter((policy) => policy[direction]).map(({ resource }) => resource)
