import { localTable } from '../../engine/linux/local-table'
import { outputRoute } from '../../engine/linux/output-route'
import { formatIpv4, type Ipv4, ip, UNSPECIFIED } from '../../engine/net/ipv4'
import type { Command, CommandContext, CommandEnd } from '../command'
import { Conversation, untilOverdue } from '../conversation'
import { ERROR_WORDS } from '../system-errors'
import { parseTracerouteOptions, type TracerouteOptions } from './traceroute-options'
import { type HopProbe, hopsBack, packetBytesOf, TracerouteRun } from './traceroute-run'
import { TRACEROUTE_USAGE, TRACEROUTE_VERSION } from './traceroute-usage'

/** Dmitry Butskoy's traceroute, Debian's (2.1.2). */
export const tracerouteCommand: Command = (words, context) => {
  const { output } = context
  const parsed = parseTracerouteOptions(words)
  if (parsed.ok) return trace(parsed.value, context)
  const refusal = parsed.error
  if (refusal.kind !== 'says') {
    output.err(refusal.kind === 'help' ? TRACEROUTE_USAGE : TRACEROUTE_VERSION)
    return { exitCode: 0 }
  }
  output.err(refusal.text)
  if (refusal.notModelled !== undefined) {
    output.note({ code: 'option-not-modelled', params: { command: 'traceroute', option: refusal.notModelled } })
  }
  return { exitCode: refusal.exitCode }
}

function trace(options: TracerouteOptions, context: CommandContext): CommandEnd {
  const { namespace, output, session } = context
  const { source, device, target, destination, maxHops, method } = options
  const title = `traceroute to ${target} (${formatIpv4(destination)}), ${maxHops} hops max, ${packetBytesOf(options)} byte packets`
  // An echo's socket is made before the header is printed, a datagram's with the probe.
  const start = method === 'icmp' ? '' : title
  const refuse = (text: string): CommandEnd => {
    output.out(start)
    output.err(`\n${text}\n`)
    return { exitCode: 1 }
  }
  if (device !== undefined && !namespace.links.some(({ name }) => name === device)) {
    return refuse('setsockopt SO_BINDTODEVICE: No such device')
  }
  if (source !== undefined && !localTable(namespace).has(source)) return refuse('bind: Cannot assign requested address')
  // A socket that has not asked for it may not write to all (`ip4_datagram_connect`).
  if (outputRoute(namespace, { destination }).cast === 'broadcast') return refuse('connect: Permission denied')
  const network = new Conversation(context)
  const to = { ...options, destination: destination === UNSPECIFIED ? ip('127.0.0.1') : destination }
  const lines: string[] = []
  const run = new TracerouteRun(to, network, namespace.name)
  const probe = (each: HopProbe, index: number, all: readonly HopProbe[]): unknown =>
    lines.push(probeText(options, each, index, all))
  const failed = untilOverdue(() => run.run({ probe }), context.deadline)
  const end = { session: { ...session, ...(network.memory && { memory: network.memory }) }, sent: network.sent }
  if (failed && 'exitCode' in failed) {
    output.out(`${title}${lines.join('')}`)
    return { ...end, ...failed }
  }
  if (failed) return { ...end, ...refuse(`${failed.call}: ${ERROR_WORDS[failed.error]}`) }
  output.out(`${title}${lines.join('')}\n`)
  return { ...end, exitCode: 0 }
}

/** Source: `print_probe` in traceroute/traceroute.c. */
function probeText(options: TracerouteOptions, probe: HopProbe, index: number, all: readonly HopProbe[]): string {
  const { queries } = options
  const hop = Math.floor(index / queries) + 1
  const place = index % queries
  const start = place === 0 ? `\n${String(hop).padStart(2)} ` : ''
  return `${start}${whoText(options, probe, all.slice(index - place, index), hop)}${timeText(probe)}${probe.mark && ` ${probe.mark}`}`
}

const timeText = ({ heardAtUs, sentAtUs = 0 }: HopProbe): string =>
  heardAtUs === undefined ? '' : `  ${((heardAtUs - sentAtUs) / 1000).toFixed(3)} ms`

/** Who answered, unless it is who answered the probe before; a star if nobody did. */
function whoText(
  options: TracerouteOptions,
  { from, ttl }: HopProbe,
  before: readonly HopProbe[],
  hop: number,
): string {
  if (from === undefined) return ' *'
  const previous = before.findLast((candidate) => candidate.from !== undefined)
  const isSameWay = !options.showsBackward || previous?.ttl === ttl
  if (previous?.from === from && isSameWay) return ''
  const backHops = options.showsBackward && ttl !== undefined && hopsBack(ttl) !== hop ? ` '-${hopsBack(ttl)}'` : ''
  return ` ${options.numeric ? formatIpv4(from) : `${nameOf(from)} (${formatIpv4(from)})`}${backHops}`
}

/** No name server: only what /etc/hosts says. */
const nameOf = (address: Ipv4): string => (address === ip('127.0.0.1') ? 'localhost' : formatIpv4(address))
