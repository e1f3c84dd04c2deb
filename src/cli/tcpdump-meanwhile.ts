import type { HostName, LineResult, SentPacket, Session } from '../terminal/command'
import { startLine } from '../terminal/run-line'
import { refuseUsage } from './cli-error'

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

/** What `tcpdump ARGS` on that host prints while this is sent; it is still running then. */
export function listenMeanwhile(
  session: Session,
  host: HostName,
  args: string,
  sent: readonly SentPacket[],
): Pick<LineResult, 'chunks' | 'exitCode'> {
  const running = startLine(session, host, `tcpdump ${args}`)
  const after = running.listening?.hear(running.session, sent)
  return { chunks: [...running.chunks, ...(after?.chunks ?? [])], exitCode: (after ?? running).exitCode }
}
