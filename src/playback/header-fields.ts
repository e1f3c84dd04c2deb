import { formatIpv4, type Ipv4 } from '../engine/net/ipv4'
import { macFromBytes } from '../engine/net/mac'
import { COOKED_FIELDS, COOKED_V1_FIELDS } from '../engine/wire/cooked'
import type { DissectedLayer } from '../engine/wire/dissect'
import { ETHERNET_FIELDS, ETHERTYPE_IPV4 } from '../engine/wire/ethernet'
import { type Field, type FieldTable, readField } from '../engine/wire/field'
import { ICMP_FIELDS, isEcho } from '../engine/wire/icmp'
import { IPV4_FIELDS, PROTOCOL } from '../engine/wire/ipv4'
import { UDP_FIELDS } from '../engine/wire/udp'
import { VXLAN_FIELDS } from '../engine/wire/vxlan'
import { icmpName } from './layers'

/** One field of a header, for the inspector. */
export interface FieldView {
  /** As the codec's table has it; in the catalogue under `field`. */
  readonly name: string
  /** As people write it: addresses dotted, checksums in hex, numbers with what they stand for. */
  readonly value: string
  /** The value before the step, if it was another. */
  readonly was?: string
  /** Where it lies in the bytes of the view. */
  readonly offset: number
  readonly lengthBytes: number
}

type Show = (value: number, layer: DissectedLayer) => string

const decimal: Show = (value) => String(value)
const hex: Show = (value) => `0x${value.toString(16).padStart(4, '0')}`
const address: Show = (value) => formatIpv4(value as Ipv4)
const named =
  (names: Readonly<Record<number, string>>): Show =>
  (value) =>
    value in names ? `${value} (${names[value]})` : String(value)
/** As everybody writes it: 0x0800. */
const etherType: Show = (value, layer) => `${hex(value, layer)}${value === ETHERTYPE_IPV4 ? ' (ipv4)' : ''}`
const mac: Show = (value) => macFromBytes(hexPairs(value.toString(16).padStart(12, '0')))

const hexPairs = (digits: string): number[] => (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))

const PROTOCOL_NAMES = Object.fromEntries(Object.entries(PROTOCOL).map(([name, number]) => [number, name]))

/** `PACKET_HOST` and so on of packet(7). */
const PACKET_TYPES = { 0: 'in', 1: 'broadcast', 2: 'multicast', 3: 'for another host', 4: 'out' }

interface Table {
  readonly fields: FieldTable
  readonly show: Readonly<Record<string, Show>>
}

/** What is shown of each header, in this order; the rest of a table does not help a reader. */
const TABLES: Readonly<Record<Exclude<DissectedLayer['protocol'], 'payload'>, Table>> = {
  ethernet: {
    fields: ETHERNET_FIELDS,
    show: { source: mac, destination: mac, etherType },
  },
  cooked: {
    fields: COOKED_FIELDS,
    show: {
      packetType: named(PACKET_TYPES),
      interfaceIndex: decimal,
      hardwareType: decimal,
      protocol: etherType,
    },
  },
  'cooked-v1': {
    fields: COOKED_V1_FIELDS,
    show: { packetType: named(PACKET_TYPES), hardwareType: decimal, protocol: etherType },
  },
  ipv4: {
    fields: IPV4_FIELDS,
    show: {
      version: decimal,
      headerLength: (value) => `${value * 4}`,
      source: address,
      destination: address,
      protocol: named(PROTOCOL_NAMES),
      ttl: decimal,
      totalLength: decimal,
      dontFragment: decimal,
      moreFragments: decimal,
      fragmentOffset: decimal,
      identification: decimal,
      typeOfService: hex,
      checksum: hex,
    },
  },
  udp: {
    fields: UDP_FIELDS,
    show: { sourcePort: decimal, destinationPort: decimal, length: decimal, checksum: hex },
  },
  vxlan: { fields: VXLAN_FIELDS, show: { vni: decimal, flags: hex } },
  icmp: {
    fields: ICMP_FIELDS,
    show: {
      type: (value, layer) => (layer.protocol === 'icmp' ? `${value} (${icmpName(value, layer.header.code)})` : ''),
      code: decimal,
      identifier: decimal,
      sequence: decimal,
      mtu: decimal,
      checksum: hex,
    },
  },
}

/** The fields of a header, with their values in `bytes`; payload has none. */
export function fieldsOf(bytes: Uint8Array, layer: DissectedLayer): readonly FieldView[] {
  if (layer.protocol === 'payload') return []
  const { fields, show } = TABLES[layer.protocol]
  return Object.entries(show).flatMap(([name, showValue]): FieldView[] => {
    const field = fields[name]
    if (!field || !isShown(layer, name)) return []
    const value = showValue(readField(bytes, layer.offset, field), layer)
    return [{ name, value, ...placeOf(layer, field) }]
  })
}

/** An echo has an identifier and a sequence, "fragmentation needed" an MTU, other errors neither. */
function isShown(layer: DissectedLayer, name: string): boolean {
  if (layer.protocol !== 'icmp') return true
  if (name === 'identifier' || name === 'sequence') return isEcho(layer.header.type)
  return name !== 'mtu' || (layer.header.mtu > 0 && !isEcho(layer.header.type))
}

const placeOf = (layer: DissectedLayer, { offset, length }: Field) => ({
  offset: layer.offset + offset,
  lengthBytes: length,
})
