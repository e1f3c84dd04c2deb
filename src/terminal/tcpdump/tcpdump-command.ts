import { assertNever } from '../../engine/invariant'
import { writePcap } from '../../engine/wire/pcap'
import { readCapture } from '../../engine/wire/read-capture'
import { type CaughtFrame, caughtFrame } from '../capture/caught-frame'
import { ANY_DEVICE, LINK_NUMBERS, linkOfDevice, linkOfNumber } from '../capture/tap'
import { tappedFrames } from '../capture/tapped-frames'
import type { Command, CommandContext, CommandEnd } from '../command'
import { readFile, writeFile } from '../files'
import { type OptionProblem, optionProblemText } from '../getopt'
import type { Output } from '../output'
import { noteWhyEmpty } from '../why-empty/note-why-empty'
import { brokenOffText, mixedLinksText, noCaptureText, noInterfaceText } from './file-fault'
import { type ByteFilter, bytesOfFilter } from './filter/bytes-of-filter'
import type { FilterLink } from './filter/filter'
import { parseFilter } from './filter/parse-filter'
import { passes } from './filter/run-filter'
import type { LongProblem } from './long-options'
import { printSeen } from './print-seen'
import { parseTcpdumpOptions, type TcpdumpOptions, type TcpdumpRefusal } from './tcpdump-options'
import { TCPDUMP_USAGE, TCPDUMP_VERSION } from './tcpdump-usage'

/** tcpdump 4.99 with libpcap 1.10. A capture of the lab sees what was sent while it ran; files are classic pcap. */
export const tcpdumpCommand: Command = (words, context) => {
  const parsed = parseTcpdumpOptions(words)
  if (!parsed.ok) return refuse(context.output, parsed.error)
  if (parsed.value.action === 'help') {
    context.output.out(TCPDUMP_USAGE)
    return { exitCode: 0 }
  }
  if (parsed.value.action === 'version') {
    context.output.out(TCPDUMP_VERSION)
    return { exitCode: 0 }
  }
  return parsed.value.read === undefined
    ? captureLive(parsed.value, context)
    : printFile(parsed.value, parsed.value.read, context)
}

function refuse(output: Output, refusal: TcpdumpRefusal): CommandEnd {
  switch (refusal.kind) {
    case 'usage':
      output.err(usageProblemText(refusal.problem) + TCPDUMP_USAGE)
      return { exitCode: 1 }
    case 'says':
      output.err(`tcpdump: ${refusal.text}\n`)
      return { exitCode: 1 }
    case 'not-modelled':
      output.note({ code: 'option-not-modelled', params: { command: 'tcpdump', option: refusal.option } })
      return { exitCode: 1 }
    default:
      return assertNever(refusal)
  }
}

const usageProblemText = (problem: OptionProblem | LongProblem): string =>
  problem.kind === 'long' ? `tcpdump: ${problem.text}\n` : optionProblemText('tcpdump', problem)

const LINK_WORDS: Readonly<Record<FilterLink, string>> = {
  ethernet: 'EN10MB (Ethernet)',
  raw: 'RAW (Raw IP)',
  cooked: 'LINUX_SLL2 (Linux cooked v2)',
  'cooked-v1': 'LINUX_SLL (Linux cooked v1)',
}

function captureLive(options: TcpdumpOptions, context: CommandContext): CommandEnd {
  const { output, namespace, traffic = { sent: [], isOver: false } } = context
  const device = options.device ?? namespace.links.find(({ type }) => type.kind !== 'loopback')?.name ?? ANY_DEVICE
  const link = namespace.links.find(({ name, index }) => name === device || String(index) === device)
  if (!link && device !== ANY_DEVICE) {
    output.err(`tcpdump: ${device}: No such device exists\n(No such device exists)\n`)
    return { exitCode: 1 }
  }
  const linkType = link ? linkOfDevice(link) : 'cooked'
  if (linkType === 'cooked') output.err('tcpdump: data link type LINUX_SLL2\n')
  const filter = parseFilter(options.expression, { link: linkType, source: 'live' })
  if (!filter.ok) {
    return refuse(
      output,
      filter.error.kind === 'says' ? filter.error : { kind: 'not-modelled', option: filter.error.what },
    )
  }
  const isQuiet = options.verbosity === 0 && options.write === undefined
  const name = link?.name ?? ANY_DEVICE
  output.err(
    isQuiet
      ? 'tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\nlistening on '
      : 'tcpdump: listening on ',
  )
  output.err(`${name}, link-type ${LINK_WORDS[linkType]}, snapshot length ${options.snapshotBytes} bytes\n`)
  const program = bytesOfFilter(filter.value, linkType)
  const tapped = tappedFrames(traffic.sent, namespace.name).filter((frame) => !link || frame.link === link.name)
  const seen = tapped
    .filter(({ direction }) => (options.direction ?? direction) === direction)
    .map((frame) => cutTo(options.snapshotBytes, caughtFrame(frame, namespace, link ? link.name : ANY_DEVICE)))
  const { caught, isFull } = caughtBy(program, seen, options.count)
  if (options.write === undefined) printSeen(output, options, linkType, caught, namespace)
  if (!isFull && !traffic.isOver) return { exitCode: 0, listens: true }
  if (options.write !== undefined) return endWriting(options.write, linkType, caught, context)
  output.err(statistics(caught.length))
  if (caught.length === 0) noteWhyEmpty({ host: namespace.name, link: name }, options.expression, traffic.sent, output)
  return { exitCode: 0 }
}

const statistics = (count: number): string =>
  `${count} packet${count === 1 ? '' : 's'} captured\n${count} packet${count === 1 ? '' : 's'} received by filter\n0 packets dropped by kernel\n`

/** The frames that the filter lets through, up to `-c`. */
function caughtBy(
  program: ByteFilter,
  seen: readonly CaughtFrame[],
  count = Number.POSITIVE_INFINITY,
): { readonly caught: readonly CaughtFrame[]; readonly isFull: boolean } {
  const caught = seen.filter((frame) => passes(program, frame))
  return { caught: caught.slice(0, count), isFull: caught.length >= count }
}

/** What is captured of it with `-s`; a filter sees the whole frame. */
const cutTo = (snapshotBytes: number, frame: CaughtFrame): CaughtFrame =>
  frame.bytes.length <= snapshotBytes ? frame : { ...frame, bytes: frame.bytes.subarray(0, snapshotBytes) }

function endWriting(
  path: string,
  link: FilterLink,
  caught: readonly CaughtFrame[],
  context: CommandContext,
  says = statistics(caught.length),
): CommandEnd {
  const { output } = context
  const file = writePcap(LINK_NUMBERS[link], caught)
  const written = path === '-' ? undefined : writeFile(context, path, file)
  if (path === '-') {
    output.note({ code: 'option-not-modelled', params: { command: 'tcpdump', option: '-w -' } })
    return { exitCode: 1 }
  }
  if (written && !written.ok) {
    output.err(`tcpdump: ${path}: ${written.error}\n`)
    return { exitCode: 1 }
  }
  output.err(says)
  return { exitCode: 0, ...(written?.ok && { session: written.value }) }
}

/** `-r` */
function printFile(options: TcpdumpOptions, path: string, context: CommandContext): CommandEnd {
  const { output, namespace } = context
  const content = readFile(context, path)
  if (!content.ok) return refuse(output, { kind: 'says', text: `${path}: ${content.error}` })
  const bytes =
    typeof content.value === 'string'
      ? Uint8Array.from(content.value, (character) => character.charCodeAt(0) & 255)
      : content.value
  const file = readCapture(bytes)
  if (!file.ok) return refuse(output, { kind: 'says', text: noCaptureText(bytes, file.error) })
  const first = file.value.interfaces[0]
  if (!first) return refuse(output, { kind: 'says', text: noInterfaceText(bytes, file.value) })
  const link = linkOfNumber(first.linkType)
  if (!link) {
    return refuse(output, { kind: 'not-modelled', option: `link type ${first.linkType}` })
  }
  output.err(`reading from file ${path}, link-type ${LINK_WORDS[link]}, snapshot length ${first.snapshotBytes}\n`)
  if (link === 'cooked') output.err('Warning: interface names might be incorrect\n')
  const filter = parseFilter(options.expression, { link, source: 'file' })
  if (!filter.ok) {
    return refuse(
      output,
      filter.error.kind === 'says' ? filter.error : { kind: 'not-modelled', option: filter.error.what },
    )
  }
  const mixed = mixedLinksText(file.value)
  if (mixed !== undefined) return refuse(output, { kind: 'says', text: `pcap_loop: ${mixed}` })
  const seen = file.value.frames.map((frame) => ({ ...frame, link, lengthBytes: frame.originalBytes }))
  const { caught, isFull } = caughtBy(bytesOfFilter(filter.value, link), seen, options.count)
  if (options.write !== undefined) return endWriting(options.write, link, caught, context, '')
  if (options.countOnly) output.out(`${caught.length} packet${caught.length === 1 ? '' : 's'}\n`)
  else printSeen(output, options, link, caught, namespace)
  const { problem } = file.value
  if (!problem || isFull) return { exitCode: 0 }
  return refuse(output, { kind: 'says', text: `pcap_loop: ${brokenOffText(bytes, problem)}` })
}
