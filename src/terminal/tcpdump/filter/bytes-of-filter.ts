import { macToBytes } from '../../../engine/net/mac'
import { type Arithmetic, both, type End, eitherOf, type Filter, type FilterLink, type Relation } from './filter'

/** A filter in terms of bytes alone: what is left when libpcap has translated the words. */
export type ByteFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'not'; readonly of: ByteFilter }
  | { readonly kind: 'and' | 'or'; readonly left: ByteFilter; readonly right: ByteFilter }
  | Extract<Filter, { readonly kind: 'direction' }>
  | {
      readonly kind: 'relation'
      readonly left: Arithmetic
      readonly right: Arithmetic
      readonly relation: Relation
      /** What must hold before the bytes are looked at. */
      readonly given: readonly ByteFilter[]
    }

type Section = Extract<Arithmetic, { readonly kind: 'bytes' }>['from']

const number = (value: number): Arithmetic => ({ kind: 'number', value })

const bytes = (from: Section, at: number, size: 1 | 2 | 4): Arithmetic => ({
  kind: 'bytes',
  from,
  at: number(at),
  size,
})

const masked = (left: Arithmetic, mask: number): Arithmetic =>
  mask === 0xffffffff ? left : { kind: 'calculation', operator: '&', left, right: number(mask) }

const is = (left: Arithmetic, value: number, relation: Relation = '='): Filter => ({
  kind: 'relation',
  left,
  relation,
  right: number(value),
})

const NOTHING: Filter = { kind: 'not', of: { kind: 'all' } }
const [IP, ARP, RARP, IP6] = [0x0800, 0x0806, 0x8035, 0x86dd]

/**
 * What the filter looks at on this link. Source: libpcap's gencode.c, `gen_linktype`, `gen_proto`, `gen_hostop`,
 * `gen_portop`, `gen_ehostop`.
 */
export function bytesOfFilter(filter: Filter, link: FilterLink): ByteFilter {
  const inside = (part: Filter): ByteFilter => bytesOfFilter(part, link)
  switch (filter.kind) {
    case 'all':
    case 'direction':
      return filter.kind === 'direction' && (link === 'cooked' || link === 'cooked-v1')
        ? inside(cookedDirection(filter.direction, link))
        : filter
    case 'not':
      return { kind: 'not', of: inside(filter.of) }
    case 'and':
    case 'or':
      return { kind: filter.kind, left: inside(filter.left), right: inside(filter.right) }
    case 'relation': {
      const given = [...needs(filter.left), ...needs(filter.right)].map(inside)
      return { kind: 'relation', left: filter.left, relation: filter.relation, right: filter.right, given }
    }
    default:
      return inside(expanded(filter, link))
  }
}

/** What a packet must be to have the bytes that are asked for. */
function needs(arithmetic: Arithmetic): readonly Filter[] {
  if (arithmetic.kind === 'calculation') return [...needs(arithmetic.left), ...needs(arithmetic.right)]
  if (arithmetic.kind !== 'bytes') return []
  return [...needs(arithmetic.at), ...(arithmetic.filter ? [arithmetic.filter] : [])]
}

type Primitive = Exclude<Filter, { readonly kind: 'all' | 'not' | 'and' | 'or' | 'relation' | 'direction' }>

function expanded(filter: Primitive, link: FilterLink): Filter {
  switch (filter.kind) {
    case 'carries':
      return carries(filter.etherType, link)
    case 'protocol':
      return ofVersion(filter.ipVersion, protocolIn4(filter.protocol), protocolIn6(filter.protocol))
    case 'address':
      return addressOver(filter)
    case 'mac':
      return ofEnd(filter.end, macAt(6, filter.mac), macAt(0, filter.mac))
    case 'port':
      return eitherOf(portIn6(filter), portIn4(filter))
    case 'length':
      return is({ kind: 'length' }, filter.bytes, filter.is === 'at most' ? '<=' : '>=')
    case 'group':
      return group(filter)
  }
}

/** Raw IP has no type field: the version says what it is. */
function carries(etherType: number, link: FilterLink): Filter {
  if (link === 'ethernet') return is(bytes('link', 12, 2), etherType)
  if (link === 'cooked') return is(bytes('link', 0, 2), etherType)
  if (link === 'cooked-v1') return is(bytes('link', 14, 2), etherType)
  const version = masked(bytes('network', 0, 1), 0xf0)
  if (etherType === IP) return is(version, 0x40)
  return etherType === IP6 ? is(version, 0x60) : NOTHING
}

const over = (etherType: number, inside: Filter): Filter => both({ kind: 'carries', etherType }, inside)

const ofVersion = (version: 4 | 6 | 'any', four: Filter, six: Filter): Filter => {
  if (version === 'any') return eitherOf(four, six)
  return version === 4 ? four : six
}

const protocolIn4 = (protocol: number): Filter => over(IP, is(bytes('network', 9, 1), protocol))

const FRAGMENT_HEADER = 44

function protocolIn6(protocol: number): Filter {
  const next = bytes('network', 6, 1)
  const behindFragment = both(is(next, FRAGMENT_HEADER), is(bytes('network', 40, 1), protocol))
  return over(IP6, eitherOf(is(next, protocol), behindFragment))
}

function ofEnd(end: End, source: Filter, destination: Filter): Filter {
  if (end === 'source') return source
  if (end === 'destination') return destination
  return end === 'both' ? both(source, destination) : eitherOf(source, destination)
}

type Of<K extends Filter['kind']> = Extract<Filter, { readonly kind: K }>

function addressOver({ address, mask, end, over: kind }: Of<'address'>): Filter {
  const at = (etherType: number, source: number, destination: number): Filter => {
    const part = (offset: number): Filter =>
      over(etherType, is(masked(bytes('network', offset, 4), mask), (address & mask) >>> 0))
    return ofEnd(end, part(source), part(destination))
  }
  if (kind === 'ip') return at(IP, 12, 16)
  if (kind === 'arp') return at(ARP, 14, 24)
  if (kind === 'rarp') return at(RARP, 14, 24)
  return eitherOf(eitherOf(at(IP, 12, 16), at(ARP, 14, 24)), at(RARP, 14, 24))
}

function macAt(offset: number, mac: Of<'mac'>['mac']): Filter {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = macToBytes(mac)
  const low = ((c * 256 + d) * 256 + e) * 256 + f
  return both(is(bytes('link', offset + 2, 4), low), is(bytes('link', offset, 2), a * 256 + b))
}

const WITH_PORTS = [6, 17, 132]

function protocolsOf({ protocol }: Of<'port'>, next: Arithmetic): Filter {
  const [first = 0, ...rest] = protocol === undefined ? WITH_PORTS : [protocol]
  return rest.reduce((any, one) => eitherOf(any, is(next, one)), is(next, first))
}

function portAt({ lowest, highest, end }: Of<'port'>, from: Section, offset: number): Filter {
  const at = (place: number): Filter => {
    const port = bytes(from, place, 2)
    return lowest === highest ? is(port, lowest) : both(is(port, lowest, '>='), is(port, highest, '<='))
  }
  return ofEnd(end, at(offset), at(offset + 2))
}

const FIRST_FRAGMENT = is(masked(bytes('network', 6, 2), 0x1fff), 0)

const portIn4 = (filter: Of<'port'>): Filter =>
  over(IP, both(protocolsOf(filter, bytes('network', 9, 1)), both(FIRST_FRAGMENT, portAt(filter, 'transport', 0))))

const portIn6 = (filter: Of<'port'>): Filter =>
  over(IP6, both(protocolsOf(filter, bytes('network', 6, 1)), portAt(filter, 'network', 40)))

function group({ of, over: layer }: Of<'group'>): Filter {
  if (layer === 'ip6') return is(bytes('network', 24, 1), 255)
  if (layer === 'ip') {
    const destination = bytes('network', 16, 4)
    const broadcast = eitherOf(is(destination, 0), is(destination, 0xffffffff))
    return of === 'multicast' ? is(bytes('network', 16, 1), 224, '>=') : broadcast
  }
  return of === 'multicast'
    ? is(masked(bytes('link', 0, 1), 1), 0, '!=')
    : macAt(0, 'ff:ff:ff:ff:ff:ff' as Of<'mac'>['mac'])
}

/** `PACKET_OUTGOING` in the packet type of the cooked header. */
function cookedDirection(direction: 'in' | 'out', link: 'cooked' | 'cooked-v1'): Filter {
  const type = link === 'cooked' ? bytes('link', 10, 1) : bytes('link', 0, 2)
  return is(type, 4, direction === 'out' ? '=' : '!=')
}
