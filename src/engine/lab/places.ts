import { type Fabric, segmentAt } from '../fabric/fabric'
import { portKey } from '../fabric/segment-loss'
import type { ForwardDrop, Namespace, NamespaceName } from '../linux/namespace'
import type { Route } from '../linux/route'
import type { Ipv4 } from '../net/ipv4'
import { formatPrefix, hostPrefix, type Prefix, prefixContains, prefixKey } from '../net/prefix'
import { oncePer, oncePerSetting } from '../once-per'

/**
 * Where machines stand in a network of which nobody has more than his own addresses: two of one place, with one address
 * each, are told apart by no route, no filter and no segment, so they reach the same others and are reached by the
 * same. Whoever is told apart by something has a place of his own.
 */
export function placesIn(bare: Fabric): (machine: NamespaceName, address: Ipv4) => string {
  const networks = networksNamed(bare)
  const placeOf = oncePerSetting((namespace: Namespace, address: Ipv4): string => {
    if (!hasOnly(namespace, address)) return namespace.name
    const inside = networks.flatMap((network, i) => (prefixContains(network, address) ? [i] : []))
    return `${inside} ${pluggedIn(bare, namespace)} ${shapeOf(namespace)}`
  })
  return (machine, address) => {
    const namespace = bare.namespaces.get(machine)
    return namespace ? placeOf(namespace, address) : machine
  }
}

/** Every network by which something tells one address from another: routes, their gateways, filters, switches' too. */
function networksNamed({ namespaces, segments }: Fabric): readonly Prefix[] {
  const networks = new Map<number, Prefix>()
  const add = (network: Prefix): void => void networks.set(prefixKey(network), network)
  for (const namespace of namespaces.values()) namedBy(namespace).forEach(add)
  for (const { losses } of segments) losses?.drops.flatMap(endsOf).forEach(add)
  return [...networks.values()]
}

const namedBy = oncePer(({ routes, forwardDrops }: Namespace): readonly Prefix[] => [
  ...routes.map(({ destination }) => destination),
  ...routes
    .flatMap(({ nextHops }) => nextHops.flatMap(({ gateway }) => (gateway === undefined ? [] : [gateway])))
    .map(hostPrefix),
  ...forwardDrops.flatMap(endsOf),
])

const endsOf = ({ source, destination }: ForwardDrop): readonly Prefix[] =>
  [source, destination].filter((end) => end !== undefined)

const hasOnly = ({ links }: Namespace, address: Ipv4): boolean => {
  const own = links.flatMap(({ addresses }) => addresses.filter(({ scope }) => scope !== 'host'))
  return own.length === 1 && own[0]?.address === address
}

/** The segments of its devices, and what their cables do to what passes. */
const pluggedIn = (bare: Fabric, { name, links }: Namespace): string =>
  links
    .map((link) => {
      const port = { namespace: name, link: link.name }
      const { name: segment = '', losses, netem } = segmentAt(bare, port) ?? {}
      const [oneWay, cable] = [losses?.oneWay.get(portKey(port)), netem?.cables.get(portKey(port))]
      return oneWay || cable ? `${segment} ${JSON.stringify([oneWay, cable])}` : segment
    })
    .join(';')

/** All of a machine but its name, its address and what it is plugged into. */
const shapeOf = oncePer(({ links, routes, forwarding, forwardDrops, rpFilter }: Namespace): string =>
  JSON.stringify([links.map(({ name, up }) => [name, up]), routes.map(lineOf), forwarding, forwardDrops, rpFilter]),
)

const lineOf = ({ destination, type, metric, nextHops }: Route): string =>
  [formatPrefix(destination), type, metric, ...nextHops.map(({ gateway, dev }) => `${gateway} ${dev}`)].join()
