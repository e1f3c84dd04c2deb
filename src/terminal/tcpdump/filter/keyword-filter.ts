import { both, type Filter } from './filter'
import { FilterFault, type FilterPurpose, type FilterReader, says } from './filter-reader'
import { ETHER_TYPES } from './protocol-names'

const carries = (name: string): Filter => ({ kind: 'carries', etherType: ETHER_TYPES[name] ?? 0 })
const protocol = (number: number, ipVersion: 4 | 6 | 'any'): Filter => ({
  kind: 'protocol',
  protocol: number,
  ipVersion,
})

/** Keywords that name a protocol, and what each means by itself (`gen_proto_abbrev`). `link` means nothing alone. */
export const PROTOCOL_KEYWORDS: ReadonlyMap<string, (purpose: FilterPurpose) => Filter> = new Map([
  [
    'link',
    () => {
      throw says('link layer applied in wrong context')
    },
  ],
  ['ip', () => carries('ip')],
  ['arp', () => carries('arp')],
  ['rarp', () => carries('rarp')],
  ['ip6', () => carries('ip6')],
  ['icmp', () => protocol(1, 4)],
  ['igmp', () => protocol(2, 4)],
  ['tcp', () => protocol(6, 'any')],
  ['igrp', () => protocol(9, 4)],
  ['udp', () => protocol(17, 'any')],
  ['esp', () => protocol(50, 'any')],
  ['ah', () => protocol(51, 'any')],
  ['icmp6', () => protocol(58, 6)],
  ['pim', () => protocol(103, 'any')],
  ['vrrp', () => protocol(112, 4)],
  ['carp', () => protocol(112, 4)],
  ['sctp', () => protocol(132, 'any')],
])

/** A word that is a filter by itself, perhaps behind a protocol; undefined if the next is none. */
export function keywordFilter(reader: FilterReader, over: string | undefined): Filter | undefined {
  const group = reader.take('broadcast', 'multicast')
  if (group === 'broadcast' || group === 'multicast') return groupFilter(reader.purpose, group, over)
  if (over !== undefined) return undefined
  const word = reader.take('less', 'greater', 'inbound', 'outbound')
  switch (word) {
    case 'less':
      return { kind: 'length', is: 'at most', bytes: reader.number() }
    case 'greater':
      return { kind: 'length', is: 'at least', bytes: reader.number() }
    case 'inbound':
    case 'outbound':
      return directionFilter(reader.purpose, word)
    default:
      return undefined
  }
}

/** As libpcap names link types in its messages. */
const LINK_NAMES = {
  ethernet: 'Ethernet',
  raw: 'Raw IP',
  cooked: 'Linux cooked v2',
  'cooked-v1': 'Linux cooked v1',
} as const

function directionFilter({ link, source }: FilterPurpose, word: 'inbound' | 'outbound'): Filter {
  if (source === 'file' && link !== 'cooked' && link !== 'cooked-v1') {
    throw says(`inbound/outbound not supported on ${LINK_NAMES[link]} when reading savefiles`)
  }
  return { kind: 'direction', direction: word === 'inbound' ? 'in' : 'out' }
}

/** Source: `gen_broadcast` and `gen_multicast` in libpcap's gencode.c. */
function groupFilter({ link, source }: FilterPurpose, of: 'broadcast' | 'multicast', over: string | undefined): Filter {
  if (over === undefined || over === 'link') {
    if (link === 'ethernet') return { kind: 'group', of, over: 'link' }
    throw says(
      of === 'broadcast'
        ? 'not a broadcast link'
        : 'link-layer multicast filters supported only on ethernet/FDDI/token ring/ARCNET/802.11/ATM LANE/Fibre Channel',
    )
  }
  if (over === 'ip' && of === 'broadcast' && source === 'live') {
    throw new FilterFault({ kind: 'not-modelled', what: 'ip broadcast' }) // it would ask the device for its netmask
  }
  if (over === 'ip' || (over === 'ip6' && of === 'multicast')) {
    return both(carries(over), { kind: 'group', of, over })
  }
  throw says(
    of === 'broadcast'
      ? 'only link-layer/IP broadcast filters supported'
      : 'link-layer multicast filters supported only on ethernet/FDDI/token ring/ARCNET/802.11/ATM LANE/Fibre Channel',
  )
}
