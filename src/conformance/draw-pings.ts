import { ENCAP_OVERHEAD_BYTES } from '../engine/calico/resources/encap'
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

export function drawPings(chance: Chance, topology: Topology, count: number): DrawnPing[] {
  return Array.from({ length: count }, () => ({
    from: chance.pick(topology.hosts),
    to: chance.happens(0.72) ? chance.pick(topology.hosts) : chance.pick(topology.addresses),
    args: drawArguments(chance, topology),
    pauseUs: chance.pick(PAUSES_US),
  }))
}

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
