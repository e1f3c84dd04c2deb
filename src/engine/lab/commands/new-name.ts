import type { Issue } from '../../issue'
import { ok, type Result } from '../../result'
import { refuse } from './outcome'

/** What Kubernetes takes for the name of a node or a pod (RFC 1123 subdomain); the lab's subnets keep to it too. */
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const LONGEST = 253

/** `wanted`, if it is a name and free, or else the first that `suggest` offers. */
export function newName(
  wanted: string | undefined,
  taken: readonly string[],
  suggest: () => string,
): Result<string, readonly Issue[]> {
  if (wanted === undefined) return ok(suggest())
  if (!NAME.test(wanted) || wanted.length > LONGEST) return refuse('bad-name', { name: wanted })
  return taken.includes(wanted) ? refuse('name-taken', { name: wanted }) : ok(wanted)
}
