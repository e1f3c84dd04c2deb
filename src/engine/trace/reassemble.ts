import { reassembleIpv4 } from '../wire/fragment'
import { headerOf } from './header'
import type { Cursor, Run } from './run'

/** Waits until all fragments are there; undefined while they are not. */
export function reassemble(run: Run, cursor: Cursor): Cursor | undefined {
  const { source, destination, identification, protocol, moreFragments, fragmentOffset } = headerOf(cursor.bytes)
  if (!moreFragments && fragmentOffset === 0) return cursor
  const key = [cursor.namespace.name, source, destination, identification, protocol].join(' ')
  const fragments = [...(run.fragments.get(key) ?? []), cursor.bytes]
  run.fragments.set(key, fragments)
  const bytes = reassembleIpv4(fragments)
  if (!bytes) return undefined
  run.fragments.delete(key)
  return { ...cursor, bytes, fragmentBytes: Math.max(...fragments.map(({ length }) => length)) }
}
