import { clockAt } from '../clock'
import type { CommandContext } from '../command'
import { ctimeText } from '../text/date'
import { gnuOptions, isEnd, type OptionSpec } from '../text/gnu-options'
import { hostnameOf } from './expand-parameter'
import type { Builtin, Machine, Streams } from './machine'
import { statusOf } from './signals'

/** procps-ng 4.0.2. */
const WATCH_USAGE = `
Usage:
 watch [options] command

Options:
  -b, --beep             beep if command has a non-zero exit
  -c, --color            interpret ANSI color and style sequences
  -d, --differences[=<permanent>]
                         highlight changes between updates
  -e, --errexit          exit if command has a non-zero exit
  -g, --chgexit          exit when output from command changes
  -q, --equexit <cycles>
                         exit when output from command does not change
  -n, --interval <secs>  seconds to wait between updates
  -p, --precise          attempt run command in precise intervals
  -t, --no-title         turn off header
  -w, --no-wrap          turn off line wrapping
  -x, --exec             pass command to exec instead of "sh -c"

 -h, --help     display this help and exit
 -v, --version  output version information and exit

For more details see watch(1).
`

export const WATCH_OPTIONS: OptionSpec = {
  program: 'watch',
  letters: 'cCdegn:prtwxhv',
  long: {
    color: 'c',
    differences: 'd',
    errexit: 'e',
    chgexit: 'g',
    interval: 'n',
    precise: 'p',
    'no-title': 't',
    exec: 'x',
    help: 'h',
    version: 'v',
  },
  notModelled: ['b', 'q', 'beep', 'equexit'],
  stopsAtOperand: true,
  usage: WATCH_USAGE,
}

const CLEAR = '\x1b[H\x1b[2J\x1b[3J'
const [HIGHLIGHT, PLAIN] = ['\x1b[7m', '\x1b[27m']

const DEFAULT_COLUMNS = 80

/**
 * `watch`: the command's output, and again whenever something has happened in the lab, until Ctrl-C. The lab's clock
 * stands still while nothing happens, so nothing is printed every two seconds that could not have changed.
 */
export const watch: Builtin = function* (machine, words, streams) {
  const output = { ...streams, chunks: [] } as CommandContext['output']
  const given = gnuOptions(
    WATCH_OPTIONS,
    words.map((word) => (word === '--help' ? '-h' : word)),
    { output },
  )
  if (isEnd(given)) return given.exitCode
  const { has, operands } = given
  if (has('v')) streams.out('watch from procps-ng 4.0.2\n')
  if (has('h')) streams.out(WATCH_USAGE)
  if (has('v') || has('h')) return 0
  const interval = given.last('n')
  if (interval !== undefined && !/^\d*[.,]?\d+$/.test(interval)) {
    streams.err(`watch: failed to parse argument: '${interval}': Invalid argument\n`)
    return 1
  }
  if (operands.length === 0) {
    streams.err(WATCH_USAGE)
    return 1
  }
  const seconds = Math.max(0.1, Number((interval ?? '2').replace(',', '.')))
  let before: string | undefined
  for (;;) {
    const printed: string[] = []
    const caught: Streams = {
      ...streams,
      stdin: undefined,
      out: (text) => void printed.push(text),
      err: (text) => void printed.push(text),
    }
    const { interpreter } = machine.world
    const exitCode = has('x')
      ? yield* interpreter.runWords(machine, operands, caught)
      : yield* interpreter.runText(machine, operands.join(' '), caught)
    const text = printed.join('')
    const title = has('t') ? '' : titleLine(machine, operands.join(' '), seconds)
    const shown = has('d') && before !== undefined ? highlighted(before, text) : text
    streams.out(`${before === undefined && !has('t') ? '' : CLEAR}${title}${shown}`)
    if ((has('e') && exitCode !== 0) || (has('g') && before !== undefined && before !== text)) return exitCode
    before = text
    const wake = yield {}
    if (wake.isOver) return wake.signal && wake.signal !== 'INT' ? statusOf(wake.signal) : 0
    machine.world.session = wake.session
  }
}

/** `Every 2.0s: ip route             node-0: Fri Sep 13 08:00:00 2024`, as wide as the terminal. */
function titleLine({ host, variables, world }: Machine, command: string, seconds: number): string {
  const columns = Number(variables.get('COLUMNS')) || DEFAULT_COLUMNS
  const moment = ctimeText(clockAt(world.session.memory?.nowUs ?? 0))
  const right = `${hostnameOf(host)}: ${moment}`
  const left = `Every ${seconds.toFixed(1)}s: `
  const room = columns - left.length - right.length - 1
  const shown = command.length <= room ? command : `${command.slice(0, Math.max(0, room - 3))}...`
  return `${(left + shown).padEnd(columns - right.length)}${right}\n\n`
}

/** What differs from the screen before, character by character. */
function highlighted(before: string, text: string): string {
  const old = before.split('\n')
  return text
    .split('\n')
    .map((line, row) => {
      let [result, isOn] = ['', false]
      for (const [column, character] of [...line].entries()) {
        const isNew = (old[row] ?? '').charAt(column) !== character
        if (isNew !== isOn) result += isNew ? HIGHLIGHT : PLAIN
        isOn = isNew
        result += character
      }
      return isOn ? result + PLAIN : result
    })
    .join('\n')
}
