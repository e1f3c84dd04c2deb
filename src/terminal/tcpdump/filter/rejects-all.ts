import { type ByteFilter, bytesOfFilter } from './bytes-of-filter'
import type { Arithmetic, Filter, FilterLink, Relation } from './filter'
import { calculate, compare } from './run-filter'

/** What is known of some bytes on one way through the filter. */
interface Known {
  readonly equal?: number
  readonly unequal: readonly number[]
}

type Facts = ReadonlyMap<string, Known>

/** A filter with more ways through it than this is taken to let something pass. */
const MAX_WAYS = 20_000

/**
 * Whether no packet can pass: `icmp and tcp`. libpcap's optimizer notices when bytes would have to equal two values, and
 * refuses such a filter; of what is greater or less it knows nothing, nor does this.
 */
export function rejectsAll(filter: Filter, link: FilterLink): boolean {
  let ways = 0
  const isPossible = (test: ByteFilter, wanted: boolean, facts: Facts, then: (facts: Facts) => boolean): boolean => {
    if (++ways > MAX_WAYS) return true
    switch (test.kind) {
      case 'all':
        return wanted && then(facts)
      case 'direction':
        return then(facts)
      case 'not':
        return isPossible(test.of, !wanted, facts, then)
      case 'and':
      case 'or': {
        // With `or` for `and`, and yes for no, the two are the same.
        const all = (test.kind === 'and') === wanted
        const { left, right } = test
        if (all) return isPossible(left, wanted, facts, (more) => isPossible(right, wanted, more, then))
        const otherwise = (more: Facts): boolean => isPossible(right, wanted, more, then)
        return isPossible(left, wanted, facts, then) || isPossible(left, !wanted, facts, otherwise)
      }
      case 'relation': {
        const [need, ...rest] = test.given
        if (!need) return isPossibleRelation(test, wanted, facts, then)
        const inner = { ...test, given: rest }
        const given = (more: Facts): boolean => isPossible(inner, wanted, more, then)
        return isPossible(need, true, facts, given) || (!wanted && isPossible(need, false, facts, then))
      }
    }
  }
  return !isPossible(bytesOfFilter(filter, link), true, new Map(), () => true)
}

function isPossibleRelation(
  { left, relation, right }: { readonly left: Arithmetic; readonly relation: Relation; readonly right: Arithmetic },
  wanted: boolean,
  facts: Facts,
  then: (facts: Facts) => boolean,
): boolean {
  const [a, b] = [constantOf(left), constantOf(right)]
  if (a !== undefined && b !== undefined) return compare(a, relation, b) === wanted && then(facts)
  if (b === undefined || (relation !== '=' && relation !== '!=')) return then(facts)
  const key = JSON.stringify(left)
  const known: Known = facts.get(key) ?? { unequal: [] }
  const isEqual = (relation === '=') === wanted
  if (isEqual && ((known.equal ?? b) !== b || known.unequal.includes(b))) return false
  if (!isEqual && known.equal === b) return false
  const more: Known = isEqual ? { ...known, equal: b } : { ...known, unequal: [...known.unequal, b] }
  return then(new Map(facts).set(key, more))
}

/** The number that it is whatever the packet is. */
function constantOf(arithmetic: Arithmetic): number | undefined {
  if (arithmetic.kind === 'number') return arithmetic.value
  if (arithmetic.kind !== 'calculation') return undefined
  const [left, right] = [constantOf(arithmetic.left), constantOf(arithmetic.right)]
  const { operator } = arithmetic
  if (left === undefined || right === undefined) return undefined
  return right === 0 && (operator === '/' || operator === '%') ? undefined : calculate(left, operator, right)
}
