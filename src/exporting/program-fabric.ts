import { type Fabric, type Segment, segmentAt } from '../engine/fabric/fabric'
import { portKey } from '../engine/fabric/segment-loss'
import { invariant } from '../engine/invariant'
import type { InputFilter } from '../engine/linux/input-filter'
import type { Link, LinkAddress } from '../engine/linux/link'
import type { ForwardDrop, MasqueradeRule, Namespace, NamespaceName } from '../engine/linux/namespace'
import type { Netem } from '../engine/linux/netem'
import { type NextHop, protocolNumber, type Route } from '../engine/linux/route'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix } from '../engine/net/prefix'

/** What the namespaces are called; `ip netns` takes no slash. */
export type GuestNames = ReadonlyMap<NamespaceName, string>

export const guestNames = (fabric: Fabric): GuestNames =>
  new Map([...fabric.namespaces.keys()].map((name, i) => [name, `host${i}`]))

/**
 * The bash script that makes the fabric's machines in a real kernel: a network namespace each, a bridge for each subnet,
 * and in them the engine's own links, addresses, neighbours, forwarding entries, routes, filters and NAT. What the kernel
 * refuses is said on stderr.
 */
export function programFabric(fabric: Fabric, names: GuestNames = guestNames(fabric)): string {
  const switches = fabric.segments.filter(({ kind }) => kind === 'subnet')
  return [
    SETTINGS,
    batch(
      'ip -force -batch -',
      [...names.values(), SWITCHES, NOWHERE].map((name) => `netns add ${name}`),
    ),
    batch(
      `ip -n ${NOWHERE} -force -batch -`,
      fabric.segments
        .flatMap((segment, i) =>
          segment.kind === 'subnet' ? portLines(fabric, names, segment, i) : [cableLine(fabric, names, segment)],
        )
        .concat(unpluggedLines(fabric, names)),
    ),
    batch(
      `ip -n ${SWITCHES} -force -batch -`,
      switches.flatMap((segment) => switchLines(segment, fabric.segments.indexOf(segment))),
    ),
    ...fabric.segments.flatMap((segment, i) => netemLines(segment, i, names)),
    ...[...fabric.namespaces.values()].flatMap((namespace) => programHost(namespace, names.get(namespace.name) ?? '')),
  ].join('\n')
}

/** The namespace in which the subnets' bridges are: nobody's own, so nothing is captured there. */
const SWITCHES = 'switches'

/** Where devices are made for other namespaces: a wanted index must be free in this one too, and only lo is here. */
const NOWHERE = 'nowhere'

/** Before any namespace is made: no fallback tunnel in it, whose index would be the first. A kernel without tunnels has no such setting. */
const SETTINGS = 'sysctl -qew net.core.fb_tunnels_only_for_init_net=1'

const batch = (command: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${command} <<'END'\n${lines.join('\n')}\nEND`

const portsOf = (fabric: Fabric, names: GuestNames, { ports }: Segment) =>
  ports.map(({ namespace, link: name }) => {
    const link = fabric.namespaces.get(namespace)?.links.find((candidate) => candidate.name === name)
    invariant(link?.mac, `no device ${name} on ${namespace}`)
    return { mtuBytes: link.mtuBytes, text: deviceText(link, names.get(namespace)) }
  })

const deviceText = ({ name, index, mtuBytes, mac }: Link, host: string | undefined): string =>
  `name ${name} netns ${host} index ${index} mtu ${mtuBytes} address ${mac}`

/** A device whose cable is out: its other end is never set up, so it has no carrier. */
const unpluggedLines = (fabric: Fabric, names: GuestNames): string[] =>
  [...fabric.namespaces.values()]
    .flatMap(({ name: namespace, links }) =>
      links
        .filter(
          ({ name, type, mac }) => type.kind === 'ethernet' && mac && !segmentAt(fabric, { namespace, link: name }),
        )
        .map((link) => deviceText(link, names.get(namespace))),
    )
    .map((text, i) => `link add ${text} type veth peer name out${i} netns ${SWITCHES}`)

/** A pod's cable: both ends at once. */
function cableLine(fabric: Fabric, names: GuestNames, segment: Segment): string {
  const [one, other] = portsOf(fabric, names, segment)
  return `link add ${one?.text} type veth peer ${other?.text}`
}

/** A device of a machine, and the port of the switch that it is plugged into. */
const portLines = (fabric: Fabric, names: GuestNames, segment: Segment, switchIndex: number): string[] =>
  portsOf(fabric, names, segment).map(
    ({ mtuBytes, text }, i) =>
      `link add ${text} type veth peer name ${portName(switchIndex, i)} netns ${SWITCHES} mtu ${mtuBytes}`,
  )

const portName = (switchIndex: number, port: number): string => `s${switchIndex}p${port}`

/** Forwards from the start, and to whom it knows. */
function switchLines({ ports }: Segment, switchIndex: number): string[] {
  const bridge = `s${switchIndex}`
  return [
    `link add ${bridge} type bridge stp_state 0 forward_delay 0 mcast_snooping 0`,
    ...ports.map((_, i) => `link set ${portName(switchIndex, i)} master ${bridge} up`),
    `link set ${bridge} up`,
  ]
}

/** What a machine sends its own device delays; what it is sent, the port of the switch that it is plugged into. [FAULT-5] */
const netemLines = ({ netem, ports }: Segment, switchIndex: number, names: GuestNames): string[] =>
  ports.flatMap((port, i) => {
    const { send, receive } = netem?.cables.get(portKey(port)) ?? {}
    return [
      ...(send ? [qdiscLine(names.get(port.namespace) ?? '', port.link, send)] : []),
      ...(receive ? [qdiscLine(SWITCHES, portName(switchIndex, i), receive)] : []),
    ]
  })

/** tc-netem(8); the queue is as long as all that a lab sends. */
function qdiscLine(host: string, dev: string, { delayMs, jitterMs, lossPercent, duplicatePercent }: Netem): string {
  const what = [
    ...(delayMs > 0 || jitterMs > 0 ? [`delay ${delayMs}ms`] : []),
    ...(jitterMs > 0 ? [`${jitterMs}ms`] : []),
    ...(lossPercent > 0 ? [`loss ${lossPercent}%`] : []),
    ...(duplicatePercent > 0 ? [`duplicate ${duplicatePercent}%`] : []),
  ]
  return `tc -n ${host} qdisc add dev ${dev} root netem ${what.join(' ')}`
}

function programHost(namespace: Namespace, name: string): string[] {
  const { links, routes, neighbours, fdb } = namespace
  const byIndex = links.toSorted((a, b) => a.index - b.index)
  return [
    batch(`ip -n ${name} -force -batch -`, [
      ...byIndex.flatMap((link) => (link.type.kind === 'ipip' || link.type.kind === 'vxlan' ? [tunnelLine(link)] : [])),
      ...byIndex.flatMap(addressLines),
      ...byIndex.flatMap(({ name: dev, up }) => (up ? [`link set ${dev} up`] : [])),
      ...neighbours.map(
        ({ dev, address, mac }) => `neigh add ${formatIpv4(address)} lladdr ${mac} dev ${dev} nud permanent`,
      ),
      // Those by which the others' gateways are reached come first. The kernel makes its own when an address is added.
      ...routes
        .filter((route) => route.protocol !== 'kernel')
        .toSorted(byScope)
        .map(routeLine),
    ]),
    batch(
      `bridge -n ${name} -batch -`,
      fdb.map(
        ({ dev, mac, destination }) => `fdb append ${mac} dev ${dev} dst ${formatIpv4(destination)} self permanent`,
      ),
    ),
    batch(`ip netns exec ${name} bash`, [...settingLines(namespace), ...filterLines(namespace)]),
  ]
}

function tunnelLine({ name, index, type, mac, mtuBytes }: Link): string {
  const head = `link add name ${name} index ${index} mtu ${mtuBytes}`
  if (type.kind === 'vxlan') {
    const { vni, port, local, parent } = type
    const address = mac === undefined ? '' : ` address ${mac}`
    return `${head}${address} type vxlan id ${vni} dstport ${port} local ${formatIpv4(local)} dev ${parent} nolearning`
  }
  // As the kernel makes the fallback device.
  return `${head} type ipip local any remote any ttl inherit nopmtudisc`
}

const addressLines = ({ name, type, addresses }: Link): string[] =>
  type.kind === 'loopback' ? [] : addresses.map((address) => addressLine(name, address))

function addressLine(dev: string, address: LinkAddress): string {
  const broadcast = address.length < 31 ? ' broadcast +' : ''
  return `addr add ${formatPrefix(address)}${broadcast} dev ${dev} scope ${address.scope}`
}

const NARROWEST_FIRST = ['host', 'link', 'global']

const byScope = (a: Route, b: Route): number => NARROWEST_FIRST.indexOf(a.scope) - NARROWEST_FIRST.indexOf(b.scope)

/**
 * Protocols go by number, because iproute2 in batch mode forgets what a name stands for once it has seen a number
 * (`rtnl_rtprot_a2n` in lib/rt_names.c).
 */
function routeLine(route: Route): string {
  const { type, destination, nextHops, metric, protocol, scope, preferredSource, mtuBytes } = route
  const [only, ...others] = nextHops
  return [
    `route append ${type} ${formatPrefix(destination)} proto ${protocolNumber(protocol)} scope ${scope}`,
    ...(metric === 0 ? [] : [`metric ${metric}`]),
    ...(preferredSource === undefined ? [] : [`src ${formatIpv4(preferredSource)}`]),
    ...(mtuBytes === undefined ? [] : [`mtu ${mtuBytes}`]),
    ...(others.length > 0 ? nextHops.map((hop) => `nexthop ${hopText(hop)}`) : only ? [hopText(only)] : []),
  ].join(' ')
}

const hopText = ({ gateway, dev, onlink }: NextHop): string =>
  [
    ...(gateway === undefined ? [] : [`via ${formatIpv4(gateway)}`]),
    ...(dev === undefined ? [] : [`dev ${dev}`]),
    ...(onlink ? ['onlink'] : []),
  ].join(' ')

/**
 * The CNI plugin lets the host side answer ARP at once (`proxy_delay`); the kernel's default is up to 0.8 s. Redirects
 * are not modelled.
 */
const settingLines = ({ links, forwarding, rpFilter = 0 }: Namespace): string[] => [
  'for each in /proc/sys/net/ipv4/conf/*/send_redirects; do echo 0 >$each; done',
  `echo ${rpFilter} >/proc/sys/net/ipv4/conf/all/rp_filter`,
  ...links
    .filter((link) => link.rpFilter !== undefined)
    .map(({ name, rpFilter: own }) => `echo ${own} >/proc/sys/net/ipv4/conf/${name}/rp_filter`),
  ...(forwarding ? ['echo 1 >/proc/sys/net/ipv4/ip_forward'] : []),
  ...links
    .filter(({ proxyArp }) => proxyArp)
    .flatMap(({ name }) => [
      `echo 1 >/proc/sys/net/ipv4/conf/${name}/proxy_arp`,
      `echo 0 >/proc/sys/net/ipv4/neigh/${name}/proxy_delay`,
    ]),
]

function filterLines({
  forwardDrops,
  inputFilters,
  tracksConnections,
  masquerade,
  sendsIcmpErrors,
}: Namespace): string[] {
  const filter = [
    ...(sendsIcmpErrors === false ? ERRORS_KEPT_BACK : []),
    ...forwardDrops.flatMap(dropRules),
    ...inputFilters.flatMap(inputRules),
    // Looks at the state, and does nothing: what is asked for is tracked.
    ...(tracksConnections ? ['-A FORWARD -m conntrack --ctstate ESTABLISHED'] : []),
  ]
  const nat = masquerade.flatMap(masqueradeRules)
  if (filter.length === 0 && nat.length === 0) return []
  const table = (name: string, rules: readonly string[]): string[] =>
    rules.length === 0 ? [] : [`*${name}`, ...rules, 'COMMIT']
  return [
    "$(command -v iptables-legacy-restore || echo iptables-restore) <<'RULES'",
    ...table('filter', filter),
    ...table('nat', nat),
    'RULES',
  ]
}

/** "Unreachable", "fragmentation needed" with it, and "time exceeded". */
export const ERRORS_KEPT_BACK = [3, 11].map((type) => `-A OUTPUT -p icmp --icmp-type ${type} -j DROP`)

/** iptables' rules for it: either port of either protocol is one of its own. */
export function dropRules({ protocol, port, source, destination }: ForwardDrop): string[] {
  const ends = [source && ` -s ${formatPrefix(source)}`, destination && ` -d ${formatPrefix(destination)}`]
  const from = ends.filter((end) => end !== undefined).join('')
  if (port === undefined) return [`-A FORWARD${from}${protocol === undefined ? '' : ` -p ${protocol}`} -j DROP`]
  const protocols = protocol === undefined ? [6, 17] : [protocol]
  return protocols.flatMap((number) =>
    ['--sport', '--dport'].map((end) => `-A FORWARD${from} -p ${number} ${end} ${port} -j DROP`),
  )
}

/** A chain for each filter: who is let in goes back to INPUT. */
function inputRules({ protocol, destinationPort, addresses, networks }: InputFilter, index: number): string[] {
  const chain = `input${index}`
  const port = destinationPort === undefined ? '' : ` --dport ${destinationPort}`
  return [
    `:${chain} -`,
    `-A INPUT -p ${protocol}${port} -j ${chain}`,
    ...[...addresses].map((address) => `-A ${chain} -s ${formatIpv4(address)} -j RETURN`),
    ...networks.map((network) => `-A ${chain} -s ${formatPrefix(network)} -j RETURN`),
    `-A ${chain} -j DROP`,
  ]
}

/** A chain for each rule: what it excepts goes back to POSTROUTING. */
function masqueradeRules({ sources, exceptDestinations, outOf }: MasqueradeRule, index: number): string[] {
  const chain = `rule${index}`
  const stray = '-m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL'
  if (outOf !== undefined) return [`-A POSTROUTING -o ${outOf} ${stray} -j MASQUERADE`]
  return [
    `:${chain} -`,
    `-A POSTROUTING -j ${chain}`,
    ...exceptDestinations.map((network) => `-A ${chain} -d ${formatPrefix(network)} -j RETURN`),
    ...sources.map((network) => `-A ${chain} -s ${formatPrefix(network)} -j MASQUERADE`),
  ]
}
