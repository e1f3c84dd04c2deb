import { addressPlus, type Ipv4, ip } from '../engine/net/ipv4'
import { type Prefix, prefixesOverlap, prefixOf, prefixSize } from '../engine/net/prefix'
import type { Chance } from './chance'

export interface Subnet {
  readonly name: string
  readonly cidr: Prefix
  readonly taken: Set<Ipv4>
}

export interface Machine {
  readonly name: string
  readonly address: Ipv4
  readonly subnet: Subnet
}

const PRIVATE: readonly Prefix[] = [
  prefixOf(ip('10.0.0.0'), 8),
  prefixOf(ip('172.16.0.0'), 12),
  prefixOf(ip('192.168.0.0'), 16),
]

/** A network of that length somewhere in the private ranges, beside all the others; it joins them. */
export function network(chance: Chance, length: number, others: Prefix[]): Prefix {
  for (;;) {
    const range = chance.pick(PRIVATE.filter((candidate) => candidate.length <= length))
    const drawn = prefixOf(addressPlus(range.address, chance.integer(0, prefixSize(range) - 1)), length)
    if (others.some((other) => prefixesOverlap(other, drawn))) continue
    others.push(drawn)
    return drawn
  }
}

/** An address that nobody has yet. A subnet's first and last are no machine's (`reserved`); a block has no such. */
export function freeAddress(chance: Chance, cidr: Prefix, taken: Set<Ipv4>, reserved = 0): Ipv4 {
  for (;;) {
    const address = addressPlus(cidr.address, chance.integer(reserved, prefixSize(cidr) - 1 - reserved))
    if (taken.has(address)) continue
    taken.add(address)
    return address
  }
}
