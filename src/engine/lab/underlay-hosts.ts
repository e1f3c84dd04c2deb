import type { CalicoNode } from '../calico/resources/node'
import { isWindows } from '../calico/resources/outside-model'
import {
  DEFAULT_HOST,
  type ReversePathFilter,
  type StaticRoute,
  type Subnet,
  type Underlay,
  type UnderlayHost,
  type UnderlayRouter,
} from '../calico/resources/underlay'
import type { Link } from '../linux/link'
import type { Namespace } from '../linux/namespace'
import type { Provenance, Route } from '../linux/route'
import { compareRoutes } from '../linux/route-order'
import type { RpFilter } from '../linux/rp-filter'
import { formatIpv4, type Ipv4, ip } from '../net/ipv4'
import { type Mac, macFromBytes } from '../net/mac'
import { DEFAULT_PREFIX, formatPrefix, prefixContains, prefixOf } from '../net/prefix'
import { oncePer } from '../once-per'
import type { ResourceRef } from '../resource-ref'

/** Every namespace's `lo`, which has this address. */
export const loopback = (mtuBytes = 65536): Link => ({
  name: 'lo',
  index: 1,
  type: { kind: 'loopback' },
  mtuBytes,
  up: true,
  addresses: [{ address: ip('127.0.0.1'), length: 8, scope: 'host' }],
  proxyArp: false,
})

/** The index of a machine's first NIC; what is made later counts on from there. */
export const FIRST_NIC_INDEX = 2

export function hostSettings(underlay: Underlay, node: string): UnderlayHost {
  const byNode = settingsIn(underlay)
  const settings = byNode.get(node) ?? { node, ...DEFAULT_HOST }
  byNode.set(node, settings)
  return settings
}

/** The first entry of each host counts; those that have none are added with the defaults when somebody asks. */
const settingsIn = oncePer(({ hosts }: Underlay) => new Map(hosts.toReversed().map((host) => [host.node, host])))

/** The subnet a machine's address is in; of one inside another the inner one. */
export function subnetHolding({ subnets }: Underlay, address: Ipv4): Subnet | undefined {
  let narrowest: Subnet | undefined
  for (const subnet of subnets) {
    const isNarrower = narrowest === undefined || subnet.cidr.length > narrowest.cidr.length
    if (isNarrower && prefixContains(subnet.cidr, address)) narrowest = subnet
  }
  return narrowest
}

const EMPTY = {
  routes: [],
  neighbours: [],
  fdb: [],
  masquerade: [],
  forwardDrops: [],
  inputFilters: [],
  tracksConnections: false,
  forwarding: true,
} as const

const RP_FILTER: Readonly<Record<ReversePathFilter, RpFilter>> = { off: 0, strict: 1, loose: 2 }

const rpFilterSetting = ({ rpFilter }: { readonly rpFilter: ReversePathFilter }): Pick<Namespace, 'rpFilter'> =>
  rpFilter === 'off' ? {} : { rpFilter: RP_FILTER[rpFilter] }

/** A node before Calico has touched it: its NIC, the default route, what an operator has added. */
export function bareNode(node: CalicoNode, underlay: Underlay): Namespace {
  const settings = hostSettings(underlay, node.name)
  const subnet = subnetHolding(underlay, node.internalAddress)
  const nic = nicLink(
    settings.interface,
    FIRST_NIC_INDEX,
    node.internalAddress,
    subnet?.cidr.length ?? 32,
    settings.mtuBytes ?? underlay.mtuBytes,
  )
  const self: ResourceRef = { kind: 'Underlay', name: underlay.name }
  const routes = [
    ...connectedRoutes([nic]),
    ...(subnet?.gateway === undefined ? [] : [defaultRoute(subnet, subnet.gateway, settings, self)]),
    ...staticRoutes(settings.routes, [nic], self),
  ]
  return switched(settings, {
    ...EMPTY,
    name: node.name,
    role: 'node',
    links: [loopback(), nic],
    routes: routes.toSorted(compareRoutes),
    ...rpFilterSetting(settings),
    ...(isWindows(node.labels) && { system: 'windows' as const }),
  })
}

/** A router with its static routes; what it learns by BGP comes later. */
export function bareRouter(router: UnderlayRouter, underlay: Underlay): Namespace {
  const nics = router.interfaces.map(({ subnet, address, mtuBytes = underlay.mtuBytes }, i) => {
    const cidr = underlay.subnets.find(({ name }) => name === subnet)?.cidr
    return nicLink(`eth${i}`, FIRST_NIC_INDEX + i, address, cidr?.length ?? 32, mtuBytes)
  })
  const self: ResourceRef = { kind: 'Underlay', name: underlay.name }
  const routes = [...connectedRoutes(nics), ...staticRoutes(router.routes, nics, self)].toSorted(compareRoutes)
  const { name, drops: forwardDrops } = router
  return switched(router, {
    ...EMPTY,
    name,
    role: 'router',
    links: [loopback(), ...nics],
    routes,
    forwardDrops,
    ...rpFilterSetting(router),
    ...(router.isSilent && { sendsIcmpErrors: false }),
  })
}

/** A machine that is off: no device is up, and so no route is left. [FAULT-2] */
export const switchedOff = (machine: Namespace): Namespace => ({
  ...machine,
  links: machine.links.map((link) => ({ ...link, up: false })),
  routes: [],
})

const switched = ({ down }: { readonly down?: true }, machine: Namespace): Namespace =>
  down ? switchedOff(machine) : machine

const nicLink = (name: string, index: number, address: Ipv4, length: number, mtuBytes: number): Link => ({
  name,
  index,
  type: { kind: 'ethernet' },
  mac: nicMac(address),
  mtuBytes,
  up: true,
  addresses: [{ address, length, scope: 'global' }],
  proxyArp: false,
})

/** Made up, and locally administered: 02:00 and the address. */
const nicMac = (address: Ipv4): Mac =>
  macFromBytes([0x02, 0, address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255])

const routeDefaults = { type: 'unicast', metric: 0, scope: 'global', protocol: 'boot' } as const

/** What the kernel adds for each address; a /32 has no network to add. */
function connectedRoutes(nics: readonly Link[]): readonly Route[] {
  return nics.flatMap(({ name, addresses }) =>
    addresses
      .filter(({ length }) => length < 32)
      .map(({ address, length }): Route => {
        const destination = prefixOf(address, length)
        return {
          ...routeDefaults,
          destination,
          nextHops: [{ dev: name }],
          protocol: 'kernel',
          scope: 'link',
          preferredSource: address,
          provenance: {
            programmer: 'kernel',
            because: 'kernel-connected',
            details: { network: formatPrefix(destination), link: name },
            from: [],
          },
        }
      }),
  )
}

function defaultRoute(subnet: Subnet, gateway: Ipv4, settings: UnderlayHost, self: ResourceRef): Route {
  const provenance: Provenance = {
    programmer: 'dhcp',
    because: 'dhcp-default',
    details: { gateway: formatIpv4(gateway), subnet: subnet.name },
    from: [self],
  }
  const nextHops = [{ gateway, dev: settings.interface }]
  return { ...routeDefaults, destination: DEFAULT_PREFIX, nextHops, metric: settings.gatewayMetric, provenance }
}

/** A route whose next hop is on none of the machine's networks is refused by the kernel, and so is missing. */
function staticRoutes(routes: readonly StaticRoute[], nics: readonly Link[], self: ResourceRef): readonly Route[] {
  return routes.flatMap(({ to, via, metric }): readonly Route[] => {
    const nic = nics.find(({ addresses }) =>
      addresses.some(({ address, length }) => prefixContains(prefixOf(address, length), via)),
    )
    if (!nic) return []
    const provenance: Provenance = {
      programmer: 'operator',
      because: 'operator-static',
      details: { to: formatPrefix(to), via: formatIpv4(via) },
      from: [self],
    }
    return [{ ...routeDefaults, destination: to, nextHops: [{ gateway: via, dev: nic.name }], metric, provenance }]
  })
}
