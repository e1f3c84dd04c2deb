import { type DissectedLayer, type DissectedLink, dissect } from '../engine/wire/dissect'
import { type FieldView, fieldsOf } from './header-fields'

/** What a header is to the packet: of two IPv4 headers the outer one is the tunnel's. */
export type HeaderRole = 'link' | 'outer' | 'tunnel' | 'packet' | 'message' | 'quoted'

/** One header; what it carries is in `inside`. */
export interface HeaderView {
  readonly protocol: DissectedLayer['protocol']
  readonly role: HeaderRole
  readonly fields: readonly FieldView[]
  /** Where it lies in `PacketView.bytes`. */
  readonly offset: number
  readonly headerBytes: number
  /** Bytes from the header's start to the packet's end. */
  readonly lengthBytes: number
  /** The step before this one did not have it. */
  readonly added: boolean
  readonly inside?: HeaderView
}

/** The headers of any frame, outermost first, compared with nothing. */
export function headersOfFrame(bytes: Uint8Array, link: DissectedLink): readonly HeaderView[] {
  const layers = dissect(bytes, link)
  const innermost = layers.findLastIndex((layer) => layer.protocol === 'ipv4' && !layer.quoted)
  const quote = layers.findIndex((layer) => layer.protocol === 'ipv4' && layer.quoted)
  return layers.map((layer, index): HeaderView => {
    const { protocol, offset, headerBytes } = layer
    const role = quote >= 0 && index >= quote ? 'quoted' : roleOf(protocol, index, innermost)
    return {
      protocol,
      role,
      offset,
      headerBytes,
      lengthBytes: bytes.length - offset,
      added: false,
      fields: fieldsOf(bytes, layer),
    }
  })
}

/** A frame by itself, header in header: one of a file from outside has no step before it. Absent without bytes. */
export const frameView = (bytes: Uint8Array, link: DissectedLink): HeaderView | undefined =>
  headersOfFrame(bytes, link).reduceRight<HeaderView | undefined>(
    (inside, header) => ({ ...header, ...(inside && { inside }) }),
    undefined,
  )

function roleOf(protocol: DissectedLayer['protocol'], index: number, innermost: number): HeaderRole {
  if (index === 0 && protocol !== 'ipv4' && protocol !== 'payload') return 'link'
  if (index > innermost) return 'message'
  if (index === innermost) return 'packet'
  return protocol === 'ipv4' ? 'outer' : 'tunnel'
}
