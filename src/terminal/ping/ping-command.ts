import { assertNever } from '../../engine/invariant'
import { lookupRouteBy } from '../../engine/linux/bound-lookup'
import type { Namespace } from '../../engine/linux/namespace'
import { findLink, sourceFor } from '../../engine/linux/source-address'
import { formatIpv4 } from '../../engine/net/ipv4'
import { PING_WAITS_MS } from '../../engine/trace/memory'
import type { Probe, Trace, Verdict } from '../../engine/trace/trace'
import { tracePacket } from '../../engine/trace/trace-packet'
import type { Command, CommandContext, CommandEnd, SentPacket } from '../command'
import { optionProblemText } from '../getopt'
import type { Output } from '../output'
import { statusOf } from '../shell/signals'
import { inetAton } from './inet-aton'
import { type PingOptions, type PingRefusal, parsePingOptions } from './ping-options'
import { probeFor } from './ping-probe'
import { roundTripWord, statisticsText } from './ping-statistics'
import { PING_USAGE, PING_VERSION } from './ping-usage'
import { icmpErrorText, localErrorText, saidLocalError } from './ping-words'
import { undecidedBy } from './undecided'

/** Nobody presses Ctrl-C in the lab: a ping that was given no `-c` stops by itself, and says so. */
const COUNT_WITHOUT_C = 4

/** And one that was given a very large one stops here. */
const MAX_COUNT = 1000

/** iputils' `ping`, IPv4. Time is the lab's own, so the same lab gives the same times. */
export const pingCommand: Command = (words, context) => {
  const { output } = context
  const parsed = parsePingOptions(words)
  if (!parsed.ok) return refuse(output, parsed.error)
  const { action, warnings } = parsed.value
  output.err(warnings.map((warning) => `ping: ${warning}\n`).join(''))
  if (action === 'version') output.out(PING_VERSION)
  if (action === 'help') output.err(PING_USAGE)
  if (action !== 'ping') return { exitCode: action === 'help' ? 2 : 0 }
  return pingDestination(parsed.value, context)
}

function refuse(output: Output, refusal: PingRefusal): CommandEnd {
  switch (refusal.kind) {
    case 'usage':
      output.err(optionProblemText('ping', refusal.problem) + PING_USAGE)
      return { exitCode: 2 }
    case 'says':
      output.err(`ping: ${refusal.text}\n`)
      return { exitCode: refusal.exitCode }
    case 'not-modelled':
      output.note({ code: 'option-not-modelled', params: { command: 'ping', option: refusal.option } })
      return { exitCode: 2 }
    default:
      return assertNever(refusal)
  }
}

const says = (text: string, exitCode: number): PingRefusal => ({ kind: 'says', text, exitCode })

function pingDestination(options: PingOptions, context: CommandContext): CommandEnd {
  const { output, namespace } = context
  const [target, ...more] = options.destinations
  if (target === undefined) return refuse(output, says('usage error: Destination address required', 1))
  if (more.length > 0) return refuse(output, { kind: 'not-modelled', option: more.join(' ') })
  if (isIpv6(target)) return refuse(output, { kind: 'not-modelled', option: `IPv6 (${target})` })
  const address = inetAton(target)
  // The lab's hosts know no names: what a resolver would say.
  if (address === undefined) return refuse(output, says(`${target}: Name or service not known`, 2))
  if (options.family === '6') return refuse(output, says(`${target}: Address family for hostname not supported`, 2))
  const probe = probeFor(options, namespace, address)
  return probe.ok ? sendPackets({ options, target, probe: probe.value }, context) : refuse(output, says(probe.error, 2))
}

/** The lab's machines have no IPv6, which says nothing about those of a cluster. */
const isIpv6 = (target: string): boolean => /^[\da-f.]*:[\da-f:.]*(%\w+)?$/i.test(target)

interface PingRun {
  readonly options: PingOptions
  /** As it was typed. */
  readonly target: string
  readonly probe: Probe
}

/** A timestamp fits into this many bytes of payload; without one nothing is timed. */
const TIMESTAMP_BYTES = 16

function sendPackets(
  { options, target, probe }: PingRun,
  { fabric, session, output, namespace, deadline, isBackground }: CommandContext,
): CommandEnd {
  const sent: SentPacket[] = []
  const { payloadBytes, intervalMs } = options
  const wanted = options.count ?? Number.POSITIVE_INFINITY
  const endsAtUs = deadline?.atUs ?? Number.POSITIVE_INFINITY
  const goesOn = options.count === undefined && !Number.isFinite(endsAtUs)
  const count = Math.min(wanted, goesOn ? COUNT_WITHOUT_C : MAX_COUNT)
  const from = boundText(probe, namespace)
  const title = `PING ${target} (${formatIpv4(probe.destination)}) ${from.title}${payloadBytes}(${payloadBytes + 28}) bytes of data.\n`
  const startUs = session.memory?.nowUs ?? 0
  const roundTripsUs: number[] = []
  const identifier = session.memory?.nextIdentifier ?? 1
  let memory = session.memory
  let received = 0
  let repeated = 0
  let errors = 0
  let pipe = 0
  let transmitted = 0
  for (let sequence = 1; sequence <= count && (memory?.nowUs ?? 0) < endsAtUs; sequence++) {
    transmitted++
    const isLast = sequence === count
    const waitMs = isLast ? (probe.waitMs ?? lingerMs(roundTripsUs, intervalMs)) : intervalMs + PING_WAITS_MS
    const isCut = startUs + sequence * intervalMs * 1000 >= endsAtUs
    const nextAtUs = isCut ? endsAtUs : isLast ? undefined : startUs + sequence * intervalMs * 1000
    const sentAtUs = memory?.nowUs ?? 0
    const trace = tracePacket(fabric, { ...probe, identifier, sequence, waitMs }, memory, nextAtUs)
    memory = trace.memory
    sent.push({ fabric, trace, startUs: sentAtUs })
    const { verdict, late } = trace
    const refused = saidLocalError(trace)
    if (refused && refused.error !== 'message-too-long') {
      output.err(`ping: ${localErrorText(refused)}\n`)
      return { exitCode: 2 }
    }
    if (sequence === 1) {
      output.err(from.warning)
      output.out(title)
    }
    for (const { sequence: about, verdict: error } of late) {
      if (!options.quiet) output.out(errorLine(error, about))
      errors++
      pipe = Math.max(pipe, sequence - about + 1)
    }
    const said = answerLine(trace, sequence)
    // `-q` keeps the answers' lines back, and does not even count what could not be sent.
    if (said.stream !== undefined && !options.quiet) output[said.stream](said.text)
    if (verdict.kind === 'answered') received++
    else if (verdict.kind === 'error' || (refused && !options.quiet)) errors++
    if (said.roundTripUs !== undefined) {
      roundTripsUs.push(said.roundTripUs)
      // How many had been sent since, when it came (`acknowledge` in ping/ping_common.c).
      const since = intervalMs > 0 ? Math.floor(said.roundTripUs / 1000 / intervalMs) : 0
      pipe = Math.max(pipe, Math.min(since, count - sequence) + 1)
    }
    // With its last answer it has all that it was to wait for, and ends.
    for (const again of isLast ? [] : (trace.repeated ?? [])) {
      const line = echoLine(probe, again.verdict, sequence, again.timeUs, ' (DUP!)')
      if (!options.quiet) output.out(line.text)
      if (line.roundTripUs !== undefined) roundTripsUs.push(line.roundTripUs)
      repeated++
    }
  }
  const end = { session: { ...session, ...(memory && { memory }) }, sent }
  // It goes on behind the prompt until it is ended.
  if (goesOn && isBackground) return { ...end, exitCode: 0, listens: true, goesOn: true }
  // SIGINT and SIGQUIT it catches; what else ends it leaves it no time for statistics.
  const isKilled = deadline !== undefined && (memory?.nowUs ?? 0) >= endsAtUs
  if (deadline && isKilled && deadline.signal !== 'INT') return { ...end, exitCode: statusOf(deadline.signal) }
  const elapsedMs = Math.round((transmitted - 1) * intervalMs)
  output.out(statisticsText(target, { transmitted, received, repeated, errors, elapsedMs, roundTripsUs, pipe }))
  const undecided = sent.flatMap(({ trace }) => undecidedBy(trace.verdict))
  if (undecided.length > 0)
    output.note({ code: 'ping-not-known', params: { policies: [...new Set(undecided)].join(', ') } })
  if (count < wanted && !isKilled) output.note({ code: 'ping-stops', params: { count } })
  return { ...end, exitCode: received > 0 ? 0 : 1 }
}

/** What ping says of where `-I` lets it leave from (`ping4_run` in ping/ping.c). */
function boundText(probe: Probe, namespace: Namespace): { readonly title: string; readonly warning: string } {
  const { source, device, destination } = probe
  if (source === undefined && device === undefined) return { title: '', warning: '' }
  const chosen =
    source ??
    (device === undefined ? undefined : sourceFor(namespace, lookupRouteBy(namespace, destination, device))?.source)
  const isItsOwn =
    device === undefined || findLink(namespace, device)?.addresses.some(({ address }) => address === chosen)
  const address = chosen === undefined ? '0.0.0.0' : formatIpv4(chosen)
  return {
    title: `from ${address} ${device ?? ''}: `,
    warning:
      isItsOwn || source !== undefined
        ? ''
        : `ping: Warning: source address might be selected on device other than: ${device}\n`,
  }
}

/** After its last packet ping waits ten seconds; for an interval if it has had answers. Source: `schedule_exit`. */
const lingerMs = (roundTripsUs: readonly number[], intervalMs: number): number =>
  roundTripsUs.length > 0 ? Math.max(intervalMs, (2 * Math.max(...roundTripsUs)) / 1000) : PING_WAITS_MS

const errorLine = ({ from, error, mtuBytes }: Extract<Verdict, { readonly kind: 'error' }>, sequence: number): string =>
  `From ${formatIpv4(from)} icmp_seq=${sequence} ${icmpErrorText(error, mtuBytes)}\n`

interface AnswerLine {
  readonly stream?: 'out' | 'err'
  readonly text: string
  readonly roundTripUs?: number
}

/** `gather_statistics`: of an answer that is too small to hold the time, none is said. */
function echoLine(
  { payloadBytes }: Probe,
  { from, ttl }: Extract<Verdict, { readonly kind: 'answered' }>,
  sequence: number,
  roundTripUs: number,
  mark = '',
): AnswerLine {
  const start = `${payloadBytes + 8} bytes from ${formatIpv4(from)}: icmp_seq=${sequence} ttl=${ttl}`
  if (payloadBytes < TIMESTAMP_BYTES) return { stream: 'out', text: `${start}${mark}\n` }
  return { stream: 'out', text: `${start} time=${roundTripWord(roundTripUs)}${mark}\n`, roundTripUs }
}

function answerLine({ probe, verdict, heardAtUs = 0 }: Trace, sequence: number): AnswerLine {
  switch (verdict.kind) {
    case 'answered':
      return echoLine(probe, verdict, sequence, heardAtUs)
    case 'error':
      return { stream: 'out', text: errorLine(verdict, sequence) }
    case 'local-error':
      return saidLocalError({ probe, verdict })
        ? { stream: 'err', text: `ping: ${localErrorText(verdict)}\n` }
        : { text: '' }
    case 'lost':
      return { text: '' }
  }
}
