import * as z from 'zod/mini'
import type { CableNetem } from '../../linux/netem'
import { isJsonObject, type JsonObject, type Manifest } from '../../manifest'
import type { Ipv4 } from '../../net/ipv4'
import type { InterfaceAddress, Prefix } from '../../net/prefix'
import { fail, ok, type Result } from '../../result'
import { CLOUD_PROFILES, CLOUDS, type Cloud } from './cloud'
import {
  addressField,
  asNumberField,
  integerField,
  linkNameField,
  metadataField,
  nameField,
  nameOfField,
  networkField,
} from './fields'
import { type NetemFields, netemField, readNetem } from './netem-fields'
import { defined, type FieldFault, type Reading, readBy } from './reading'
import { underlayIssues } from './underlay-checks'

/** The network under the cluster: podpath.dev/v1 Underlay. */
export interface Underlay {
  readonly name: string
  /** Of every link. */
  readonly mtuBytes: number
  readonly subnets: readonly Subnet[]
  readonly routers: readonly UnderlayRouter[]
  readonly hosts: readonly UnderlayHost[]
  /** Whose network it is; unless `sourceCheck` and `drops` say otherwise, it carries what that one carries. */
  readonly cloud?: Cloud
  /** The network lets a node send and be sent only what has its own address (AWS: source/destination check). */
  readonly sourceCheck?: true
  /** What no switch of it carries, inside a subnet neither: a cloud's rule, a security group. */
  readonly drops?: readonly RouterDrop[]
  /** Of what cables do by chance. */
  readonly netemSeed: number
}

export interface Subnet {
  readonly name: string
  readonly cidr: Prefix
  /** The hosts' default route; absent: they have none. */
  readonly gateway?: Ipv4
  /** A fault: its switch is off. */
  readonly down?: true
  /** The largest packet its switch carries; what is larger is lost without a word. Absent: any. */
  readonly mtuBytes?: number
}

/** A fault of a cable: `no-send` and `no-receive` are as seen by the machine it belongs to. */
export type CableFault = 'down' | 'no-send' | 'no-receive'

export interface UnderlayInterface {
  readonly subnet: string
  readonly address: Ipv4
  readonly link?: CableFault
  readonly mtuBytes?: number
  readonly netem?: CableNetem
}

export interface StaticRoute {
  readonly to: Prefix
  readonly via: Ipv4
  readonly metric: number
}

export interface UnderlayRouter {
  readonly name: string
  /** eth0, eth1, … in this order. */
  readonly interfaces: readonly UnderlayInterface[]
  readonly routes: readonly StaticRoute[]
  readonly bgp?: { readonly asNumber: number; readonly advertise: 'none' | 'connected' }
  readonly rpFilter: ReversePathFilter
  readonly drops: readonly RouterDrop[]
  /** A fault: the machine is off. */
  readonly down?: true
  /** It never says why it drops something, as most clouds' routers. */
  readonly isSilent?: true
}

export interface RouterDrop {
  /** IP protocol number. */
  readonly protocol?: number
  readonly port?: number
  readonly source?: Prefix
  readonly destination?: Prefix
}

/** What a Node cannot say about itself. Nodes that `hosts` does not list have the defaults. */
export interface UnderlayHost {
  readonly node: string
  readonly interface: string
  readonly gatewayMetric: number
  readonly routes: readonly StaticRoute[]
  readonly missingDevices: readonly string[]
  readonly birdStopped: boolean
  readonly rpFilter: ReversePathFilter
  /** A fault: the machine is off. */
  readonly down?: true
  readonly link?: CableFault
  /** Of its NIC, if that is not the underlay's. */
  readonly mtuBytes?: number
  /** What its cable delays, loses or repeats. */
  readonly netem?: CableNetem
}

/** What the machine's `net.ipv4.conf.all.rp_filter` is set to: 0, 2 or 1. */
export type ReversePathFilter = 'off' | 'loose' | 'strict'

/** What an address is masked with on the interface: the subnet it is in. */
export const interfaceAddressIn = (subnet: Subnet, address: Ipv4): InterfaceAddress => ({
  address,
  length: subnet.cidr.length,
})

const DEFAULT_MTU_BYTES = 1500
const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, ipip: 4, tcp: 6, udp: 17 }

const routeField = z.object({
  to: networkField,
  via: addressField,
  metric: z._default(integerField(0, 2 ** 32 - 1), 0),
})

const protocolField = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((input: number | string, context): number => {
    const parsed = readProtocol(input)
    if (parsed.ok) return parsed.value
    context.issues.push({ code: 'custom', input, params: parsed.error })
    return z.NEVER
  }),
)

function readProtocol(input: number | string): Result<number, FieldFault> {
  const named = typeof input === 'string' && Object.hasOwn(PROTOCOLS, input) ? PROTOCOLS[input] : Number(input)
  if (named !== undefined && Number.isInteger(named) && named >= 0 && named <= 255) return ok(named)
  return fail({ code: 'field-not-allowed', allowed: `${Object.keys(PROTOCOLS).join(', ')}, 0-255` })
}

const dropField = z.object({
  protocol: z.optional(protocolField),
  port: z.optional(integerField(1, 65535)),
  source: z.optional(networkField),
  destination: z.optional(networkField),
})

const dropsOf = (fields: readonly z.output<typeof dropField>[]): readonly RouterDrop[] =>
  fields.map((drop): RouterDrop => defined(drop))

const cableField = z.optional(z.enum(['up', 'down', 'no-send', 'no-receive']))
const mtuField = z.optional(integerField(68, 65535))
const downField = z.optional(z.boolean())

interface FaultFields {
  readonly down?: boolean | undefined
  readonly link?: CableFault | 'up' | undefined
  readonly mtu?: number | undefined
  readonly netem?: NetemFields | undefined
}

/** The faults that are there; what is well is left out. */
const faultsOf = ({ down, link, mtu, netem }: FaultFields) =>
  defined({
    down: down ? (true as const) : undefined,
    link: link === 'up' ? undefined : link,
    mtuBytes: mtu,
    netem: netem && readNetem(netem),
  })

const rpFilterField = z._default(z.enum(['off', 'loose', 'strict']), 'off')

const routerField = z.object({
  name: nameField,
  interfaces: z._default(
    z.array(
      z.object({
        subnet: nameOfField('subnet'),
        address: addressField,
        link: cableField,
        mtu: mtuField,
        netem: netemField,
      }),
    ),
    [],
  ),
  routes: z._default(z.array(routeField), []),
  bgp: z.optional(z.object({ asNumber: asNumberField, advertise: z._default(z.enum(['none', 'connected']), 'none') })),
  drops: z._default(z.array(dropField), []),
  rpFilter: rpFilterField,
  down: downField,
  icmpErrors: z._default(z.enum(['sent', 'none']), 'sent'),
})

const hostField = z.object({
  node: nameOfField('Node'),
  interface: z._default(linkNameField, 'eth0'),
  gatewayMetric: z._default(integerField(0, 2 ** 32 - 1), 0),
  routes: z._default(z.array(routeField), []),
  missingDevices: z._default(z.array(z.enum(['tunl0', 'vxlan.calico'])), []),
  bird: z._default(z.enum(['running', 'stopped']), 'running'),
  rpFilter: rpFilterField,
  down: downField,
  link: cableField,
  mtu: mtuField,
  netem: netemField,
})

export const schema = z.object({
  metadata: metadataField,
  spec: z.object({
    mtu: z._default(integerField(68, 65535), DEFAULT_MTU_BYTES),
    subnets: z._default(
      z.array(
        z.object({
          name: nameField,
          cidr: networkField,
          gateway: z.optional(addressField),
          down: downField,
          mtu: mtuField,
        }),
      ),
      [],
    ),
    routers: z._default(z.array(routerField), []),
    hosts: z._default(z.array(hostField), []),
    cloud: z.optional(z.enum(CLOUDS)),
    sourceCheck: z.optional(z.boolean()),
    drops: z.optional(z.array(dropField)),
    netemSeed: z._default(integerField(0, 2 ** 32 - 1), 0),
  }),
})

export function readUnderlay(manifest: Manifest): Reading<Underlay> {
  return readBy(manifest, schema, ({ metadata: { name }, spec }): Reading<Underlay> => {
    const written = isJsonObject(manifest.spec) ? manifest.spec : undefined
    const known = written && underlays.get(written)
    const underlay = known?.name === name ? known : underlayOf(name, spec)
    if (written) underlays.set(written, underlay)
    return { value: underlay, issues: underlayIssues(manifest, underlay) }
  })
}

/** By the spec as it is written: an edit of where things are drawn leaves it, and with it the network, as it was. */
const underlays = new WeakMap<JsonObject, Underlay>()

function underlayOf(name: string, spec: z.output<typeof schema>['spec']): Underlay {
  const profile = spec.cloud === undefined ? undefined : CLOUD_PROFILES[spec.cloud]
  const drops = spec.drops ? dropsOf(spec.drops) : profile?.drops
  return {
    name,
    mtuBytes: spec.mtu,
    subnets: spec.subnets.map(
      ({ down, mtu, ...subnet }): Subnet => ({ ...defined(subnet), ...faultsOf({ down, mtu }) }),
    ),
    routers: spec.routers.map(({ interfaces, down, icmpErrors, ...router }) => ({
      ...defined(router),
      interfaces: interfaces.map(({ subnet, address, ...cable }) => ({ subnet, address, ...faultsOf(cable) })),
      drops: dropsOf(router.drops),
      ...faultsOf({ down }),
      ...(icmpErrors === 'none' && { isSilent: true as const }),
    })),
    hosts: spec.hosts.map(({ bird, down, link, mtu, netem, ...host }) => ({
      ...host,
      birdStopped: bird === 'stopped',
      ...faultsOf({ down, link, mtu, netem }),
    })),
    netemSeed: spec.netemSeed,
    ...(spec.cloud !== undefined && { cloud: spec.cloud }),
    ...((spec.sourceCheck ?? profile?.sourceCheck) && { sourceCheck: true as const }),
    ...(drops && drops.length > 0 && { drops }),
  }
}

export const DEFAULT_HOST: Omit<UnderlayHost, 'node'> = {
  interface: 'eth0',
  gatewayMetric: 0,
  routes: [],
  missingDevices: [],
  birdStopped: false,
  rpFilter: 'off',
}

/** The Underlay with its spec as `update` makes it; the update gets the spec as plain data and shares what it keeps. */
export function withUnderlaySpec(manifest: Manifest, update: (spec: JsonObject) => JsonObject): Manifest {
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {}
  return { ...manifest, spec: update(spec) }
}
