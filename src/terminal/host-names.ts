import type { Fabric } from '../engine/fabric/fabric'
import { findHost } from '../engine/lab/find-host'
import type { NamespaceName } from '../engine/linux/namespace'

/** What a person calls a host: a pod by its bare name where that is enough to find it. */
export function displayName(fabric: Fabric, name: NamespaceName): string {
  const bare = name.slice(name.indexOf('/') + 1)
  return findHost(fabric, bare) === name ? bare : name
}
