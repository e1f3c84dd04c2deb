import type { ResourceRef } from '../engine/resource-ref'

const PREFIX = 'resource:'

/** What is in the lab and not on the canvas is selected by such an id: `resource:IPPool/name`. */
export const resourceId = ({ kind, name }: ResourceRef): string => `${PREFIX}${kind}/${name}`

/** What a selection means that is no element of the canvas. */
export function resourceOfId(id: string | undefined): ResourceRef | undefined {
  if (!id?.startsWith(PREFIX)) return undefined
  const slash = id.indexOf('/')
  return { kind: id.slice(PREFIX.length, slash), name: id.slice(slash + 1) }
}
