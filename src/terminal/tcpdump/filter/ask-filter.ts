import { bytesOfFilter } from './bytes-of-filter'
import type { FilterLink } from './filter'
import { parseFilter } from './parse-filter'
import { passes } from './run-filter'

/**
 * For comparisons with the real tool: what tcpdump makes of a filter on a file with these frames. The ones that pass as
 * a row of 0 and 1, or its complaint.
 */
export function askFilter(
  expression: string,
  link: FilterLink,
  frames: readonly { readonly bytes: Uint8Array; readonly originalBytes: number }[],
): string {
  const filter = parseFilter(expression, { link, source: 'file' })
  if (!filter.ok) return filter.error.kind === 'says' ? `tcpdump: ${filter.error.text}` : 'not modelled'
  const program = bytesOfFilter(filter.value, link)
  return frames
    .map(({ bytes, originalBytes }) => (passes(program, { link, bytes, lengthBytes: originalBytes }) ? '1' : '0'))
    .join('')
}
