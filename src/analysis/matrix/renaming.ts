import type { NamespaceName } from '../../engine/linux/namespace'
import type { Places } from './places'

type Pair = readonly [NamespaceName, NamespaceName]

/**
 * Calls hosts as they would be called if the one pair were the other, its double: each is swapped for its like, and so are
 * the machines that they are on.
 */
export function renaming({ machineOf }: Places, pair: Pair, double: Pair): (host: NamespaceName) => NamespaceName {
  const machines = exchange([machineOf(pair[0]), machineOf(pair[1])], [machineOf(double[0]), machineOf(double[1])])
  const hosts = exchange(pair, double)
  const isMachine = (host: NamespaceName): boolean => machineOf(host) === host
  return (host) => (isMachine(host) ? machines(host) : hosts(host))
}

/** Swaps the first for the first, and then whoever the second has become for the second. */
function exchange([a, b]: Pair, [otherA, otherB]: Pair): (name: NamespaceName) => NamespaceName {
  const first = swap(a, otherA)
  const second = swap(first(b), otherB)
  return (name) => second(first(name))
}

const swap =
  (one: NamespaceName, other: NamespaceName) =>
  (name: NamespaceName): NamespaceName =>
    name === one ? other : name === other ? one : name
