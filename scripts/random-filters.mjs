// Frames and filter expressions that have something to do with each other, by chance.
import fc from 'fast-check'

const octets = (/** @type {number[]} */ ...bytes) => bytes
const ADDRESSES = [
  ...[octets(10, 0, 0, 1), octets(10, 0, 0, 2), octets(192, 168, 10, 101), octets(192, 168, 20, 100)],
  ...[octets(172, 16, 158, 8), octets(224, 0, 0, 5), octets(255, 255, 255, 255), octets(127, 0, 0, 1)],
]
const PORTS = [0, 22, 53, 80, 85, 179, 443, 4789, 33434, 65535]
const PROTOCOLS = [1, 1, 4, 4, 6, 17, 17, 50, 58, 132]

const big = (/** @type {number} */ value) => [(value >>> 8) & 255, value & 255]
const address = fc.constantFrom(...ADDRESSES)
const port = fc.constantFrom(...PORTS)
const byte = fc.nat({ max: 255 })

const transport = fc
  .tuple(port, port, fc.constantFrom(0, 3, 8, 11), fc.array(byte, { minLength: 24, maxLength: 32 }), fc.boolean())
  .map(([from, to, type, rest, isIcmp]) => (isIcmp ? [type, 0, ...rest] : [...big(from), ...big(to), ...rest]))

const ipv4 = fc
  .record({
    source: address,
    destination: address,
    protocol: fc.constantFrom(...PROTOCOLS),
    headerWords: fc.constantFrom(5, 5, 5, 6),
    fragment: fc.constantFrom(0, 0, 0, 0x2000, 0x4000, 185),
    ttl: fc.constantFrom(1, 62, 63, 64),
    inside: transport,
  })
  .map(({ source, destination, protocol, headerWords, fragment, ttl, inside }) => {
    const options = Array.from({ length: (headerWords - 5) * 4 }, () => 1)
    const length = headerWords * 4 + inside.length
    const start = [0x40 | headerWords, 0, ...big(length), 0, 7, ...big(fragment), ttl, protocol, 0, 0]
    return [...start, ...source, ...destination, ...options, ...inside]
  })

const ipv6 = fc
  .record({ next: fc.constantFrom(...PROTOCOLS, 44), inside: transport, last: byte })
  .map(({ next, inside, last }) => {
    const some = Array.from({ length: 31 }, (_, index) => index)
    return [0x60, 0, 0, 0, ...big(inside.length), next, 64, ...some, last, ...inside]
  })

const arp = fc.tuple(address, address).map(([from, to]) => {
  return [...[0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1], ...from, ...[0, 0, 0, 0, 0, 0], ...to]
})

const packet = fc.oneof(
  { weight: 6, arbitrary: ipv4.map((bytes) => ({ type: 0x0800, bytes })) },
  { weight: 1, arbitrary: ipv6.map((bytes) => ({ type: 0x86dd, bytes })) },
  { weight: 1, arbitrary: arp.map((bytes) => ({ type: 0x0806, bytes })) },
)

const mac = fc.constantFrom([2, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 2], [255, 255, 255, 255, 255, 255], [1, 0, 94, 0, 0, 5])

/** @type {Record<string, (type: number, from: number[], to: number[]) => number[]>} */
const HEADERS = {
  ethernet: (type, from, to) => [...to, ...from, ...big(type)],
  raw: () => [],
  cooked: (type, from) => [
    ...big(type),
    0,
    0,
    0,
    0,
    0,
    from.at(-1) ?? 0,
    0,
    1,
    from.at(-1) === 1 ? 4 : 0,
    6,
    ...from,
    0,
    0,
  ],
  'cooked-v1': (type, from) => [0, from.at(-1) === 1 ? 4 : 0, 0, 1, 0, 6, ...from, 0, 0, ...big(type)],
}

/**
 * Forty frames of each link type, all of them whole: whether a filter that looks at what was cut off lets the frame
 * through depends on what libpcap's optimizer has left of it.
 * @param {number} seed
 */
export function frameSets(seed) {
  const frame = (/** @type {string} */ link) =>
    fc.tuple(packet, mac, mac).map(([{ type, bytes }, from, to]) => {
      const whole = Uint8Array.from([...(HEADERS[link]?.(type, [...from], [...to]) ?? []), ...bytes])
      return { bytes: whole, originalBytes: whole.length }
    })
  const links = ['ethernet', 'raw', 'cooked', 'cooked-v1']
  return Object.fromEntries(links.map((link) => [link, fc.sample(frame(link), { numRuns: 40, seed })]))
}

const dotted = address.map((bytes) => bytes.join('.'))
const end = fc.constantFrom('', '', 'src ', 'dst ', 'src or dst ', 'src and dst ')
const network = fc.tuple(address, fc.constantFrom(8, 16, 24, 32)).map(([bytes, length]) => {
  return `${bytes.map((octet, index) => (index < length / 8 ? octet : 0)).join('.')}/${length}`
})
const small = fc.constantFrom(0, 1, 4, 5, 6, 8, 9, 20)

const term = fc.oneof(
  fc.constantFrom('icmp', 'tcp', 'udp', 'ip', 'ip6', 'arp', 'sctp', 'esp', 'icmp6', 'proto 4', 'ip proto 4'),
  fc.constantFrom(...PROTOCOLS).map((number) => `proto ${number}`),
  fc.tuple(fc.constantFrom('', 'ip ', 'arp '), end, dotted).map(([over, which, host]) => `${over}${which}host ${host}`),
  fc.tuple(end, network).map(([which, net]) => `${which}net ${net}`),
  fc
    .tuple(fc.constantFrom('', '', 'tcp ', 'udp '), end, port)
    .map(([over, which, number]) => `${over}${which}port ${number}`),
  fc.tuple(end, port, port).map(([which, from, to]) => `${which}portrange ${from}-${to}`),
  fc.tuple(fc.constantFrom('less', 'greater'), fc.constantFrom(20, 33, 48, 60)).map((words) => words.join(' ')),
  fc
    .tuple(
      fc.constantFrom('ip', 'icmp', 'udp', 'tcp', 'ether', 'ip6'),
      small,
      fc.constantFrom('', ':2', ':4'),
      fc.constantFrom('', '& 0xf ', '& 0x1fff ', '+ 1 ', '>> 4 '),
      fc.constantFrom('=', '!=', '<', '>', '>=', '<='),
      small,
    )
    .map(
      ([from, at, size, calculation, relation, value]) => `${from}[${at}${size}] ${calculation}${relation} ${value}`,
    ),
)

const grammar = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    term,
    fc.tuple(fc.constantFrom('not ', '! '), tie('any')).map((parts) => parts.join('')),
    fc.tuple(tie('any'), fc.constantFrom(' and ', ' or ', ' && ', ' || '), tie('any')).map((parts) => parts.join('')),
    tie('any').map((inside) => `(${inside})`),
    fc.tuple(tie('any'), fc.constantFrom(' or ', ' and '), fc.oneof(dotted, port)).map((parts) => parts.join('')),
  ),
}))

/** An expression, most often a right one. */
export const expression = /** @type {fc.Arbitrary<string>} */ (grammar.any)
