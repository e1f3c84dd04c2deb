import { macFromBytes } from '../../../engine/net/mac'
import type { End, Filter } from './filter'
import { FilterFault, type FilterReader, says } from './filter-reader'
import { ETHER_TYPES, IP_PROTOCOLS, SERVICES } from './protocol-names'

export type Address = 'default' | 'host' | 'net' | 'port' | 'portrange' | 'proto' | 'gateway'

/** What stands before an id: `tcp src port`. */
export interface Qualifiers {
  readonly protocol: string | undefined
  readonly end: End | undefined
  readonly address: Address
}

/** The filter that an id is behind its qualifiers. Source: `gen_ncode`, `gen_scode`, `gen_mcode` in libpcap's gencode.c. */
export function filterOfId(reader: FilterReader, qualifiers: Qualifiers | undefined): Filter {
  const token = reader.peek()
  const isId = ['number', 'name', 'dotted', 'mac', 'ipv6', 'arcnet'].includes(token.kind)
  if (!isId) throw reader.unexpected()
  if (token.kind === 'ipv6') throw new FilterFault({ kind: 'not-modelled', what: token.text })
  reader.next()
  if (token.kind === 'dotted' && reader.is('/')) return slashedNetwork(reader, token.text, qualifiers)
  if (token.kind === 'dotted' && reader.is('mask')) return maskedNetwork(reader, token.text, qualifiers)
  if (!qualifiers) throw says('syntax error in filter expression')
  switch (token.kind) {
    case 'number':
      return numberFilter(token.value, qualifiers)
    case 'dotted':
      return dottedFilter(token.text, qualifiers)
    case 'mac':
      return macFilter(reader, token.text, qualifiers)
    case 'arcnet':
      throw says('aid supported only on ARCnet')
    default:
      return nameFilter(token.text, qualifiers)
  }
}

function numberFilter(value: number, qualifiers: Qualifiers): Filter {
  const { address, protocol } = qualifiers
  switch (address) {
    case 'port':
      return portFilter(value, value, qualifiers)
    case 'portrange':
      return portFilter(value, value, qualifiers)
    case 'proto':
      return protocolFilter(value, protocol)
    case 'gateway':
      throw says("'gateway' requires a name")
    case 'net': {
      let [net, mask] = [value, 0xffffffff]
      while (net !== 0 && net >>> 24 === 0) {
        net = (net << 8) >>> 0
        mask = (mask << 8) >>> 0
      }
      return addressFilter(net, mask, qualifiers)
    }
    default:
      return addressFilter(value, 0xffffffff, qualifiers)
  }
}

function dottedFilter(text: string, qualifiers: Qualifiers): Filter {
  const { address } = qualifiers
  if (address === 'port' || address === 'portrange' || address === 'proto') {
    throw says(`'${address}' modifier applied to ip host`)
  }
  const { value, bits } = dotted(text)
  if (address === 'gateway') throw says("'gateway' requires a name")
  return addressFilter(value, maskOf(bits), qualifiers)
}

const maskOf = (bits: number): number => (bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0)

/** `172.16` is 172.16.0.0, and sixteen bits of it. @throws FilterFault if it is no address */
function dotted(text: string): { readonly value: number; readonly bits: number } {
  const parts = text.split('.')
  if (!parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) throw says(`invalid IPv4 address '${text}'`)
  const bits = parts.length * 8
  const value = parts.reduce((sum, part) => sum * 256 + Number(part), 0)
  return { value: value * 2 ** (32 - bits), bits }
}

function slashedNetwork(reader: FilterReader, text: string, qualifiers: Qualifiers | undefined): Filter {
  reader.expect('/')
  const length = reader.number()
  const { value } = dotted(text)
  if (length > 32) throw says('mask length must be <= 32')
  const mask = maskOf(length)
  if ((value & ~mask) !== 0) throw says(`non-network bits set in "${text}/${length}"`)
  return networkFilter(value, mask, qualifiers)
}

function maskedNetwork(reader: FilterReader, text: string, qualifiers: Qualifiers | undefined): Filter {
  reader.expect('mask')
  const token = reader.peek()
  if (token.kind !== 'dotted') throw reader.unexpected()
  reader.next()
  const { value } = dotted(text)
  const mask = dotted(token.text).value
  if ((value & ~mask) !== 0) throw says(`non-network bits set in "${text} mask ${token.text}"`)
  return networkFilter(value, mask, qualifiers)
}

function networkFilter(value: number, mask: number, qualifiers: Qualifiers | undefined): Filter {
  if (qualifiers?.address !== 'net') throw says('Mask syntax for networks only')
  return addressFilter(value, mask, qualifiers)
}

/** Source: `gen_host`. */
function addressFilter(address: number, mask: number, { protocol, end = 'either', address: kind }: Qualifiers): Filter {
  switch (protocol) {
    case undefined:
      return { kind: 'address', address, mask, end, over: 'any' }
    case 'ip':
    case 'arp':
    case 'rarp':
      return { kind: 'address', address, mask, end, over: protocol }
    case 'link':
      throw says('illegal link layer address')
    case 'ip6':
      throw says(`'ip6' modifier applied to ip host`)
    default:
      throw says(`'${protocol}' modifier applied to ${kind === 'net' ? 'net' : 'host'}`)
  }
}

/** Source: `gen_proto`. */
function protocolFilter(number: number, over: string | undefined): Filter {
  switch (over) {
    case undefined:
      return { kind: 'protocol', protocol: number, ipVersion: 'any' }
    case 'ip':
      return { kind: 'protocol', protocol: number, ipVersion: 4 }
    case 'ip6':
      return { kind: 'protocol', protocol: number, ipVersion: 6 }
    case 'link':
      if (number <= MAX_LENGTH_FIELD) throw new FilterFault({ kind: 'not-modelled', what: `ether proto ${number}` })
      return { kind: 'carries', etherType: number }
    case 'arp':
    case 'rarp':
      throw says(`${over} does not encapsulate another protocol`)
    default:
      throw says(`'${over} proto' is bogus`)
  }
}

/** A "type" up to this is the length of an 802.3 frame (`ETHERMTU`). */
const MAX_LENGTH_FIELD = 1500

const PORT_PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 }

/** Source: `gen_port` and `gen_portrange`. */
function portFilter(from: number, to: number, { protocol, end = 'either', address }: Qualifiers): Filter {
  const over = protocol === undefined ? undefined : PORT_PROTOCOLS[protocol]
  if (protocol !== undefined && over === undefined) throw says(`illegal qualifier of '${address}'`)
  for (const port of [from, to]) if (port > 0xffff) throw says(`illegal port number ${port} > 65535`)
  const [lowest, highest] = [Math.min(from, to), Math.max(from, to)]
  return { kind: 'port', lowest, highest, end, ...(over !== undefined && { protocol: over }) }
}

function macFilter(reader: FilterReader, text: string, { protocol, end = 'either', address }: Qualifiers): Filter {
  if (protocol !== 'link' || (address !== 'host' && address !== 'default')) {
    throw says('ethernet address used in non-ether expression')
  }
  if (reader.purpose.link !== 'ethernet') throw says(ETHERNET_ONLY)
  const groups = text.split(/[:.-]/)
  const digits = groups.length === 6 ? groups.map((group) => group.padStart(2, '0')).join('') : groups.join('')
  const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  return { kind: 'mac', mac: macFromBytes(bytes), end }
}

const ETHERNET_ONLY = 'ethernet addresses supported only on ethernet/FDDI/token ring/802.11/ATM LANE/Fibre Channel'

/** The lab's hosts have no names that a resolver would know, nor a table of networks. */
function nameFilter(name: string, qualifiers: Qualifiers): Filter {
  const { address, protocol } = qualifiers
  switch (address) {
    case 'port':
      return serviceFilter(name, qualifiers)
    case 'portrange':
      return serviceRange(name, qualifiers)
    case 'proto':
      return namedProtocol(name, protocol)
    case 'net':
      throw says(`unknown network '${name}'`)
    case 'gateway':
      throw says("'gateway' not supported in this configuration")
    default:
      if (protocol === 'link') throw says(`unknown ether host '${name}'`)
      if (name === 'localhost') return addressFilter(0x7f000001, 0xffffffff, qualifiers)
      throw says(`unknown host '${name}'`)
  }
}

function namedProtocol(name: string, over: string | undefined): Filter {
  const table = over === 'link' ? ETHER_TYPES : IP_PROTOCOLS
  const isName = over === undefined || over === 'ip' || over === 'ip6' || over === 'link'
  const number = isName && Object.hasOwn(table, name) ? table[name] : undefined
  if (number === undefined) {
    throw says(isName ? `unknown ${over === 'link' ? 'ether' : 'ip'} proto '${name}'` : `unknown protocol: ${name}`)
  }
  return protocolFilter(number, over)
}

function serviceFilter(name: string, qualifiers: Qualifiers): Filter {
  const { protocol } = qualifiers
  if (protocol !== undefined && !Object.hasOwn(PORT_PROTOCOLS, protocol)) throw says(`illegal qualifier of 'port'`)
  const service = serviceOf(name)
  if (!service) throw says(`unknown port '${name}'`)
  const { port, protocols } = service
  if (protocol !== undefined && !protocols.some((own) => own === protocol)) {
    throw says(`port '${name}' is ${protocols.join('/')}`)
  }
  // A service that is TCP's alone is only looked for there.
  const [only] = protocols
  return portFilter(
    port,
    port,
    protocols.length === 1 && only !== undefined ? { ...qualifiers, protocol: only } : qualifiers,
  )
}

const serviceOf = (name: string) => (Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined)

/** `22-80`, `ssh-domain`. */
function serviceRange(name: string, qualifiers: Qualifiers): Filter {
  const { protocol } = qualifiers
  if (protocol !== undefined && !Object.hasOwn(PORT_PROTOCOLS, protocol)) throw says(`illegal qualifier of 'portrange'`)
  const ends = name.split('-')
  const [from, to] = ends.map((end) => (/^\d+$/.test(end) ? Number(end) : serviceOf(end)?.port))
  if (ends.length !== 2 || from === undefined || to === undefined) throw says(`unknown port in range '${name}'`)
  return portFilter(from, to, qualifiers)
}
