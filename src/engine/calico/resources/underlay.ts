import * as z from 'zod/mini'
import { isJsonObject, type JsonObject, type Manifest } from '../../manifest'
import type { Ipv4 } from '../../net/ipv4'
import type { InterfaceAddress, Prefix } from '../../net/prefix'
import { fail, ok, type Result } from '../../result'
import {
  addressField,
  asNumberField,
  integerField,
  linkNameField,
  metadataField,
  nameField,
  networkField,
} from './fields'
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
}

export interface Subnet {
  readonly name: string
  readonly cidr: Prefix
  /** The hosts' default route; absent: they have none. */
  readonly gateway?: Ipv4
}

export interface StaticRoute {
  readonly to: Prefix
  readonly via: Ipv4
  readonly metric: number
}

export interface UnderlayRouter {
  readonly name: string
  /** eth0, eth1, … in this order. */
  readonly interfaces: readonly { readonly subnet: string; readonly address: Ipv4 }[]
  readonly routes: readonly StaticRoute[]
  readonly bgp?: { readonly asNumber: number; readonly advertise: 'none' | 'connected' }
  readonly drops: readonly RouterDrop[]
}

export interface RouterDrop {
  /** IP protocol number. */
  readonly protocol?: number
  readonly port?: number
  readonly source?: Prefix
}

/** What a Node cannot say about itself. Nodes that `hosts` does not list have the defaults. */
export interface UnderlayHost {
  readonly node: string
  readonly interface: string
  readonly gatewayMetric: number
  readonly routes: readonly StaticRoute[]
  readonly missingDevices: readonly string[]
  readonly birdStopped: boolean
}

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
})

const routerField = z.object({
  name: nameField,
  interfaces: z._default(z.array(z.object({ subnet: z.string(), address: addressField })), []),
  routes: z._default(z.array(routeField), []),
  bgp: z.optional(z.object({ asNumber: asNumberField, advertise: z._default(z.enum(['none', 'connected']), 'none') })),
  drops: z._default(z.array(dropField), []),
})

const hostField = z.object({
  node: z.string(),
  interface: z._default(linkNameField, 'eth0'),
  gatewayMetric: z._default(integerField(0, 2 ** 32 - 1), 0),
  routes: z._default(z.array(routeField), []),
  missingDevices: z._default(z.array(z.enum(['tunl0', 'vxlan.calico'])), []),
  bird: z._default(z.enum(['running', 'stopped']), 'running'),
})

const schema = z.object({
  metadata: metadataField,
  spec: z.object({
    mtu: z._default(integerField(68, 65535), DEFAULT_MTU_BYTES),
    subnets: z._default(
      z.array(z.object({ name: nameField, cidr: networkField, gateway: z.optional(addressField) })),
      [],
    ),
    routers: z._default(z.array(routerField), []),
    hosts: z._default(z.array(hostField), []),
  }),
})

export function readUnderlay(manifest: Manifest): Reading<Underlay> {
  return readBy(manifest, schema, ({ metadata, spec }): Reading<Underlay> => {
    const underlay: Underlay = {
      name: metadata.name,
      mtuBytes: spec.mtu,
      subnets: spec.subnets.map((subnet): Subnet => defined(subnet)),
      routers: spec.routers.map((router) => ({
        ...defined(router),
        drops: router.drops.map((drop): RouterDrop => defined(drop)),
      })),
      hosts: spec.hosts.map(({ bird, ...host }) => ({ ...host, birdStopped: bird === 'stopped' })),
    }
    return { value: underlay, issues: underlayIssues(manifest, underlay) }
  })
}

export const DEFAULT_HOST: Omit<UnderlayHost, 'node'> = {
  interface: 'eth0',
  gatewayMetric: 0,
  routes: [],
  missingDevices: [],
  birdStopped: false,
}

/** The Underlay with its spec as `update` makes it; the update gets the spec as plain data and shares what it keeps. */
export function withUnderlaySpec(manifest: Manifest, update: (spec: JsonObject) => JsonObject): Manifest {
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {}
  return { ...manifest, spec: update(spec) }
}
