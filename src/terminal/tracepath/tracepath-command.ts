import { assertNever } from '../../engine/invariant'
import { formatIpv4, type Ipv4, ip, UNSPECIFIED } from '../../engine/net/ipv4'
import { datagramNumber } from '../../engine/trace/deliver'
import type { Verdict } from '../../engine/trace/trace'
import type { Command, CommandContext, CommandEnd } from '../command'
import { Conversation, type Heard } from '../conversation'
import { getopt, optionProblemText } from '../getopt'
import { inetAton } from '../ping/inet-aton'
import { wholeNumber } from '../ping/whole-number'
import { hopsBack } from '../traceroute/traceroute-run'
import { TRACEPATH_USAGE, TRACEPATH_VERSION } from './tracepath-usage'

/** As getopt(3) has them (`main` in tracepath.c, iputils 20221126). */
export const TRACEPATH_LETTERS = '46nbh?l:m:p:V'

interface TracepathOptions {
  readonly destination: Ipv4
  readonly numeric: boolean
  readonly both: boolean
  readonly packetBytes: number
  readonly maxHops: number
  readonly port: number
}

const OVERHEAD_BYTES = 28
const LARGEST_PACKET_BYTES = 65_535
const BASE_PORT = 44_444
const DEFAULT_HOPS = 30

const INT_MAX = '2147483647'

/** iputils' tracepath, IPv4. */
export const tracepathCommand: Command = (words, context) => {
  const { output } = context
  const parsed = getopt(words, TRACEPATH_LETTERS)
  if (!parsed.ok) {
    output.err(optionProblemText('tracepath', parsed.error) + TRACEPATH_USAGE)
    return { exitCode: 255 }
  }
  const refuse = (text: string, exitCode = 1): CommandEnd => {
    output.err(`tracepath: ${text}\n`)
    return { exitCode }
  }
  let [numeric, both] = [false, false]
  let family = ''
  const numbers = { l: 0, m: DEFAULT_HOPS, p: 0 }
  const ranges = { l: ['0', INT_MAX], m: ['0', '255'], p: ['0', '65535'] } as const
  for (const { letter, value = '' } of parsed.value.options) {
    if (letter === 'V') {
      output.out(TRACEPATH_VERSION)
      return { exitCode: 0 }
    }
    if (letter === 'n') numeric = true
    else if (letter === 'b') both = true
    else if (letter === '4' || letter === '6') {
      if (family !== '' && family !== letter) return refuse('Only one -4 or -6 option may be specified', 2)
      family = letter
    } else if (letter === 'l' || letter === 'm' || letter === 'p') {
      const [min, max] = ranges[letter]
      const read = wholeNumber(value, min, max)
      if (!read.ok) return refuse(read.error)
      numbers[letter] = read.value
    } else {
      output.err(TRACEPATH_USAGE)
      return { exitCode: 255 }
    }
  }
  const [target, ...more] = parsed.value.operands
  if (target === undefined || more.length > 0) {
    output.err(TRACEPATH_USAGE)
    return { exitCode: 255 }
  }
  const [name = '', slashPort] = numbers.p === 0 ? target.split('/') : [target]
  const port = slashPort === undefined ? undefined : wholeNumber(slashPort, ranges.p[0], ranges.p[1])
  if (port && !port.ok) return refuse(port.error)
  const address = inetAton(name)
  if (address === undefined) return refuse(`${name}: Name or service not known`)
  if (family === '6') return refuse(`${name}: Address family for hostname not supported`)
  const packetBytes = numbers.l === 0 ? LARGEST_PACKET_BYTES : numbers.l
  if (packetBytes <= OVERHEAD_BYTES) return refuse(`pktlen must be within: ${OVERHEAD_BYTES} < value <= ${INT_MAX}`)
  const destination = address === UNSPECIFIED ? ip('127.0.0.1') : address
  const options = { numeric, both, destination, packetBytes, maxHops: numbers.m }
  return follow({ ...options, port: port?.value || numbers.p || BASE_PORT }, context)
}

/** How long it waits for an answer to one packet, and how often it asks again. */
const WAIT_US = 1_000_000
const TRIES = 3

/** `HIS_ARRAY_SIZE`: as many ports are used. */
const PORTS = 64

/** Source: `main` and `probe_ttl` in tracepath.c. */
function follow(options: TracepathOptions, context: CommandContext): CommandEnd {
  const { output, session, namespace } = context
  const network = new Conversation(context)
  const sentAt = new Map<number, { readonly hops: number; readonly atUs: number }>()
  const state: PathState = { ...options, ttl: 0, sentAt, mtuBytes: options.packetBytes, print: output.out }
  const { maxHops } = options
  const sourcePort = 32_768 + (network.identifier % 28_000)
  let next = 0
  /** Whether the way is at its end, goes on, or nothing was heard. */
  const probe = (ttl: number): 'end' | 'progress' | 'silence' => {
    for (;;) {
      const destinationPort = options.port + next
      const number = datagramNumber({ sourcePort, destinationPort })
      sentAt.set(number, { hops: ttl, atUs: network.nowUs })
      const failed = network.send({
        from: namespace.name,
        destination: options.destination,
        ttl,
        payloadBytes: state.mtuBytes - OVERHEAD_BYTES,
        pathMtuDiscovery: 'do',
        datagram: { sourcePort, destinationPort },
      })
      if (!failed) break
      sentAt.delete(number)
      if (failed.error !== 'message-too-long') {
        // Nothing is in the socket's queue of errors, ten times over.
        network.sent.pop()
        output.out(`${hopText(ttl)}:  send failed\n`)
        return 'end'
      }
      state.mtuBytes = failed.mtuBytes ?? state.mtuBytes
      output.out(`${hopText(ttl)}?: ${'[LOCALHOST]'.padEnd(32)} pmtu ${state.mtuBytes}\n`)
    }
    next = (next + 1) % PORTS
    const heard = network.wait(network.nowUs + WAIT_US)
    for (const one of heard) if (tell(state, one) === 'end') return 'end'
    return heard.length === 0 ? 'silence' : 'progress'
  }
  const end = (): CommandEnd => {
    const { hopsTo, hopsFrom, mtuBytes } = state
    const parts = [
      `pmtu ${mtuBytes} `,
      hopsTo === undefined ? '' : `hops ${hopsTo} `,
      hopsFrom === undefined ? '' : `back ${hopsFrom} `,
    ]
    output.out(`     Resume: ${parts.join('')}\n`)
    return {
      exitCode: 0,
      session: { ...session, ...(network.memory && { memory: network.memory }) },
      sent: network.sent,
    }
  }
  for (let ttl = 1; ttl <= maxHops; ttl++) {
    state.ttl = ttl
    let answer: ReturnType<typeof probe> = 'silence'
    for (let round = 0; round < TRIES && answer === 'silence'; round++) {
      const before = state.mtuBytes
      answer = probe(ttl)
      if (state.mtuBytes !== before) {
        round = -1
        answer = 'silence'
      } else if (answer === 'end') return end()
    }
    if (answer === 'silence') output.out(`${hopText(ttl)}:  no reply\n`)
  }
  output.out(`     Too many hops: pmtu ${state.mtuBytes}\n`)
  return end()
}

const hopText = (hops: number): string => String(hops).padStart(2)

interface PathState extends TracepathOptions {
  ttl: number
  mtuBytes: number
  hopsTo?: number
  hopsFrom?: number
  readonly sentAt: Map<number, { readonly hops: number; readonly atUs: number }>
  readonly print: (text: string) => void
}

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
