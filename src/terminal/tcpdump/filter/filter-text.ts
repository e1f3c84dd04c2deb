import { assertNever } from '../../../engine/invariant'
import { formatIpv4, type Ipv4 } from '../../../engine/net/ipv4'
import type { Arithmetic, End, Filter } from './filter'
import { ETHER_TYPES } from './protocol-names'

/** A filter as a person would type it; what reads it back means the same. */
export function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return ''
    case 'not':
      return `not ${inside(filter.of)}`
    case 'and':
    case 'or': {
      const { kind, left, right } = filter
      return [left, right].map((part) => (part.kind === kind ? filterText(part) : inside(part))).join(` ${kind} `)
    }
    case 'carries':
      return etherTypeText(filter.etherType)
    case 'protocol':
      return protocolText(filter)
    case 'address':
      return addressText(filter)
    case 'mac':
      return `ether ${END_WORDS[filter.end]}host ${filter.mac}`
    case 'port':
      return portText(filter)
    case 'length':
      return `${filter.is === 'at most' ? 'less' : 'greater'} ${filter.bytes}`
    case 'group':
      return `${filter.over === 'link' ? 'ether' : filter.over} ${filter.of}`
    case 'direction':
      return filter.direction === 'in' ? 'inbound' : 'outbound'
    case 'relation':
      return filter.text ?? `${arithmeticText(filter.left)} ${filter.relation} ${arithmeticText(filter.right)}`
    default:
      return assertNever(filter)
  }
}

/** `and` and `or` bind alike, so that one inside the other needs parentheses. */
const inside = (filter: Filter): string =>
  filter.kind === 'and' || filter.kind === 'or' ? `(${filterText(filter)})` : filterText(filter)

const END_WORDS: Readonly<Record<End, string>> = {
  source: 'src ',
  destination: 'dst ',
  either: '',
  both: 'src and dst ',
}

type Of<K extends Filter['kind']> = Extract<Filter, { readonly kind: K }>

const KEYWORDS = ['ip', 'arp', 'rarp', 'ip6']

function etherTypeText(type: number): string {
  const name = KEYWORDS.find((keyword) => ETHER_TYPES[keyword] === type)
  return name ?? `ether proto 0x${type.toString(16)}`
}

/** Protocols that have a keyword, by what it says of the version of IP. */
const PROTOCOLS: Readonly<Record<string, string>> = { '1 4': 'icmp', '6 any': 'tcp', '17 any': 'udp', '58 6': 'icmp6' }

function protocolText({ protocol, ipVersion }: Of<'protocol'>): string {
  const keyword = PROTOCOLS[`${protocol} ${ipVersion}`]
  if (keyword !== undefined) return keyword
  if (ipVersion === 'any') return `proto ${protocol}`
  return `${ipVersion === 4 ? 'ip' : 'ip6'} proto ${protocol}`
}

function addressText({ address, mask, end, over }: Of<'address'>): string {
  const protocol = over === 'any' ? '' : `${over} `
  const dotted = formatIpv4(address as Ipv4)
  if (mask === 0xffffffff) return `${protocol}${END_WORDS[end]}host ${dotted}`
  const length = 32 - Math.log2((~mask >>> 0) + 1)
  const network = Number.isInteger(length) ? `${dotted}/${length}` : `${dotted} mask ${formatIpv4(mask as Ipv4)}`
  return `${protocol}${END_WORDS[end]}net ${network}`
}

const PORT_PROTOCOLS: Readonly<Record<number, string>> = { 6: 'tcp ', 17: 'udp ', 132: 'sctp ' }

function portText({ lowest, highest, end, protocol }: Of<'port'>): string {
  const over = protocol === undefined ? '' : (PORT_PROTOCOLS[protocol] ?? '')
  const ports = lowest === highest ? `port ${lowest}` : `portrange ${lowest}-${highest}`
  return `${over}${END_WORDS[end]}${ports}`
}

/** Of the lab's own relations alone: bytes of the IP or UDP header, and a mask. */
function arithmeticText(arithmetic: Arithmetic): string {
  switch (arithmetic.kind) {
    case 'number':
      return arithmetic.value > 255 ? `0x${arithmetic.value.toString(16).padStart(8, '0')}` : String(arithmetic.value)
    case 'length':
      return 'len'
    case 'bytes': {
      const header = arithmetic.from === 'transport' ? 'udp' : arithmetic.from === 'link' ? 'ether' : 'ip'
      const size = arithmetic.size === 1 ? '' : `:${arithmetic.size}`
      return `${header}[${arithmeticText(arithmetic.at)}${size}]`
    }
    case 'calculation':
      return `${arithmeticText(arithmetic.left)} ${arithmetic.operator} ${arithmeticText(arithmetic.right)}`
  }
}
