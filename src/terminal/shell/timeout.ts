import type { CommandContext } from '../command'
import { gnuOptions, isEnd, type OptionSpec } from '../text/gnu-options'
import { type Builtin, type Machine, subshellOf } from './machine'
import { signalNamed, statusOf } from './signals'

export const TIMEOUT_OPTIONS: OptionSpec = {
  program: 'timeout',
  letters: 'k:s:vfp',
  long: { 'kill-after': 'k', signal: 's', verbose: 'v', foreground: 'f', 'preserve-status': 'p' },
  stopsAtOperand: true,
  usageExit: 125,
}

/** `30`, `0.5`, `1m`; undefined: it is none. */
export function secondsOf(text: string): number | undefined {
  if (!/^(\d+\.?\d*|\.\d+)[smhd]?$/.test(text)) return undefined
  const unit = { m: 60, h: 3600, d: 86_400 }[text.slice(-1)] ?? 1
  return Number.parseFloat(text) * unit
}

const HELP = `Usage: timeout [OPTION] DURATION COMMAND [ARG]...
  or:  timeout [OPTION]
Start COMMAND, and kill it if still running after DURATION.

Mandatory arguments to long options are mandatory for short options too.
      --preserve-status
                 exit with the same status as COMMAND, even when the
                   command times out
      --foreground
                 when not running timeout directly from a shell prompt,
                   allow COMMAND to read from the TTY and get TTY signals;
                   in this mode, children of COMMAND will not be timed out
  -k, --kill-after=DURATION
                 also send a KILL signal if COMMAND is still running
                   this long after the initial signal was sent
  -s, --signal=SIGNAL
                 specify the signal to be sent on timeout;
                   SIGNAL may be a name like 'HUP' or a number;
                   see 'kill -l' for a list of signals
  -v, --verbose  diagnose to stderr any signal sent upon timeout
      --help        display this help and exit
      --version     output version information and exit

DURATION is a floating point number with an optional suffix:
's' for seconds (the default), 'm' for minutes, 'h' for hours or 'd' for days.
A duration of 0 disables the associated timeout.

Upon timeout, send the TERM signal to COMMAND, if no other SIGNAL specified.
The TERM signal kills any process that does not block or catch that signal.
It may be necessary to use the KILL signal, since this signal can't be caught.

EXIT status:
  124  if COMMAND times out, and --preserve-status is not specified
  125  if the timeout command itself fails
  126  if COMMAND is found but cannot be invoked
  127  if COMMAND cannot be found
  137  if COMMAND (or timeout itself) is sent the KILL (9) signal (128+9)
  -    the exit status of COMMAND otherwise

GNU coreutils online help: <https://www.gnu.org/software/coreutils/>
Report any translation bugs to <https://translationproject.org/team/>
Full documentation <https://www.gnu.org/software/coreutils/timeout>
or available locally via: info '(coreutils) timeout invocation'
`

/** GNU timeout. What listens is stopped when the lab's clock has gone on by so much, and what takes time of its own then. */
export const timeout: Builtin = function* (machine, words, streams) {
  if (words.includes('--help')) {
    streams.out(HELP)
    return 0
  }
  const output = { ...streams, chunks: [] } as CommandContext['output']
  const given = gnuOptions(TIMEOUT_OPTIONS, words, { output })
  if (isEnd(given)) return given.exitCode
  const refuse = (text: string): number => {
    streams.err(`${text === '' ? '' : `timeout: ${text}\n`}Try 'timeout --help' for more information.\n`)
    return 125
  }
  const signal = signalNamed(given.last('s') ?? 'TERM')
  if (signal === undefined) return refuse(`‘${given.last('s')}’: invalid signal`)
  const [duration, ...command] = given.operands
  if (duration === undefined || command.length === 0) return refuse('')
  const wrong = [given.last('k') ?? '0', duration].find((text) => secondsOf(text) === undefined)
  if (wrong !== undefined) return refuse(`invalid time interval ‘${wrong}’`)
  const [name = ''] = command
  const { world } = machine
  const startUs = world.session.memory?.nowUs ?? 0
  const seconds = secondsOf(duration) ?? 0
  const atUs = seconds === 0 ? Number.POSITIVE_INFINITY : startUs + seconds * 1_000_000
  const deadline = machine.deadline && machine.deadline.atUs < atUs ? machine.deadline : { atUs, signal }
  const isLate = (): boolean => (world.session.memory?.nowUs ?? 0) >= atUs
  const unknown = `bash: ${name}: command not found\n`
  const notRun = `timeout: failed to run command ‘${name}’: No such file or directory\n`
  const err = (text: string): void => streams.err(text === unknown ? notRun : text)
  const inner: Machine = { ...subshellOf(machine), depth: machine.depth, deadline }
  const steps = world.interpreter.runWords(inner, command, { ...streams, err })
  let step = steps.next({ session: world.session, sent: [], isOver: false })
  while (!step.done) {
    const wakesAtUs = Math.min(atUs, step.value.wakesAtUs ?? atUs)
    const wake = yield Number.isFinite(wakesAtUs) ? { wakesAtUs } : {}
    world.session = wake.session
    step = steps.next(isLate() && !wake.isOver ? { ...wake, isOver: true, signal } : wake)
  }
  if (!isLate()) return step.value
  if (given.has('v')) streams.err(`timeout: sending signal ${signal} to command ‘${name}’\n`)
  if (signal === 'KILL') return statusOf(signal)
  return given.has('p') ? step.value : 124
}
