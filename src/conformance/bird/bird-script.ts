import { createFabric, type Fabric } from '../../engine/fabric/fabric'
import { guestNames, programFabric } from '../../exporting/program-fabric'
import { MARK } from '../ping-script'

const POLL_SECONDS = 0.5

/** How long the tables have to be the same, and when nobody waits any more. */
const STABLE_SECONDS = 3.5
const MOST_SECONDS = 40

/**
 * The script of one topology: makes the machines without BIRD's routes, starts BIRD where it has a configuration, waits
 * until neither sessions nor tables change any more, says what routes there are, and takes everything down.
 * @param pauseSeconds between the start of one and of the next.
 * @param lingerSeconds for what takes longer than sessions and tables to change.
 */
export function birdScript(
  topology: string,
  fabric: Fabric,
  speakers: readonly string[],
  { pauseSeconds, lingerSeconds }: { readonly pauseSeconds: number; readonly lingerSeconds: number },
): string {
  const stablePolls = (STABLE_SECONDS + lingerSeconds) / POLL_SECONDS
  const mostPolls = (MOST_SECONDS + lingerSeconds) / POLL_SECONDS
  const bare = createFabric(
    [...fabric.namespaces.values()].map((namespace) => ({
      ...namespace,
      routes: namespace.routes.filter(({ protocol }) => protocol !== 'bird'),
    })),
    fabric.segments,
  )
  const names = guestNames(bare)
  const hosts = [...names].flatMap(([name, guest]) => (fabric.namespaces.get(name)?.role === 'pod' ? [] : [guest]))
  const birds = speakers.flatMap((name) => names.get(name) ?? [])
  return `
echo ${MARK} topology ${topology}
{
${programFabric(bare)}
} 2>&1
for host in ${birds.join(' ')}; do
  ip netns exec $host bird -c ${topology}.$host.conf -s /run/$host.ctl -P /run/$host.pid 2>&1
  sleep ${pauseSeconds}
done
state() {
  for host in ${hosts.join(' ')}; do echo $host; ip -n $host route show table main; done
  for host in ${birds.join(' ')}; do birdc -s /run/$host.ctl show protocols | awk '$6 == "Established" { print $1 }'; done
}
still=0 before= polls=0
until ((still >= ${stablePolls} || polls >= ${mostPolls})); do
  sleep ${POLL_SECONDS}
  now=$(state)
  if [[ $now == "$before" ]]; then still=$((still + 1)); else still=0; fi
  before=$now polls=$((polls + 1))
done
echo ${MARK} polls $polls
for host in ${hosts.join(' ')}; do
  echo ${MARK} routes $host
  ip -n $host -j route show table main
done
for host in ${birds.join(' ')}; do
  { birdc -s /run/$host.ctl show protocols; birdc -s /run/$host.ctl show route all; } >${topology}.$host.birdc
done
for host in ${birds.join(' ')}; do kill $(cat /run/$host.pid); done
ip -all netns delete
rm -f /run/*.ctl
`
}
