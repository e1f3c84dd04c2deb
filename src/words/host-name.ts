/** How people call a host: pods of namespace default by their name alone. */
export const hostName = (namespace: string): string => namespace.replace(/^default\//, '')

/** The longest name that leaves room for a sentence about it. */
const BRIEF = 30

/** A name that a sentence has room for: without its namespace and its domain, then without its middle. */
export function briefName(namespace: string): string {
  const name = hostName(namespace)
  if (name.length <= BRIEF) return name
  const [bare = name] = name.slice(name.indexOf('/') + 1).split('.')
  if (bare.length <= BRIEF) return bare
  return `${bare.slice(0, BRIEF / 2 - 1)}…${bare.slice(-BRIEF / 2)}`
}

/** How hosts are called beside each other: without the Kubernetes namespace that all of them share. */
export function hostNames(namespaces: readonly string[]): (namespace: string) => string {
  const [first = ''] = namespaces
  const shared = first.slice(0, first.indexOf('/') + 1)
  if (shared === '' || !namespaces.every((each) => each.startsWith(shared))) return hostName
  return (namespace) => namespace.slice(shared.length)
}
