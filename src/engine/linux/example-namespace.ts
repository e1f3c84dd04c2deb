import { invariant } from '../invariant'
import { ip } from '../net/ipv4'
import { macFromBytes } from '../net/mac'
import { parseInterfaceAddress, prefix } from '../net/prefix'
import type { Link } from './link'
import type { Namespace } from './namespace'
import type { Provenance, Route, RouteType } from './route'
import { compareRoutes } from './route-order'

// For tests: machines written as a person would, `eth0 10.0.0.1/24` and `10.1.0.0/16 via 10.0.0.2 dev eth0`.

const BY_HAND: Provenance = { programmer: 'operator', because: 'operator-static', details: {}, from: [] }

/** A route in the words of `ip route`; `nexthop` for each of several ways. */
export function exampleRoute(line: string): Route {
  const [head = '', ...ways] = line.split(/ (?=via |dev |nexthop )/)
  const words = head.split(' ')
  const type: RouteType = words.length > 1 ? (words[0] as RouteType) : 'unicast'
  const destination = words.at(-1) ?? ''
  const rest = ways.join(' ')
  const after = (text: string, word: string): string | undefined => new RegExp(`${word} (\\S+)`).exec(text)?.[1]
  const hops = rest.split('nexthop').filter((text) => text.trim() !== '')
  const [source, scope, mtu] = [after(rest, 'src'), after(rest, 'scope'), after(rest, 'mtu')]
  return {
    type,
    destination: prefix(destination === 'default' ? '0.0.0.0/0' : destination),
    nextHops: hops.map((hop) => {
      const [via, dev] = [after(hop, 'via'), after(hop, 'dev')]
      return { ...(via && { gateway: ip(via) }), ...(dev && { dev }), ...(hop.includes('onlink') && { onlink: true }) }
    }),
    metric: Number(after(line, 'metric') ?? 0),
    protocol: 'boot',
    scope: scope === 'link' || scope === 'host' ? scope : 'global',
    ...(source && { preferredSource: ip(source) }),
    ...(mtu && { mtuBytes: Number(mtu) }),
    provenance: BY_HAND,
  }
}

/** An Ethernet device: its name, and its addresses. */
export function exampleLink(line: string, index: number, changes: Partial<Link> = {}): Link {
  const [name = '', ...addresses] = line.split(' ')
  return {
    name,
    index,
    type: { kind: 'ethernet' },
    mac: macFromBytes([2, 0, 0, 0, name.length, index]),
    mtuBytes: 1500,
    up: true,
    addresses: addresses.map((text) => {
      const address = parseInterfaceAddress(text)
      invariant(address, `not an address: ${text}`)
      return { ...address, scope: 'global' }
    }),
    proxyArp: false,
    ...changes,
  }
}

/** A machine that forwards; its devices are numbered from 1 in their order. */
export const exampleNamespace = (
  name: string,
  links: readonly (string | Link)[],
  routes: readonly string[],
  changes: Partial<Namespace> = {},
): Namespace => ({
  name,
  role: 'node',
  links: links.map((link, i) => (typeof link === 'string' ? exampleLink(link, i + 1) : link)),
  routes: routes.map(exampleRoute).sort(compareRoutes),
  neighbours: [],
  fdb: [],
  masquerade: [],
  forwardDrops: [],
  inputFilters: [],
  tracksConnections: false,
  forwarding: true,
  ...changes,
})
