import { dissect } from '../../engine/wire/dissect'
import type { CaughtFrame } from './caught-frame'

/** The outer header that a frame has, if any. */
export type Wrapping = 'ipip' | 'vxlan' | 'none'

/** By what is in the frame alone: the packet that an ICMP error quotes does not count. */
export function wrappingOf({ link, bytes }: Pick<CaughtFrame, 'link' | 'bytes'>): Wrapping {
  const headers = dissect(bytes, link).filter((layer) => !('quoted' in layer && layer.quoted))
  if (headers.some(({ protocol }) => protocol === 'vxlan')) return 'vxlan'
  return headers.filter(({ protocol }) => protocol === 'ipv4').length > 1 ? 'ipip' : 'none'
}
