import type { Fabric } from '../../engine/fabric/fabric'
import { broadcastAddresses } from '../../engine/linux/local-table'
import type { Ipv4 } from '../../engine/net/ipv4'
import { hostPrefix, type Prefix, prefixContains, prefixKey, prefixOf } from '../../engine/net/prefix'
import { oncePer } from '../../engine/once-per'
import type { Cast, Machine } from './cast'

/** What settings, filters and NAT rules name. */
export interface Named {
  /** Lists of networks, and sets of addresses: an address is in one of them or not. */
  readonly sets: readonly AddressSet[]
  /** Addresses that stand for themselves. */
  readonly addresses: readonly Ipv4[]
}

export interface AddressSet {
  readonly networks: readonly Prefix[]
  readonly has: (address: Ipv4) => boolean
}

function setOf(networks: readonly Prefix[]): AddressSet {
  const singles = new Set(networks.flatMap(({ address, length }) => (length === 32 ? [address] : [])))
  const wide = networks.filter(({ length }) => length < 32)
  return {
    networks,
    has: (address) => singles.has(address) || wide.some((network) => prefixContains(network, address)),
  }
}

/** Found in whatever a machine or a segment has, known here or not. A list of networks is asked as one. */
const namedIn = oncePer((value: object): Named => {
  const sets: AddressSet[] = []
  const addresses: Ipv4[] = []
  const walk = (item: unknown): void => {
    if (typeof item === 'number') addresses.push(item as Ipv4)
    if (typeof item !== 'object' || item === null) return
    if (isNetwork(item)) sets.push(setOf([item]))
    else if (Array.isArray(item) && item.length > 0 && item.every(isNetwork)) sets.push(setOf(item))
    else if (item instanceof Set) sets.push(setOf([...item].map(hostPrefix)))
    else if (item instanceof Map) for (const [, each] of item) walk(each)
    else for (const [key, each] of Object.entries(item)) if (key !== 'provenance') walk(each)
  }
  walk(value)
  return { sets, addresses }
})

const isNetwork = (item: unknown): item is Prefix =>
  typeof item === 'object' &&
  item !== null &&
  'address' in item &&
  'length' in item &&
  typeof item.address === 'number' &&
  typeof item.length === 'number'

/** Of the whole fabric but its routes, with the networks that devices are in and their last addresses. */
export function namedInFabric({ segments }: Fabric, { machines, pods }: Cast): Named {
  const found = new Set<Named>()
  for (const { namespace } of machines) for (const named of namedBySettings(namespace)) found.add(named)
  for (const { namespace } of pods.values()) for (const named of namedBySettings(namespace)) found.add(named)
  for (const { losses } of segments) if (losses) found.add(namedIn(losses.drops))
  const atDevices = new Map(machines.flatMap(networksOf).map((network) => [prefixKey(network), network]))
  return {
    sets: [...[...found].flatMap(({ sets }) => sets), ...[...atDevices.values()].map((network) => setOf([network]))],
    addresses: [...found].flatMap(({ addresses }) => addresses),
  }
}

const NOTHING: readonly Named[] = []

function namedBySettings(namespace: Machine['namespace']): readonly Named[] {
  const { name: _, links: __, routes, neighbours, fdb, ...rest } = namespace
  let found: Named[] | undefined
  for (const key in rest) {
    const value: unknown = rest[key as keyof typeof rest]
    if (typeof value !== 'object' || value === null || (Array.isArray(value) && value.length === 0)) continue
    found ??= []
    found.push(namedIn(value))
  }
  return found ?? NOTHING
}

function networksOf({ namespace }: Machine): readonly Prefix[] {
  const own = namespace.links.flatMap(({ addresses }) =>
    addresses.flatMap(({ address, length, scope }) =>
      length < 32 && scope !== 'host' ? [prefixOf(address, length)] : [],
    ),
  )
  return [...own, ...[...broadcastAddresses(namespace)].map(hostPrefix)]
}

/** Which of the sets hold an address. */
export const membershipIn =
  (sets: readonly AddressSet[]) =>
  (address: Ipv4): string => {
    let text = ''
    for (const [i, set] of sets.entries()) if (set.has(address)) text += `${i} `
    return text
  }
