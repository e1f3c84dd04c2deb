import type { Fabric } from '../engine/fabric/fabric'
import { findHost } from '../engine/lab/find-host'
import { formatIpv4 } from '../engine/net/ipv4'
import { type GuestNames, guestNames, programFabric } from '../exporting/program-fabric'
import { addressNamed } from '../terminal/ping/ping-record'
import type { Plan } from './predict'

/** Marks in the output, so that it can be taken apart again. */
export const MARK = '=====' as const

/** What a capture keeps of a frame: all of it, so that what is dissected is whole. */
const SNAPSHOT_BYTES = 16_384

/**
 * The script of one topology: makes the machines, says what routes they have, captures on every interface of each, sends
 * the pings at their moments, and takes everything down. Captures are left as `<topology>.<namespace>.pcap`.
 */
export function topologyScript(topology: string, fabric: Fabric, plan: Plan): string {
  const names = guestNames(fabric)
  const hosts = [...names.values()]
  return `
echo ${MARK} topology ${topology}
{
${programFabric(fabric)}
} 2>&1
${hosts.map((host) => `echo ${MARK} routes ${host}; ip -n ${host} -j route show table main`).join('\n')}
${captureLines(hosts).join('\n')}
begun=\${EPOCHREALTIME/./}
echo ${MARK} begun $begun
at() { local left=$((begun + $1 - \${EPOCHREALTIME/./})); ((left > 0)) && sleep $((left / 1000000)).$(printf %06d $((left % 1000000))); }
${plan.pings.map((ping, i) => pingLine(fabric, names, ping, i, plan.starts[i] ?? 0)).join('\n')}
at ${plan.starts.at(-1)}
echo ${MARK} ended $EPOCHREALTIME
kill -INT $captures; wait $captures
${hosts.map((host) => `mv /run/${host}.pcap ${topology}.${host}.pcap`).join('\n')}
ip -all netns delete
`
}

/** tcpdump says on stderr when it listens: the first ping waits for all of them. */
const captureLines = (hosts: readonly string[]): string[] => [
  'captures=',
  ...hosts.flatMap((host) => [
    `ip netns exec ${host} tcpdump --immediate-mode -i any -n -s ${SNAPSHOT_BYTES} -B 2048 -Z root -w /run/${host}.pcap 2>/run/${host}.listening &`,
    'captures="$captures $!"',
  ]),
  ...hosts.map((host) => `until grep -q listening /run/${host}.listening; do sleep 0.02; done`),
]

function pingLine(
  fabric: Fabric,
  names: GuestNames,
  { from, to, args }: Plan['pings'][number],
  index: number,
  start: number,
): string {
  const host = names.get(findHost(fabric, from) ?? '')
  const address = addressNamed(fabric, to)
  const target = address === undefined ? to : formatIpv4(address)
  return `at ${start}; echo ${MARK} ping ${index} $EPOCHREALTIME; ip netns exec ${host} ping -n -c 1 -W 1 ${args} ${target} 2>&1`
}
