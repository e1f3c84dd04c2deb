/** Which pools an address may come from (libcalico-go `lib/ipam/ipam.go`, `determinePools`; `pools.go`). */
import { fail, ok, type Result } from '../../result'
import type { IPPool } from '../resources/ip-pool'
import { parseSelector } from '../resources/selector'
import type { AllocatingNode } from './ipam'

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** In the order in which the datastore lists them. */
export const enabledPools = (pools: readonly IPPool[]): readonly IPPool[] =>
  pools.filter((pool) => !pool.disabled).sort((a, b) => compareText(a.name, b.name))

const satisfies = (selector: string, labels: Readonly<Record<string, string>>): boolean => {
  const parsed = parseSelector(selector)
  return parsed.ok && parsed.value(labels)
}

export const poolSelects = (pool: IPPool, node: AllocatingNode): boolean => satisfies(pool.nodeSelector, node.labels)

/** The label that Kubernetes itself gives every namespace; the lab knows of no others. */
const NAMESPACE_LABEL = 'kubernetes.io/metadata.name'

const poolSelectsNamespace = ({ namespaceSelector }: IPPool, namespace: string | undefined): boolean =>
  namespaceSelector === undefined ||
  satisfies(namespaceSelector, namespace === undefined ? {} : { [NAMESPACE_LABEL]: namespace })

export interface PoolChoice {
  readonly node: AllocatingNode
  /** Exactly these, by name and in this order, whatever their selectors say; absent: those that select the node. */
  readonly pools?: readonly string[]
  /** Of the pod; absent: the address is for a tunnel. */
  readonly namespace?: string
}

/** Disabled ones are no choice, nor are those that are to be asked for by name only, unless they are. [IPAM-1] */
export function chosenPools(
  all: readonly IPPool[],
  { node, pools: wanted, namespace }: PoolChoice,
): Result<readonly IPPool[], { readonly kind: 'pool-not-enabled'; readonly pool: string }> {
  const enabled = enabledPools(all)
  if (!wanted) {
    return ok(
      enabled.filter(
        (pool) => pool.assignmentMode !== 'Manual' && poolSelects(pool, node) && poolSelectsNamespace(pool, namespace),
      ),
    )
  }
  const found = wanted.map((name) => enabled.find((pool) => pool.name === name))
  const missing = found.indexOf(undefined)
  if (missing >= 0) return fail({ kind: 'pool-not-enabled', pool: wanted[missing] ?? '' })
  return ok(found.filter((pool) => pool !== undefined))
}
