/** Names that every cluster has, and that say nothing. */
const COMMON = new Set(['default', 'kube-system', 'calico-system', 'default-ipv4-ippool'])

/**
 * New names for all of a sort, in the same order: `node-01` … `node-12`. Calico goes by the order of names in places.
 */
export function renamed(stem: string, names: Iterable<string>): ReadonlyMap<string, string> {
  const wanted = [...new Set(names)].filter((name) => name !== '' && !COMMON.has(name)).sort()
  const digits = String(wanted.length).length
  return new Map(wanted.map((name, i) => [name, `${stem}-${String(i + 1).padStart(digits, '0')}`]))
}
