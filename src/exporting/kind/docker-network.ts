import type { Subnet, UnderlayHost, UnderlayRouter } from '../../engine/calico/resources/underlay'
import type { Cluster } from '../../engine/lab/cluster'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import { addressPlus, formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { broadcastOf, formatPrefix } from '../../engine/net/prefix'
import { dropRules, ERRORS_KEPT_BACK } from '../program-fabric'
import type { KindNames } from './kind-names'

// The network under the cluster: a Docker network for each subnet, a container for each router, and every node with a
// second device in its subnet. kind's own network stays beside it, for what kind itself has to say to its machines.

/** Docker's bridge takes an address of its own, so a network of one or two hosts has no room for it. */
const LONGEST_PREFIX = 29

export const canBeMade = ({ cidr }: Subnet): boolean => cidr.length <= LONGEST_PREFIX

export function networkLines({ underlay, ...cluster }: Cluster, names: KindNames): readonly string[] {
  return underlay.subnets.filter(canBeMade).map((subnet) => {
    const options = [
      `--subnet ${formatPrefix(subnet.cidr)}`,
      `--gateway ${formatIpv4(spareAddress(subnet, { underlay, ...cluster }))}`,
      `-o com.docker.network.driver.mtu=${subnet.mtuBytes ?? underlay.mtuBytes}`,
      '-o com.docker.network.bridge.enable_ip_masquerade=false',
    ]
    return `docker network create ${options.join(' ')} ${names.network(subnet.name)}`
  })
}

/** The highest that nobody has. */
function spareAddress({ cidr, gateway }: Subnet, { underlay, nodes }: Cluster): Ipv4 {
  const taken = new Set([
    gateway,
    ...nodes.map(({ internalAddress }) => internalAddress),
    ...underlay.routers.flatMap(({ interfaces }) => interfaces.map(({ address }) => address)),
  ])
  let spare = addressPlus(broadcastOf(cidr), -1)
  while (taken.has(spare)) spare = addressPlus(spare, -1)
  return spare
}

/** A router has every one of its networks, forwards, and knows of nothing beyond them and its own routes. */
export function routerLines({ underlay }: Cluster, names: KindNames): readonly string[] {
  const subnets = new Map(underlay.subnets.filter(canBeMade).map((subnet) => [subnet.name, subnet]))
  return underlay.routers.flatMap((router) => {
    const [first, ...others] = router.interfaces.filter(({ subnet }) => subnets.has(subnet))
    if (!first) return []
    const name = names.router(router.name)
    const at = ({ subnet, address }: typeof first) => `--ip ${formatIpv4(address)} ${names.network(subnet)}`
    const rules = [...(router.isSilent ? ERRORS_KEPT_BACK : []), ...router.drops.flatMap(dropRules)]
    const settings = ['net.ipv4.ip_forward=1', `net.ipv4.conf.all.rp_filter=${RP_FILTER[router.rpFilter]}`]
    return [
      `docker run -d --name ${name} --privileged ${settings.map((each) => `--sysctl ${each}`).join(' ')} \\`,
      `    --ip ${formatIpv4(first.address)} --network ${names.network(first.subnet)} --entrypoint sleep "$image" infinity`,
      ...others.map((each) => `docker network connect ${at(each)} ${name}`),
      `docker exec ${name} ip route delete default || true`,
      ...routesOf(router).map((route) => `docker exec ${name} ip route replace ${route}`),
      ...rules.map((rule) => `docker exec ${name} iptables ${rule}`),
    ]
  })
}

const RP_FILTER = { off: 0, strict: 1, loose: 2 } as const

const routesOf = ({ routes }: Pick<UnderlayRouter | UnderlayHost, 'routes'>): readonly string[] =>
  routes.map(
    ({ to, via, metric }) => `${formatPrefix(to)} via ${formatIpv4(via)}${metric === 0 ? '' : ` metric ${metric}`}`,
  )

/** The default route stays kind's, which reaches the API and the images; the lab's other subnets go by their gateway. */
export function nodeNetworkLines({ underlay, nodes }: Cluster, names: KindNames): readonly string[] {
  return nodes.flatMap((node) => {
    const own = subnetHolding(underlay, node.internalAddress)
    if (!own || !canBeMade(own)) return []
    const machine = names.node(node.name)
    const { gateway } = own
    const others = gateway === undefined ? [] : underlay.subnets.filter((subnet) => subnet !== own)
    const host = underlay.hosts.find((each) => each.node === node.name)
    const routes = [
      ...others.map(({ cidr }) => `${formatPrefix(cidr)} via ${formatIpv4(gateway ?? node.internalAddress)}`),
      ...(host ? routesOf(host) : []),
    ]
    return [
      `docker network connect --ip ${formatIpv4(node.internalAddress)} ${names.network(own.name)} ${machine}`,
      ...routes.map((route) => `docker exec ${machine} ip route replace ${route}`),
    ]
  })
}
