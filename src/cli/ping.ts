import { parseArgs } from 'node:util'
import { realize } from '../engine/lab/realize'
import { formatIpv4 } from '../engine/net/ipv4'
import type { TraceMemory } from '../engine/trace/memory'
import type { ParsedLab } from '../io/parse-lab'
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
} as const

/**
 * `podpath ping`: the exit status says whether the ping was sent, not whether it was answered.
 * @throws CliError for bad usage or input
 */
export function ping(argv: readonly string[], io: CliIo): number {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    tokens: true,
  })
  const [lab, from, to, ...more] = positionals
  const pingWords = tokens.flatMap((token) => {
    if (token.kind !== 'option' || token.name === 'json' || token.name === 'pairs') return []
    return token.value === undefined ? [`-${token.name}`] : [`-${token.name}`, token.value]
  })
  if (values.pairs !== undefined) {
    if (lab === undefined) return refuseUsage('missing-words', { command: 'ping', words: 'LAB' })
    if (!values.json) return refuseUsage('pairs-need-json')
    if (from !== undefined || pingWords.length > 0) return refuseUsage('pairs-and-hosts')
    return printRecords(io, loadLab(io, lab), lab, readPairs(io, values.pairs))
  }
  if (lab === undefined || from === undefined || to === undefined) {
    return refuseUsage('missing-words', { command: 'ping', words: 'LAB FROM TO' })
  }
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'ping', words: more.join(' ') })
  const parsed = loadLab(io, lab)
  if (!parsePingOptions(pingWords).ok) return refuse('bad-ping-arguments', { args: pingWords.join(' ') })
  if (!values.json) return printPing(io, parsed, { lab, from, to, pingWords })
  const [record] = sendAll(parsed, lab, [{ from, to, args: pingWords.join(' ') }])
  io.stdout(`${JSON.stringify(record, null, 2)}\n`)
  return 0
}

interface TextPing {
  readonly lab: string
  readonly from: string
  readonly to: string
  readonly pingWords: readonly string[]
}

/** What ping prints; without `-c` it is one packet. */
function printPing(io: CliIo, parsed: ParsedLab, { lab, from, to, pingWords }: TextPing): number {
  const host = hostIn(parsed, from, lab)
  const address = addressNamed(realize(parsed.document), to)
  if (address === undefined) throw noHost(parsed, lab, to)
  const words = ['ping', ...(pingWords.includes('-c') ? [] : ['-c', '1']), ...pingWords, formatIpv4(address)]
  const result = runPipeline({ document: parsed.document }, host, [words])
  printChunks(io, result.chunks)
  return didRun(result) ? 0 : BAD_INPUT
}

function printRecords(io: CliIo, parsed: ParsedLab, lab: string, questions: readonly PlacedQuestion[]): number {
  const records = sendAll(parsed, lab, questions)
  io.stdout(records.length === 0 ? '[]\n' : `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`)
  return 0
}

/** One after the other, in a network that remembers. @throws CliError for a host that is not there */
function sendAll(
  parsed: ParsedLab,
  lab: string,
  questions: readonly (PingQuestion & Partial<PlacedQuestion>)[],
): readonly PingRecord[] {
  const fabric = realize(parsed.document)
  let memory: TraceMemory | undefined
  return questions.map(({ place, ...question }) => {
    const sent = recordPing(fabric, question, memory)
    if (!sent.ok) throw problemError(parsed, lab, sent.error, place)
    memory = sent.value.memory
    return sent.value.record
  })
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
