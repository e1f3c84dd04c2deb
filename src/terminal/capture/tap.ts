import type { Fabric } from '../../engine/fabric/fabric'
import type { Link, LinkName } from '../../engine/linux/link'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import { LINK_TYPE } from '../../engine/wire/capture-file'
import type { FilterLink } from '../tcpdump/filter/filter'

/** All devices of a host at once: `tcpdump -i any`. */
export const ANY_DEVICE = 'any'

/** Where a capture listens. */
export interface Tap {
  readonly host: NamespaceName
  readonly link: LinkName | typeof ANY_DEVICE
}

/** For lists and sets of taps. */
export const tapKey = ({ host, link }: Tap): string => `${host} ${link}`

export const isSameTap = (a: Tap, b: Tap): boolean => a.host === b.host && a.link === b.link

/** What stands in front of the packets that a capture on the device sees. */
export const linkOfDevice = ({ type }: Pick<Link, 'type'>): FilterLink => (type.kind === 'ipip' ? 'raw' : 'ethernet')

/** The same for a tap; undefined if the host has no such device. */
export function linkOfTap({ links }: Pick<Namespace, 'links'>, device: Tap['link']): FilterLink | undefined {
  if (device === ANY_DEVICE) return 'cooked'
  const link = links.find(({ name }) => name === device)
  return link && linkOfDevice(link)
}

/** Link types of capture files by what they are to a filter. */
export const LINK_NUMBERS: Readonly<Record<FilterLink, number>> = {
  ethernet: LINK_TYPE.ethernet,
  raw: LINK_TYPE.raw,
  cooked: LINK_TYPE.linuxSll2,
  'cooked-v1': LINK_TYPE.linuxSll,
}

/** Undefined of a link type that the lab does not read. */
export const linkOfNumber = (linkType: number): FilterLink | undefined =>
  linkType === LINK_TYPE.ipv4
    ? 'raw'
    : (Object.keys(LINK_NUMBERS) as FilterLink[]).find((kind) => LINK_NUMBERS[kind] === linkType)

/** All places of a host where a capture can listen, `any` first. */
export function tapsOfHost({ namespaces }: Fabric, host: NamespaceName): readonly Tap[] {
  const { links = [] } = namespaces.get(host) ?? {}
  const devices = links.filter(({ type }) => type.kind !== 'loopback').map(({ name }) => name)
  return [ANY_DEVICE, ...devices].map((link) => ({ host, link }))
}
