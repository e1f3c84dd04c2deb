import type { Fabric } from '../engine/fabric/fabric'
import type { NamespaceName } from '../engine/linux/namespace'
import { formatIpv4 } from '../engine/net/ipv4'
import { displayName } from '../terminal/host-names'
import { type GuestNames, programFabric } from './program-fabric'

/**
 * A bash script that makes the lab of network namespaces on any Linux machine: every node, router and pod with the
 * devices, routes, neighbours, filters and NAT that the engine computed, no Calico needed. It takes `up` and `down`, and
 * leaves the machine's own network alone.
 */
export function netnsScript(fabric: Fabric, title: string): string {
  const names = namespaceNames(fabric)
  const hosts = [...names.values()]
  return `#!/bin/bash
# ${title.replaceAll('\n', ' ')}: this lab in network namespaces, as Podpath computed it. Needs root, iproute2, iptables.
#   bash lab.sh up
#   ${tryLine(fabric, names)}
#   bash lab.sh down
# Routes do not change by themselves there: nothing of Calico runs.
${lossNote(fabric)}${chanceNote(fabric)}hosts="${hosts.join(' ')}"
case "\${1-}" in
up)
  for module in ipip vxlan veth bridge sch_netem iptable_nat iptable_filter xt_MASQUERADE; do modprobe "$module" 2>/dev/null; done
  fallback=$(sysctl -n net.core.fb_tunnels_only_for_init_net 2>/dev/null)
${programFabric(fabric, names)}
  [ -z "$fallback" ] || sysctl -qw net.core.fb_tunnels_only_for_init_net="$fallback"
  ip netns delete nowhere
  ;;
down)
  for host in $hosts switches; do ip netns delete "$host"; done
  ;;
*)
  echo "usage: bash $0 up|down" >&2
  exit 2
  ;;
esac
`
}

/** What the switches of the lab lose, those of the script carry. */
function lossNote({ segments }: Fabric): string {
  const lossy = segments.filter(({ losses }) => losses).map(({ name }) => name)
  return lossy.length === 0 ? '' : `# Not made: what the network of ${lossy.join(', ')} does not carry in the lab.\n`
}

/** netem in a kernel of one's own has a chance of its own. */
const chanceNote = ({ segments }: Fabric): string =>
  segments.some(({ netem }) => netem)
    ? '# Which packets are lost, repeated or late is drawn anew there: how many is as in the lab.\n'
    : ''

/** As people call them; of two pods of one name each has its namespace before it. */
function namespaceNames(fabric: Fabric): GuestNames {
  const nameOf = (name: NamespaceName) => displayName(fabric, name).replaceAll('/', '.')
  return new Map([...fabric.namespaces.keys()].map((name) => [name, nameOf(name)]))
}

/** A ping to begin with: between the pods if there are two. */
function tryLine({ namespaces }: Fabric, names: GuestNames): string {
  const all = [...namespaces.values()]
  const pods = all.filter(({ name }) => name.includes('/'))
  const [from, ...others] = pods.length > 1 ? pods : all
  const to = others.at(-1) ?? from
  const address = to?.links.find(({ type }) => type.kind !== 'loopback')?.addresses[0]?.address
  return `ip netns exec ${names.get(from?.name ?? '')} ping -c 1 ${address === undefined ? '127.0.0.1' : formatIpv4(address)}`
}
