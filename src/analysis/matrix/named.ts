import type { Fabric } from '../../engine/fabric/fabric'
import type { Link } from '../../engine/linux/link'
import type { Namespace } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import { broadcastOf, hostPrefix, type Prefix, prefixContains, prefixKey, prefixOf } from '../../engine/net/prefix'
import { oncePer } from '../../engine/once-per'
import type { Cast, Machine } from './cast'
import { isToldElsewhere, podKindsAmong, textOf } from './shape'

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

const byText = new Map<string, Named>()

/** Found in whatever a machine or a segment has, known here or not. What reads the same is the same. */
const namedIn = oncePer((value: object): Named => {
  const text = textOf(value)
  const known = byText.get(text) ?? namedAnew(value)
  byText.set(text, known)
  return known
})

/** A list of networks is asked as one. */
function namedAnew(value: object): Named {
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
}

const isNetwork = (item: unknown): item is Prefix =>
  typeof item === 'object' &&
  item !== null &&
  'address' in item &&
  'length' in item &&
  typeof item.address === 'number' &&
  typeof item.length === 'number'

/**
 * Of the whole fabric but its routes, with the networks that devices are in and their last addresses.
 * @param settingsOf the same for machines that are set alike
 */
export function namedInFabric(
  { segments }: Fabric,
  { machines, pods }: Cast,
  settingsOf: (machine: Machine) => number,
): Named {
  const found = new Set<Named>()
  const seen = new Set<number>()
  for (const machine of machines) {
    const settings = settingsOf(machine)
    if (!seen.has(settings)) noteSettings(machine.namespace, found)
    seen.add(settings)
  }
  for (const namespace of podKindsAmong(pods)) noteSettings(namespace, found)
  for (const { losses } of segments) if (losses) found.add(namedIn(losses.drops))
  return {
    sets: [...[...found].flatMap(({ sets }) => sets), ...networksAt(machines).map((network) => setOf([network]))],
    addresses: [...found].flatMap(({ addresses }) => addresses),
  }
}

function noteSettings(namespace: Namespace, found: Set<Named>): void {
  for (const key in namespace) {
    if (isToldElsewhere(key)) continue
    const value: unknown = namespace[key as keyof Namespace]
    if (typeof value !== 'object' || value === null || (Array.isArray(value) && value.length === 0)) continue
    found.add(namedIn(value))
  }
}

const networksOn = oncePer((links: readonly Link[]): readonly Prefix[] =>
  links.flatMap(({ addresses }) =>
    addresses.flatMap(({ address, length, scope }) =>
      length === 32 || scope === 'host' ? [] : [prefixOf(address, length)],
    ),
  ),
)

function networksAt(machines: readonly Machine[]): readonly Prefix[] {
  const networks = new Map<number, Prefix>()
  for (const { links } of machines) for (const network of networksOn(links)) networks.set(prefixKey(network), network)
  return [...networks.values()].flatMap((network) => [network, hostPrefix(broadcastOf(network))])
}

/** Which of the sets hold an address. */
export const membershipIn =
  (sets: readonly AddressSet[]) =>
  (address: Ipv4): string => {
    let text = ''
    for (let i = 0; i < sets.length; i++) if (sets[i]?.has(address)) text += `${i} `
    return text
  }
