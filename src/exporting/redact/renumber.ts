import { addressPlus, formatIpv4, type Ipv4, ip, parseIpv4 } from '../../engine/net/ipv4'
import {
  formatPrefix,
  type Prefix,
  parseInterfaceAddress,
  prefixContains,
  prefixCovers,
  prefixOf,
  prefixSize,
} from '../../engine/net/prefix'

/** `a.b.c.d`, with a prefix length or without. */
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b/g

/** What an address by itself is taken to be in. */
const NEIGHBOURHOOD = 24

/** Meant for every network: renumbered they would mean something else. */
const KEPT = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map(
  (text) => parseInterfaceAddress(text) as Prefix,
)

const isKept = (address: Ipv4): boolean => KEPT.some((network) => prefixContains(network, address))

const FIRST = ip('10.0.0.0')

/**
 * A renumbering of all that `texts` mention. Networks that are in no other get new ones of the same size, in the same
 * order, from 10.0.0.0 on; what is inside keeps its place there, so whatever contains, equals or precedes another still
 * does, and routing is the same.
 */
export function renumbering(texts: Iterable<string>): (text: string) => string {
  const found = new Map<string, Prefix>()
  for (const text of texts) {
    for (const [word] of text.matchAll(ADDRESS)) {
      const network = networkOf(word)
      if (network) found.set(formatPrefix(network), network)
    }
  }
  const moved = placed(outermost([...found.values()]))
  const renumbered = (address: Ipv4): Ipv4 => {
    const home = moved.find(({ from }) => prefixContains(from, address))
    return home ? addressPlus(home.to, address - home.from.address) : address
  }
  return (text) =>
    text.replaceAll(ADDRESS, (word) => {
      const [address = '', length] = word.split('/')
      const parsed = parseIpv4(address)
      if (parsed === undefined || isKept(parsed)) return word
      return [formatIpv4(renumbered(parsed)), ...(length === undefined ? [] : [length])].join('/')
    })
}

function networkOf(word: string): Prefix | undefined {
  const address = parseIpv4(word)
  const parsed = address === undefined ? parseInterfaceAddress(word) : prefixOf(address, NEIGHBOURHOOD)
  if (!parsed || isKept(parsed.address) || parsed.length === 0) return undefined
  return prefixOf(parsed.address, Math.min(parsed.length, NEIGHBOURHOOD))
}

/** In order of address, without those that another covers. */
function outermost(networks: readonly Prefix[]): readonly Prefix[] {
  const sorted = networks.toSorted((a, b) => a.address - b.address || a.length - b.length)
  const outer: Prefix[] = []
  for (const network of sorted) {
    const last = outer.at(-1)
    if (!last || !prefixCovers(last, network)) outer.push(network)
  }
  return outer
}

/** Each at the next place that its size allows. */
function placed(networks: readonly Prefix[]): readonly { readonly from: Prefix; readonly to: Ipv4 }[] {
  let next: number = FIRST
  return networks.map((from) => {
    const size = prefixSize(from)
    const to = Math.ceil(next / size) * size
    next = to + size
    return { from, to: to as Ipv4 }
  })
}
