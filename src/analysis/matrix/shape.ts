import type { Fabric } from '../../engine/fabric/fabric'
import { segmentAt } from '../../engine/fabric/fabric'
import { portKey } from '../../engine/fabric/segment-loss'
import type { Link } from '../../engine/linux/link'
import type { Namespace } from '../../engine/linux/namespace'
import type { NextHop, Route } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePer } from '../../engine/once-per'
import type { Machine, Owner, PodEnd } from './cast'

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
const textOf = oncePer((value: object): string => JSON.stringify(value, plainly))

/** Sets and maps as lists; who programmed something is nothing that a packet is asked. */
function plainly(key: string, value: unknown): unknown {
  if (key === 'provenance') return undefined
  return value instanceof Set || value instanceof Map ? [...value] : value
}

const fieldText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? textOf(value) : String(value)

/** A device but for its name, its number and whose address it has. */
export const deviceShape = oncePer((link: Link): string => {
  const { name: _, index: __, mac, addresses, type, ...rest } = link
  const { kind, ...settings } = type
  const local = 'local' in settings ? { ...settings, local: undefined } : settings
  const kept = Object.entries({ ...rest, ...local }).map(([key, value]) => `${key}=${fieldText(value)}`)
  const networks = addresses.map(({ length, scope }) => `${length}${scope}`)
  return `${kind} ${mac === undefined ? '' : 'mac'} ${networks} ${kept}`
})

/** Fields of a namespace that are not told in any other way. */
function settingsShape({ name: _, links: __, routes, neighbours, fdb, ...rest }: Namespace): string {
  let text = ''
  for (const key in rest) {
    const value = rest[key as keyof typeof rest]
    if (Array.isArray(value) && value.length === 0) continue
    text += `${key}=${fieldText(value)} `
  }
  return text
}

/** A machine but for its name, its pods, its tables and whose addresses it has. */
export function machineShape(fabric: Fabric, { id, namespace, pods }: Machine, names: Names): string {
  const devices = namespace.links.filter(({ name }) => !pods.has(name))
  const onlooker = { viewer: id }
  const plugged = devices.map((link) => {
    const port = { namespace: namespace.name, link: link.name }
    const segment = segmentAt(fabric, port)
    const own = segment?.losses?.checked.get(portKey(port))
    const check = own === undefined ? '' : nameOf(own, onlooker, names)
    const local = link.type.kind === 'vxlan' ? nameOf(link.type.local, onlooker, names) : ''
    const loss = segment?.losses?.oneWay.get(portKey(port)) ?? ''
    return `${link.name} ${link.index} ${deviceShape(link)} ${local} in ${segment?.name} ${check} ${loss}`
  })
  return `${settingsShape(namespace)}\n${plugged.join('\n')}`
}

/** A pod and its cable but for their names and its address. */
export function podShape({ namespace, device, cable }: PodEnd, machine: Namespace): string {
  const own = namespace.links.map((link) => `${link.name} ${deviceShape(link)}`)
  const far = cableEnds(machine.links).get(cable)
  return `${settingsShape(namespace)} ${textOf(namespace.routes)} ${device} ${own} ${far ? deviceShape(far) : ''}`
}

const cableEnds = oncePer(
  (links: readonly Link[]): ReadonlyMap<string, Link> => new Map(links.map((link) => [link.name, link])),
)
