import { ENCAP_OVERHEAD_BYTES } from '../engine/calico/resources/encap'
import type { Fabric } from '../engine/fabric/fabric'
import { findHost } from '../engine/lab/find-host'
import { formatIpv4 } from '../engine/net/ipv4'
import type { PingQuestion } from '../terminal/ping/ping-record'
import type { Chance } from './chance'
import type { Topology } from './draw-topology'

/** A ping and how long nothing is sent after it has ended. */
export interface DrawnPing extends PingQuestion {
  readonly pauseUs: number
}

/**
 * Between two pings: long enough for the kernel's timers, which may be a quarter of a second late, to decide nothing; at
 * times longer than a neighbour is waited for, or than errors are held back.
 */
const PAUSES_US = [400_000, 400_000, 400_000, 400_000, 400_000, 1_400_000, 3_600_000]

/** IPv4 and ICMP header of a ping. */
const HEADER_BYTES = 28

export function drawPings(chance: Chance, topology: Topology, fabric: Fabric, count: number): DrawnPing[] {
  return Array.from({ length: count }, () => {
    const from = chance.pick(topology.hosts)
    const to = chance.happens(0.72) ? chance.pick(topology.hosts) : chance.pick(topology.addresses)
    const source = chance.happens(0.15) ? [`-I ${chance.pick(addressesOf(fabric, from))}`] : []
    const args = [...source, drawArguments(chance, topology)].filter((text) => text !== '').join(' ')
    return { from, to, args, pauseUs: chance.pick(PAUSES_US) }
  })
}

/** A host's own: of its NIC, its tunnels. */
const addressesOf = (fabric: Fabric, host: string): readonly string[] =>
  (fabric.namespaces.get(findHost(fabric, host) ?? '')?.links ?? [])
    .flatMap(({ addresses }) => addresses)
    .filter(({ scope }) => scope === 'global')
    .map(({ address }) => formatIpv4(address))

function drawArguments(chance: Chance, { mtuBytes }: Topology): string {
  const kind = chance.pick(['plain', 'plain', 'plain', 'plain', 'ttl', 'size', 'size', 'size'])
  if (kind === 'plain') return ''
  if (kind === 'ttl') return `-t ${chance.integer(1, 5)}`
  const discovery = chance.pick(['', '', ' -M do', ' -M do', ' -M dont', ' -M want'])
  const ttl = chance.happens(0.1) ? ` -t ${chance.integer(1, 4)}` : ''
  return `-s ${drawSize(chance, mtuBytes)}${discovery}${ttl}`
}

/** At the edge of what fits, with an encapsulation, with both, or without; or far from any edge. */
function drawSize(chance: Chance, mtuBytes: number): number {
  if (chance.happens(0.2)) return chance.pick([0, 1, 8, 500, 1272, 3000, 6000])
  const overhead =
    chance.pick([0, ...Object.values(ENCAP_OVERHEAD_BYTES)]) + chance.pick([0, 0, ENCAP_OVERHEAD_BYTES.ipip])
  return mtuBytes - overhead - HEADER_BYTES + chance.pick([0, 0, 1, -1, 4])
}
