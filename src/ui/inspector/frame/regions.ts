import type { HeaderView } from '../../../playback/frame-view'

/** A field of a header, or its payload, as a stretch of bytes. */
export interface Region {
  readonly id: string
  readonly header: HeaderView
  /** As the codec's table has it; `payload` has no field. */
  readonly name: string
  readonly value: string
  readonly was?: string
  readonly offset: number
  readonly lengthBytes: number
}

export function headersIn(outermost: HeaderView | undefined): readonly HeaderView[] {
  return outermost ? [outermost, ...headersIn(outermost.inside)] : []
}

/** A header's fields in the order of their bytes. */
export function regionsOf(header: HeaderView): readonly Region[] {
  const { protocol, offset, headerBytes } = header
  if (protocol === 'payload')
    return [{ id: `${offset} payload`, header, name: 'payload', value: '', offset, lengthBytes: headerBytes }]
  return header.fields
    .map((field): Region => ({ ...field, id: `${offset} ${field.name}`, header }))
    .toSorted((a, b) => a.offset - b.offset)
}

export const allRegions = (outermost: HeaderView | undefined): readonly Region[] =>
  headersIn(outermost).flatMap(regionsOf)

/** The field a byte belongs to; of several that share it the first. */
export const regionAt = (regions: readonly Region[], byte: number): Region | undefined =>
  regions.find(({ offset, lengthBytes }) => byte >= offset && byte < offset + lengthBytes)

/** The header whose own bytes these are. */
export const headerAt = (headers: readonly HeaderView[], byte: number): HeaderView | undefined =>
  headers.findLast(({ offset }) => byte >= offset)

/** The colour a header has everywhere: the tunnel's, or the packet's own. */
export function lookOfHeader({ role, inside }: HeaderView): 'ipip' | 'vxlan' | 'direct' | 'plain' {
  if (role === 'packet') return 'direct'
  if (role === 'tunnel') return 'vxlan'
  if (role !== 'outer') return 'plain'
  return inside?.role === 'tunnel' ? 'vxlan' : 'ipip'
}
