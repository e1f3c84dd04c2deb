import { assertNever } from '../../engine/invariant'
import { formatIpv4, type Ipv4, ip } from '../../engine/net/ipv4'
import { datagramNumber } from '../../engine/trace/deliver'
import type { Verdict } from '../../engine/trace/trace'
import { type Conversation, ephemeralPort, type Heard } from '../conversation'
import { hopsBack } from '../traceroute/traceroute-run'
import { OVERHEAD_BYTES, type TracepathOptions } from './tracepath-options'

/** How long it waits for an answer to one packet, and how often it asks again. */
const WAIT_US = 1_000_000
const TRIES = 3

/** `HIS_ARRAY_SIZE`: as many ports are used. */
const PORTS = 64

/** Whether the way is at its end, goes on, or nothing was heard. */
type Answer = 'end' | 'progress' | 'silence'

interface PathState extends TracepathOptions {
  ttl: number
  mtuBytes: number
  hopsTo?: number
  hopsFrom?: number
  readonly sentAt: Map<number, { readonly hops: number; readonly atUs: number }>
  readonly print: (text: string) => void
}

/** One packet at a time, as large as the path takes. Source: `main` and `probe_ttl` in tracepath.c (20221126). */
export class TracepathRun {
  private readonly state: PathState
  private readonly sourcePort: number
  private nextPort = 0

  constructor(
    private readonly options: TracepathOptions,
    private readonly network: Conversation,
    private readonly from: string,
    print: (text: string) => void,
  ) {
    this.state = { ...options, ttl: 0, sentAt: new Map(), mtuBytes: options.packetBytes, print }
    this.sourcePort = ephemeralPort(network.identifier)
  }

  run(): void {
    const { state } = this
    if (!this.reachesEnd()) state.print(`     Too many hops: pmtu ${state.mtuBytes}\n`)
    const { hopsTo, hopsFrom, mtuBytes } = state
    const hops = hopsTo === undefined ? '' : `hops ${hopsTo} `
    const back = hopsFrom === undefined ? '' : `back ${hopsFrom} `
    state.print(`     Resume: pmtu ${mtuBytes} ${hops}${back}\n`)
  }

  private reachesEnd(): boolean {
    const { state } = this
    for (let ttl = 1; ttl <= this.options.maxHops; ttl++) {
      state.ttl = ttl
      const answer = this.askHop(ttl)
      if (answer === 'end') return true
      if (answer === 'silence') state.print(`${hopText(ttl)}:  no reply\n`)
    }
    return false
  }

  /** Three times, and again as often as the path turns out to take less. */
  private askHop(ttl: number): Answer {
    for (let round = 0; round < TRIES; round++) {
      const before = this.state.mtuBytes
      const answer = this.probe(ttl)
      if (this.state.mtuBytes !== before) round = -1
      else if (answer !== 'silence') return answer
    }
    return 'silence'
  }

  private probe(ttl: number): Answer {
    const { network, state } = this
    if (!this.send(ttl)) {
      state.print(`${hopText(ttl)}:  send failed\n`)
      return 'end'
    }
    this.nextPort = (this.nextPort + 1) % PORTS
    const heard = network.wait(network.nowUs + WAIT_US)
    for (const one of heard) if (tell(state, one) === 'end') return 'end'
    return heard.length === 0 ? 'silence' : 'progress'
  }

  /** False: the packet cannot leave, whatever its size, and nothing is in the socket's queue of errors. */
  private send(ttl: number): boolean {
    const { network, state, options, sourcePort } = this
    for (;;) {
      const ports = { sourcePort, destinationPort: options.port + this.nextPort }
      const number = datagramNumber(ports)
      state.sentAt.set(number, { hops: ttl, atUs: network.nowUs })
      const failed = network.send({
        from: this.from,
        destination: options.destination,
        ttl,
        payloadBytes: state.mtuBytes - OVERHEAD_BYTES,
        pathMtuDiscovery: 'do',
        datagram: ports,
      })
      if (!failed) return true
      state.sentAt.delete(number)
      if (failed.error !== 'message-too-long') return false
      state.mtuBytes = failed.mtuBytes ?? state.mtuBytes
      state.print(`${hopText(ttl)}?: ${'[LOCALHOST]'.padEnd(32)} pmtu ${state.mtuBytes}\n`)
    }
  }
}

const hopText = (hops: number): string => String(hops).padStart(2)

/** `HOST_COLUMN_SIZE` */
const HOST_COLUMNS = 52

/** One error, as a line. Source: `recverr` in tracepath.c. */
function tell(state: PathState, { about, atUs, verdict }: Heard): 'end' | 'progress' {
  const probe = state.sentAt.get(about)
  state.sentAt.delete(about)
  const hops = probe?.hops
  const start = hops === undefined ? `${hopText(state.ttl)}?: ` : `${hopText(hops)}:  `
  const us = probe && Math.round(atUs - probe.atUs)
  const time =
    us === undefined ? '' : `${String(Math.floor(us / 1000)).padStart(3)}.${String(us % 1000).padStart(3, '0')}ms `
  state.print(`${start}${whoText(state, verdict.from)}${time}`)
  if (verdict.kind === 'answered') return 'end'
  return tellError(state, verdict, hops)
}

function tellError(
  state: PathState,
  { error, ttl, mtuBytes = 0 }: Extract<Verdict, { readonly kind: 'error' }>,
  hops: number | undefined,
): 'end' | 'progress' {
  const back = hopsBack(ttl)
  switch (error) {
    case 'time-exceeded':
      state.print(back === (hops ?? state.ttl) ? '\n' : `asymm ${hopText(back)} \n`)
      return 'progress'
    case 'fragmentation-needed':
      state.print(`pmtu ${mtuBytes}\n`)
      state.mtuBytes = mtuBytes
      return 'progress'
    case 'port-unreachable':
      state.print('reached\n')
      state.hopsTo = hops ?? state.ttl
      state.hopsFrom = back
      return 'end'
    case 'protocol-unreachable':
      state.print(`\n`)
      return 'end'
    case 'host-unreachable':
    case 'admin-prohibited':
      state.print('!H\n')
      return 'end'
    case 'net-unreachable':
      state.print('!N\n')
      return 'end'
    default:
      return assertNever(error)
  }
}

function whoText({ numeric, both }: TracepathOptions, from: Ipv4): string {
  const address = formatIpv4(from)
  // No name server: the name is the address, too.
  const name = from === ip('127.0.0.1') && !numeric ? 'localhost' : address
  const text = both ? `${name} (${numeric ? '' : address})` : name
  return text.padEnd(HOST_COLUMNS).padEnd(text.length >= HOST_COLUMNS ? text.length + 1 : 0)
}
