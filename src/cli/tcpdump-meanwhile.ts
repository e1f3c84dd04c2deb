import { realize } from '../engine/lab/realize'
import type { HostName, LineResult, SentPacket, Session } from '../terminal/command'
import { createOutput } from '../terminal/output'
import { programRunner } from '../terminal/shell/run-program'
import { splitLine } from '../terminal/shell-words'
import { refuse, refuseUsage } from './cli-error'

/** `--tcpdump HOST 'ARGS'` */
export interface Listener {
  readonly host: string
  readonly args: string
}

/**
 * Takes `--tcpdump` and its two values out of the arguments: `parseArgs` knows no option of two, and would take the
 * second for options of its own.
 * @throws CliError if a value is missing
 */
export function takeListener(argv: readonly string[]): {
  readonly listener: Listener | undefined
  readonly rest: readonly string[]
} {
  const at = argv.indexOf('--tcpdump')
  if (at < 0) return { listener: undefined, rest: argv }
  const [host, args] = argv.slice(at + 1)
  if (host === undefined || args === undefined) {
    return refuseUsage('missing-words', { command: '--tcpdump', words: "HOST 'ARGS'" })
  }
  return { listener: { host, args }, rest: argv.toSpliced(at, 3) }
}

/** What `tcpdump ARGS` on that host prints while this is sent; it is still running then. @throws CliError for bad words */
export function listenMeanwhile(
  session: Session,
  host: HostName,
  args: string,
  sent: readonly SentPacket[],
): Pick<LineResult, 'chunks' | 'exitCode'> {
  const words = splitLine(args)
  if (!words.ok || words.value.length > 1) return refuse('bad-tcpdump-arguments', { args })
  const output = createOutput()
  const run = programRunner({ session, host, output, fabricOf: realize, traffic: { sent, isOver: false } })
  const { exitCode } = run(['tcpdump', ...(words.value[0] ?? [])])
  return { chunks: output.chunks, exitCode }
}
