import type { Filter } from '../tcpdump/filter/filter'

/** What a filter is made of between its `and`s and `or`s. */
export function partsOf(filter: Filter): readonly Filter[] {
  if (filter.kind === 'and' || filter.kind === 'or') return [...partsOf(filter.left), ...partsOf(filter.right)]
  return [filter]
}

/** The filter with other parts in place of some; `all` is left out where it says nothing. */
export function withParts(filter: Filter, changed: ReadonlyMap<Filter, Filter>): Filter {
  if (filter.kind !== 'and' && filter.kind !== 'or') return changed.get(filter) ?? filter
  const left = withParts(filter.left, changed)
  const right = withParts(filter.right, changed)
  if (left.kind === 'all') return filter.kind === 'and' ? right : left
  if (right.kind === 'all') return filter.kind === 'and' ? left : right
  return { kind: filter.kind, left, right }
}
