import { addressPlus } from '../../net/ipv4'
import { type Prefix, prefix, prefixesOverlap, prefixOf, prefixSize } from '../../net/prefix'

const FIRST = prefix('192.168.1.0/24')

/** Where no subnet of machines may be: this host, loopback, link-local, and all from multicast up. */
const RESERVED = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map(prefix)

/** Tries before giving up; each lies behind the last, so this many networks in a row are taken. */
const TRIES = 4096

/**
 * The network that goes on where `subnets` stop: as long as the highest, and as far behind it as that is behind the one
 * before it (192.168.30.0/24 after .10 and .20); then on in single steps past what is taken.
 */
export function nextNetwork(subnets: readonly Prefix[], taken: readonly Prefix[]): Prefix | undefined {
  const inOrder = [...subnets].sort((a, b) => a.address - b.address)
  const last = inOrder.at(-1)
  if (!last) return firstFree(FIRST, taken)
  const size = prefixSize(last)
  const previous = inOrder.at(-2)
  const gap = previous?.length === last.length ? last.address - previous.address : size
  return firstFree(prefixOf(addressPlus(last.address, gap), last.length), taken) ?? firstFree(FIRST, taken)
}

function firstFree(from: Prefix, taken: readonly Prefix[]): Prefix | undefined {
  for (let step = 0; step < TRIES; step++) {
    const candidate = prefixOf(addressPlus(from.address, step * prefixSize(from)), from.length)
    if (![...taken, ...RESERVED].some((other) => prefixesOverlap(other, candidate))) return candidate
  }
  return undefined
}
