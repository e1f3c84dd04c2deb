import { parseArgs } from 'node:util'
import { realize } from '../engine/lab/realize'
import { formatIpv4 } from '../engine/net/ipv4'
import type { TraceMemory } from '../engine/trace/memory'
import type { ParsedLab } from '../io/parse-lab'
import type { LineResult, SentPacket } from '../terminal/command'
import { asRecorded } from '../terminal/ping/as-recorded'
import { parsePingOptions } from '../terminal/ping/ping-options'
import {
  addressNamed,
  type PingProblem,
  type PingQuestion,
  type PingRecord,
  recordPing,
} from '../terminal/ping/ping-record'
import { runPipeline } from '../terminal/run-line'
import { BAD_INPUT, CliError, refuse, refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { hostIn, loadLab, noHostText } from './load-lab'
import { didRun, printChunks } from './print-chunks'
import { type PlacedQuestion, readPairs } from './read-pairs'
import { type Listener, listenMeanwhile, takeListener } from './tcpdump-meanwhile'
import { writeCaptures } from './write-captures'

const VALUED = { type: 'string', multiple: true } as const

const OPTIONS = {
  c: { short: 'c', ...VALUED },
  i: { short: 'i', ...VALUED },
  s: { short: 's', ...VALUED },
  t: { short: 't', ...VALUED },
  M: { short: 'M', ...VALUED },
  W: { short: 'W', ...VALUED },
  n: { type: 'boolean', short: 'n' },
  q: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
  pairs: { type: 'string' },
  capture: { type: 'string' },
} as const

/** Ours; the others are ping's own. */
const NOT_PINGS = new Set(['json', 'pairs', 'capture'])

/**
 * `podpath ping`: the exit status says whether the ping was sent, not whether it was answered.
 * @throws CliError for bad usage or input
 */
export function ping(argv: readonly string[], io: CliIo): number {
  const { listener, rest } = takeListener(argv)
  const { values, positionals, tokens } = parseArgs({
    args: [...rest],
    options: OPTIONS,
    allowPositionals: true,
    tokens: true,
  })
  const [lab, from, to, ...more] = positionals
  const { capture } = values
  const pingWords = tokens.flatMap((token) => {
    if (token.kind !== 'option' || NOT_PINGS.has(token.name)) return []
    return token.value === undefined ? [`-${token.name}`] : [`-${token.name}`, token.value]
  })
  if (listener && values.json) return refuseUsage('tcpdump-or-json')
  if (values.pairs !== undefined) {
    if (lab === undefined) return refuseUsage('missing-words', { command: 'ping', words: 'LAB' })
    if (!values.json) return refuseUsage('pairs-need-json')
    if (from !== undefined || pingWords.length > 0) return refuseUsage('pairs-and-hosts')
    return printRecords(io, { parsed: loadLab(io, lab), lab, capture }, readPairs(io, values.pairs))
  }
  if (lab === undefined || from === undefined || to === undefined) {
    return refuseUsage('missing-words', { command: 'ping', words: 'LAB FROM TO' })
  }
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'ping', words: more.join(' ') })
  const order: Order = { parsed: loadLab(io, lab), lab, capture }
  if (!parsePingOptions(pingWords).ok) return refuse('bad-ping-arguments', { args: pingWords.join(' ') })
  if (!values.json) return printPing(io, order, { from, to, pingWords, listener })
  const [record] = sendAll(io, order, [{ from, to, args: pingWords.join(' ') }])
  io.stdout(`${JSON.stringify(record, null, 2)}\n`)
  return 0
}

/** The lab, and the folder that captures go to. */
interface Order {
  readonly parsed: ParsedLab
  readonly lab: string
  readonly capture: string | undefined
}

interface TextPing {
  readonly from: string
  readonly to: string
  readonly pingWords: readonly string[]
  readonly listener: Listener | undefined
}

/** What ping prints, or a tcpdump meanwhile; without `-c` it is one packet. */
function printPing(io: CliIo, { parsed, lab, capture }: Order, { from, to, pingWords, listener }: TextPing): number {
  const { document } = parsed
  const host = hostIn(parsed, from, lab)
  const address = addressNamed(realize(document), to)
  if (address === undefined) throw noHost(parsed, lab, to)
  const words = ['ping', ...(pingWords.includes('-c') ? [] : ['-c', '1']), ...pingWords, formatIpv4(address)]
  const pinged = runPipeline({ document }, host, [words])
  if (capture !== undefined) writeCaptures(io, capture, realize(document), pinged.sent)
  const shown: Pick<LineResult, 'chunks' | 'exitCode'> = listener
    ? listenMeanwhile({ document }, hostIn(parsed, listener.host, lab), listener.args, pinged.sent)
    : pinged
  printChunks(io, shown.chunks)
  return didRun(pinged) && didRun(shown) ? 0 : BAD_INPUT
}

function printRecords(io: CliIo, order: Order, questions: readonly PlacedQuestion[]): number {
  const records = sendAll(io, order, questions)
  io.stdout(records.length === 0 ? '[]\n' : `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`)
  return 0
}

/** One after the other, in a network that remembers. @throws CliError for a host that is not there */
function sendAll(
  io: CliIo,
  { parsed, lab, capture }: Order,
  questions: readonly (PingQuestion & Partial<PlacedQuestion>)[],
): readonly PingRecord[] {
  const fabric = asRecorded(realize(parsed.document))
  const sent: SentPacket[] = []
  let memory: TraceMemory | undefined
  const records = questions.map(({ place, ...question }) => {
    const pinged = recordPing(fabric, question, memory)
    if (!pinged.ok) throw problemError(parsed, lab, pinged.error, place)
    memory = pinged.value.memory
    sent.push(...pinged.value.sent)
    return pinged.value.record
  })
  if (capture !== undefined) writeCaptures(io, capture, fabric, sent)
  return records
}

const noHost = ({ document }: ParsedLab, lab: string, host: string): CliError =>
  new CliError(noHostText(realize(document), host, lab))

function problemError(parsed: ParsedLab, lab: string, problem: PingProblem, place: string | undefined): CliError {
  const words =
    problem.kind === 'no-host'
      ? noHostText(realize(parsed.document), problem.host, lab)
      : said('bad-ping-arguments', { args: problem.args })
  return new CliError(place === undefined ? words : said('at-place', { place, words }))
}
