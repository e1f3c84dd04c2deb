import { portKey, type SegmentLosses } from '../../engine/fabric/segment-loss'
import type { Link } from '../../engine/linux/link'
import type { Namespace } from '../../engine/linux/namespace'
import type { NextHop, Route } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePer } from '../../engine/once-per'
import type { Machine, Owner } from './cast'
import { numbering } from './numbering'
import type { SomePods } from './pod-ends'

// How things look without names: in place of an address stands whose it is, seen from who looks and who is looked for.

export interface Names {
  readonly owners: ReadonlyMap<Ipv4, Owner>
  /** Addresses of those who neither look nor are looked for, and had to be called by name. */
  readonly mentions: Set<Ipv4>
}

export interface Onlooker {
  readonly viewer: number
  /** Absent: nobody in particular is looked for. */
  readonly owner?: number | undefined
}

export function nameOf(address: Ipv4, { viewer, owner }: Onlooker, { owners, mentions }: Names): string {
  const who = owners.get(address)
  if (who && who.machine === owner) return `o${who.ordinal}`
  if (who && who.machine === viewer) return `m${who.ordinal}`
  mentions.add(address)
  return `@${address}`
}

function hopShape({ gateway, dev, onlink }: NextHop, onlooker: Onlooker, names: Names): string {
  return `${dev} ${gateway === undefined ? '' : nameOf(gateway, onlooker, names)}${onlink ? '!' : ''}`
}

/** All of a route that forwarding heeds, but where it leads to. */
export function routeShape(route: Route | undefined, onlooker: Onlooker, names: Names): string {
  if (!route) return '-'
  const { type, nextHops, scope, mtuBytes, preferredSource } = route
  const source = preferredSource === undefined ? '' : nameOf(preferredSource, onlooker, names)
  const [first] = nextHops
  const hops =
    first && nextHops.length === 1
      ? hopShape(first, onlooker, names)
      : nextHops.map((hop) => hopShape(hop, onlooker, names)).join('|')
  return `${type} ${scope} ${mtuBytes ?? ''} ${source} ${hops}`
}

/** Of whatever else a machine or device has; what is not known here is compared as it stands. */
export const textOf = oncePer((value: object): string => JSON.stringify(value, plainly))

/** Sets and maps as lists; who programmed something is nothing that a packet is asked. */
function plainly(key: string, value: unknown): unknown {
  if (key === 'provenance') return undefined
  return value instanceof Set || value instanceof Map ? [...value] : value
}

const textNumber = numbering()
const numberOf = oncePer((value: object): number => textNumber(textOf(value)))

const fieldText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? `#${numberOf(value)}` : String(value)

/** A device but for its name, its number and whose address it has. */
export const deviceShape = oncePer((link: Link): string => {
  const { name: _, index: __, mac, addresses, type, ...rest } = link
  const { kind, ...settings } = type
  const local = 'local' in settings ? { ...settings, local: undefined } : settings
  const kept = Object.entries({ ...rest, ...local }).map(([key, value]) => `${key}=${fieldText(value)}`)
  const networks = addresses.map(({ length, scope }) => `${length}${scope}`)
  return `${kind} ${mac === undefined ? '' : 'mac'} ${networks} ${kept}`
})

/** The same, as a number. */
export const deviceNumber = oncePer((link: Link): number => textNumber(deviceShape(link)))

const TOLD_ELSEWHERE: ReadonlySet<string> = new Set<keyof Namespace>(['name', 'links', 'routes', 'neighbours', 'fdb'])

/** Fields of a namespace that are compared in other ways; tables are not to be read only to be passed over. */
export const isToldElsewhere = (field: string): boolean => TOLD_ELSEWHERE.has(field)

/** All the other fields. */
function settingsShape(namespace: Namespace): string {
  let text = ''
  for (const key in namespace) {
    if (isToldElsewhere(key)) continue
    const value = namespace[key as keyof Namespace]
    if (Array.isArray(value) && value.length === 0) continue
    text += `${key}=${fieldText(value)} `
  }
  return text
}

/** The same as a number; machines of a lab are mostly set alike, and one that is set as the last one is not spelled out. */
export function settingsNumbering(): (namespace: Namespace) => number {
  let last: { readonly namespace: Namespace; readonly number: number } | undefined
  return (namespace) => {
    if (last && isSetAlike(last.namespace, namespace)) return last.number
    last = { namespace, number: textNumber(settingsShape(namespace)) }
    return last.number
  }
}

function isSetAlike(one: Namespace, other: Namespace): boolean {
  let count = 0
  for (const key in other) {
    count++
    if (isToldElsewhere(key)) continue
    const [a, b]: unknown[] = [one[key as keyof Namespace], other[key as keyof Namespace]]
    if (a === b) continue
    const areObjects = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null
    if (!areObjects || numberOf(a) !== numberOf(b)) return false
  }
  for (const _ in one) count--
  return count === 0
}

const devicesNumber = oncePer((links: readonly Link[]): number =>
  textNumber(links.map((link) => `${link.name} ${link.index} ${deviceNumber(link)}`).join('\n')),
)

/**
 * A machine but for its name, its pods, its tables and whose addresses it has.
 * @param settings the number of its settings
 */
export function machineShape({ id, namespace, links, plugs }: Machine, settings: number, names: Names): string {
  const onlooker = { viewer: id }
  let text = `${settings} ${devicesNumber(links)}`
  for (const { link, segment } of plugs) {
    if (link.type.kind === 'vxlan') text += ` local ${nameOf(link.type.local, onlooker, names)}`
    if (!segment) continue
    const netem = segment.netem?.cables.get(portKey({ namespace: namespace.name, link: link.name }))
    const losses = segment.losses ? lossShape(segment.losses, namespace, link, onlooker, names) : ''
    text += `\n${link.name} in ${segment.name} ${netem ? textOf(netem) : ''} ${losses}`
  }
  return text
}

function lossShape(
  { checked, oneWay }: SegmentLosses,
  { name }: Namespace,
  link: Link,
  onlooker: Onlooker,
  names: Names,
) {
  const key = portKey({ namespace: name, link: link.name })
  const own = checked.get(key)
  return `${own === undefined ? '' : nameOf(own, onlooker, names)} ${oneWay.get(key) ?? ''}`
}

/** A pod but for its name and its address, as a number. */
export const ownShapeOf = oncePer((namespace: Namespace): number =>
  textNumber(
    `${settingsShape(namespace)} ${numberOf(namespace.routes)} ${namespace.links.map((link) => `${link.name} ${deviceShape(link)}`)}`,
  ),
)

/** One of each shape. */
export const podKindsAmong = oncePer(({ byName }: SomePods): readonly Namespace[] => {
  const kinds = new Map<number, Namespace>()
  for (const { namespace } of byName.values()) kinds.set(ownShapeOf(namespace), namespace)
  return [...kinds.values()]
})
