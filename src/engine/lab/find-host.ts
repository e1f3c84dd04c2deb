import type { Fabric } from '../fabric/fabric'
import { invariant } from '../invariant'
import type { NamespaceName } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'

/** What a pod's network namespace is called in a fabric. */
export const podNamespaceName = (pod: { readonly namespace: string; readonly name: string }): NamespaceName =>
  `${pod.namespace}/${pod.name}`

/**
 * The machine or pod a person means by `name`: a node, a router, `namespace/pod`, a pod of namespace default, or the
 * only pod of that name.
 */
export function findHost(fabric: Fabric, name: string): NamespaceName | undefined {
  const exact = [name, `default/${name}`].find((candidate) => fabric.namespaces.has(candidate))
  if (exact !== undefined) return exact
  const [only, ...others] = [...fabric.namespaces.keys()].filter((candidate) => candidate.endsWith(`/${name}`))
  return others.length === 0 ? only : undefined
}

/**
 * The address that stands for a host: the first of its first device that has a global one.
 * @throws InvariantError if there is no such host.
 */
export function addressOfHost(fabric: Fabric, host: NamespaceName): Ipv4 {
  const namespace = fabric.namespaces.get(host)
  invariant(namespace, `no host ${host}`)
  const addresses = namespace.links.flatMap((link) => link.addresses)
  const address = addresses.find(({ scope }) => scope === 'global')
  invariant(address, `${host} has no address`)
  return address.address
}
