import type { CaptureFile } from '../../engine/wire/capture-file'
import { bytesOfFilter } from '../tcpdump/filter/bytes-of-filter'
import type { FilterLink, FilterProblem } from '../tcpdump/filter/filter'
import { parseFilter } from '../tcpdump/filter/parse-filter'
import { passes } from '../tcpdump/filter/run-filter'
import type { CaughtFrame } from './caught-frame'
import { linkOfNumber } from './tap'

/** A frame of a file from outside. */
export interface ReadFrame {
  /** Index into the file's frames. */
  readonly index: number
  readonly interface: number
  /** Absent if the lab does not read its link type. */
  readonly link?: FilterLink
  readonly timeNs: bigint
  readonly direction?: 'in' | 'out'
  readonly bytes: Uint8Array
  readonly originalBytes: number
  readonly comment?: string
}

/** The frames of a file that a filter lets through; of a link type that nobody reads none is asked, and all are shown. */
export function readFrames(
  { interfaces, frames }: CaptureFile,
  expression: string,
): { readonly rows: readonly ReadFrame[]; readonly problem?: FilterProblem } {
  const links = interfaces.map(({ linkType }) => linkOfNumber(linkType))
  const filters = new Map([...new Set(links)].flatMap((link) => (link ? [[link, compiled(expression, link)]] : [])))
  const problem = [...filters.values()].find((filter) => filter.problem)?.problem
  const rows = frames.flatMap((frame, index): ReadFrame[] => {
    const link = links[frame.interface]
    const row = { index, ...frame, ...(link && { link }) }
    return !link || filters.get(link)?.passes(frame, link) ? [row] : []
  })
  return { rows, ...(problem && { problem }) }
}

function compiled(expression: string, link: FilterLink) {
  const parsed = parseFilter(expression, { link, source: 'file' })
  if (!parsed.ok) return { problem: parsed.error, passes: () => false }
  const filter = bytesOfFilter(parsed.value, link)
  return {
    problem: undefined,
    passes: ({ bytes, originalBytes }: Pick<CaughtFrame, 'bytes' | 'originalBytes'>, of: FilterLink) =>
      passes(filter, { link: of, bytes, lengthBytes: originalBytes }),
  }
}
