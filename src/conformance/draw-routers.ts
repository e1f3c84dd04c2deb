import type { JsonObject } from '../engine/manifest'
import { addressPlus, formatIpv4, type Ipv4 } from '../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixSize } from '../engine/net/prefix'
import type { Chance } from './chance'
import type { Block } from './draw-cluster'
import { type Machine, network, type Subnet } from './draw-networks'

export interface Router {
  readonly name: string
  readonly interfaces: readonly { readonly subnet: string; readonly address: string }[]
  readonly routes: readonly JsonObject[]
  readonly bgp: boolean
}

interface Transit {
  readonly name: string
  readonly cidr: Prefix
}

export interface Routers {
  readonly routers: readonly Router[]
  /** Of every subnet that has one. */
  readonly gateways: ReadonlyMap<string, Ipv4>
  readonly transits: readonly Transit[]
}

/** What joins the subnets: one router with a leg in each, or in all but one; a router each; or nothing. */
export function drawRouters(chance: Chance, subnets: readonly Subnet[], networks: Prefix[]): Routers {
  const kind = chance.pick(['one', 'one', 'one', 'alone', 'chain', 'chain', 'star', 'none'])
  if (kind === 'none') return { routers: [], gateways: new Map(), transits: [] }
  const joined = kind === 'alone' && subnets.length > 1 ? subnets.slice(0, -1) : subnets
  const gateways = new Map(joined.map((subnet) => [subnet.name, gatewayOf(chance, subnet)]))
  // Now and then a subnet's machines know of none.
  const given = new Map([...gateways].filter(() => !chance.happens(0.06)))
  const leg = (subnet: Subnet): Leg => ({ subnet: subnet.name, address: formatIpv4(gateways.get(subnet.name) as Ipv4) })
  if (joined.length === 1 || kind === 'one' || kind === 'alone') {
    const router = { name: 'router', interfaces: joined.map(leg), routes: [], bgp: chance.happens(0.3) }
    return { routers: [router], gateways: given, transits: [] }
  }
  const drawn = kind === 'star' ? starOf(chance, joined, networks, leg) : chainOf(chance, joined, networks, leg)
  const hasBgp = chance.happens(0.2)
  const routers = drawn.routers.map((router) => ({
    ...router,
    bgp: hasBgp,
    // Now and then somebody has forgotten one.
    routes: router.routes.filter(() => !chance.happens(0.05)),
  }))
  return { routers, gateways: given, transits: drawn.transits }
}

function gatewayOf(chance: Chance, { cidr, taken }: Subnet): Ipv4 {
  const address = addressPlus(cidr.address, chance.happens(0.5) ? 1 : prefixSize(cidr) - 2)
  taken.add(address)
  return address
}

type Leg = Router['interfaces'][number]

interface Joined {
  readonly routers: readonly Omit<Router, 'bgp'>[]
  readonly transits: readonly Transit[]
}

const hopTo = (via: string, { cidr }: { readonly cidr: Prefix }): JsonObject => ({ to: formatPrefix(cidr), via })

const legIn = ({ name, cidr }: Transit, number: number): Leg => ({
  subnet: name,
  address: formatIpv4(addressPlus(cidr.address, number)),
})

/** Each subnet's router in a row, with a small network between two neighbours. */
function chainOf(chance: Chance, subnets: readonly Subnet[], networks: Prefix[], leg: (subnet: Subnet) => Leg): Joined {
  const transits = subnets.slice(1).map((_, i) => ({
    name: `transit-${i}`,
    cidr: network(chance, chance.integer(28, 30), networks),
  }))
  const [low, high] = [1, 2]
  const routers = subnets.map((subnet, i) => {
    const [before, after] = [transits[i - 1], transits[i]]
    const down = [...subnets.slice(0, i), ...transits.slice(0, Math.max(0, i - 1))]
    const up = [...subnets.slice(i + 1), ...transits.slice(i + 1)]
    return {
      name: `router-${i}`,
      interfaces: [leg(subnet), ...(before ? [legIn(before, high)] : []), ...(after ? [legIn(after, low)] : [])],
      routes: [
        ...(before ? down.map((far) => hopTo(legIn(before, low).address, far)) : []),
        ...(after ? up.map((far) => hopTo(legIn(after, high).address, far)) : []),
      ],
    }
  })
  return { routers, transits }
}

/** Each subnet's router with a leg in one network of routers. */
function starOf(chance: Chance, subnets: readonly Subnet[], networks: Prefix[], leg: (subnet: Subnet) => Leg): Joined {
  const transit = { name: 'transit', cidr: network(chance, 28, networks) }
  const routers = subnets.map((subnet, i) => ({
    name: `router-${i}`,
    interfaces: [leg(subnet), legIn(transit, i + 1)],
    routes: subnets.flatMap((other, j) => (other === subnet ? [] : [hopTo(legIn(transit, j + 1).address, other)])),
  }))
  return { routers, transits: [transit] }
}

/** Now and then somebody tells the routers by hand where the nodes' blocks are; and now and then not of all of them. */
export function withBlockRoutes(
  chance: Chance,
  routers: readonly Router[],
  machines: readonly Machine[],
  blocks: readonly Block[],
): readonly Router[] {
  if (!chance.happens(0.15)) return routers
  return routers.map((router) => {
    const isNear = ({ subnet }: Machine): boolean => router.interfaces.some((leg) => leg.subnet === subnet.name)
    const ways = blocks.flatMap((block) => {
      const owner = machines.find(({ name }) => name === block.node)
      return owner && isNear(owner) && !chance.happens(0.1) ? [hopTo(formatIpv4(owner.address), block)] : []
    })
    return { ...router, routes: [...router.routes, ...ways] }
  })
}
