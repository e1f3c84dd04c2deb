import { addressPlus, type Ipv4 } from '../../net/ipv4'
import { broadcastOf, type Prefix, prefixSize } from '../../net/prefix'
import type { Cluster } from '../cluster'

/** The lowest address a host may have in the network; of the two addresses of a /31 and the one of a /32 each will do. */
export const firstHost = (network: Prefix): Ipv4 =>
  network.length >= 31 ? network.address : addressPlus(network.address, 1)

const lastHost = (network: Prefix): Ipv4 =>
  network.length >= 31 ? broadcastOf(network) : addressPlus(broadcastOf(network), -1)

/** Addresses that a machine, a gateway or a router's interface has, or that a route takes for a next hop. */
export function addressesTaken({ underlay, nodes }: Cluster): Set<Ipv4> {
  return new Set([
    ...nodes.flatMap((node) => [node.internalAddress, node.bgpAddress.address]),
    ...underlay.subnets.flatMap(({ gateway }) => gateway ?? []),
    ...underlay.routers.flatMap(({ interfaces, routes }) => [
      ...interfaces.map(({ address }) => address),
      ...routes.map(({ via }) => via),
    ]),
    ...underlay.hosts.flatMap(({ routes }) => routes.map(({ via }) => via)),
  ])
}

/** The host address `wanted` numbers, counted from the network's address, if it is free, or the lowest that is. */
export function freeHostAddress(network: Prefix, taken: ReadonlySet<Ipv4>, wanted?: number): Ipv4 | undefined {
  const [first, last] = [firstHost(network), lastHost(network)]
  if (wanted !== undefined && wanted < prefixSize(network)) {
    const address = addressPlus(network.address, wanted)
    if (address >= first && address <= last && !taken.has(address)) return address
  }
  for (let number = 0; number <= last - first; number++) {
    const address = addressPlus(first, number)
    if (!taken.has(address)) return address
  }
  return undefined
}
