import { natChains } from '../../engine/calico/felix/nat-chains'
import { clusterOf } from '../../engine/lab/read-cluster'
import { dayText, timeOfDay, wallClock } from '../clock'
import type { Command, CommandContext, CommandEnd } from '../command'
import type { OptionTable } from '../completion/completion'
import { gnuOptions, isEnd, type OptionSpec } from '../text/gnu-options'
import { listedText, savedText, saveFileText } from './print-rules'

const SPEC = {
  program: 'iptables',
  letters: 't:LSnvVwxh',
  long: {
    table: 't',
    list: 'L',
    'list-rules': 'S',
    numeric: 'n',
    verbose: 'v',
    version: 'V',
    wait: 'w',
    exact: 'x',
    help: 'h',
    'line-numbers': '#',
  },
  notModelled: [
    ...'ACDIRFZNXPEjpsdiomgcWMf46',
    'append',
    'check',
    'delete',
    'insert',
    'replace',
    'flush',
    'zero',
    'policy',
  ],
  usageExit: 2,
  usage: "Try `iptables -h' or 'iptables --help' for more information.\n",
} as const satisfies OptionSpec

export const IPTABLES_OPTIONS: OptionTable = {
  ...SPEC,
  values: { t: ['nat'] },
  operands: [
    'PREROUTING',
    'INPUT',
    'OUTPUT',
    'POSTROUTING',
    'cali-OUTPUT',
    'cali-POSTROUTING',
    'cali-PREROUTING',
    'cali-nat-outgoing',
  ],
}

const VERSION = 'iptables v1.8.9 (nf_tables)'

/** iptables 1.8.9, its listing of table nat: what the lab translates, as Felix writes it down. */
export const iptablesCommand: Command = (words, context) => {
  const { output } = context
  const withLetters = words.map((word) => (word === '--line-numbers' ? '-#' : word === '--help' ? '-h' : word))
  const unknown = unknownLetter(withLetters)
  // The real one does what the lab does not: of that only the lab itself speaks.
  if (unknown !== undefined && SPEC.notModelled.some((known) => known === unknown)) {
    output.note({ code: 'option-not-modelled', params: { command: 'iptables', option: `-${unknown}` } })
    return { exitCode: 2 }
  }
  if (unknown !== undefined) {
    output.err(`${VERSION}: unknown option "-${unknown}"\n${SPEC.usage}`)
    return { exitCode: 2 }
  }
  const given = gnuOptions({ ...SPEC, letters: LETTERS }, withLetters, context)
  if (isEnd(given)) return given
  const { has, operands } = given
  const [chain, number, ...more] = operands
  if (has('V')) {
    output.out(`${VERSION}\n`)
    return { exitCode: 0 }
  }
  if (has('h')) {
    output.note({ code: 'help-of', params: { command: 'iptables' } })
    return { exitCode: 0 }
  }
  if (!has('L') && !has('S')) return says('no command specified', context)
  if (has('L') && has('S')) return says('Cannot use -S with -L', context)
  if (number !== undefined && !/^[1-9]\d*$/.test(number)) return says(`Invalid rule number \`${number}'`, context)
  if (more.length > 0) return says(`Bad argument \`${more[0]}'`, context)
  const all = tableOf(given.last('t') ?? 'filter', 'iptables', context)
  if (!all) return { exitCode: TABLES.includes(given.last('t') ?? 'filter') ? 1 : 3 }
  const shown = chain === undefined ? all : all.filter(({ name }) => name === chain)
  if (shown.length === 0) {
    output.err('iptables: No chain/target/match by that name.\n')
    return { exitCode: 1 }
  }
  if (number !== undefined) {
    output.note({ code: 'option-not-modelled', params: { command: 'iptables', option: number } })
    return { exitCode: 1 }
  }
  const style = { numeric: has('n'), verbose: has('v'), lineNumbers: has('#') }
  output.out(has('S') ? savedText(shown, style.verbose) : listedText(shown, all, style))
  if (style.verbose) output.note({ code: 'not-counted', params: { command: 'iptables' } })
  return { exitCode: 0 }
}

const LETTERS = `${SPEC.letters}#`

/** The first letter of a group that is no option; what stands behind `-t` is a table. */
function unknownLetter(words: readonly string[]): string | undefined {
  for (const word of words) {
    const letters = /^-[^-]/.test(word) ? word.slice(1).replace(/t.*/, 't') : ''
    const unknown = [...letters].find((letter) => letter === ':' || !LETTERS.includes(letter))
    if (unknown !== undefined) return unknown
  }
  return undefined
}

/** `iptables-save -t nat`. */
export const iptablesSaveCommand: Command = (words, context) => {
  const { output } = context
  const given = gnuOptions(
    { ...SPEC, program: 'iptables-save', letters: 't:cV', long: { table: 't', counters: 'c', version: 'V' } },
    words,
    context,
  )
  if (isEnd(given)) return given
  if (given.has('V')) {
    output.out(`iptables-save v1.8.9 (nf_tables)\n`)
    return { exitCode: 0 }
  }
  const table = given.last('t')
  // Without a table all of them are saved, and this is the one that there is.
  if (table === undefined) output.note({ code: 'iptables-nat-only', params: {} })
  const chains = tableOf(table ?? 'nat', 'iptables-save', context)
  if (!chains) return { exitCode: 1 }
  output.out(saveFileText(chains, momentText(context)))
  return { exitCode: 0 }
}

const TABLES = ['filter', 'mangle', 'raw', 'security']

function tableOf(table: string, program: string, { output, namespace, session }: CommandContext) {
  if (table === 'nat') {
    const { nodes, felixConfiguration } = clusterOf(session.document)
    const isNode = nodes.some(({ name }) => name === namespace.name)
    return natChains(namespace.masquerade, isNode ? felixConfiguration : undefined)
  }
  if (TABLES.includes(table))
    output.note({ code: 'command-not-modelled', params: { command: `${program} -t ${table}` } })
  else
    output.err(
      `${program} v1.8.9 (nf_tables): can't initialize iptables table \`${table}': Table does not exist (do you need to insmod?)\nPerhaps iptables or your kernel needs to be upgraded.\n`,
    )
  return undefined
}

function says(text: string, { output }: CommandContext): CommandEnd {
  output.err(`${VERSION}: ${text}\n${SPEC.usage}`)
  return { exitCode: 2 }
}

const [DAYS, MONTHS] = ['Sun Mon Tue Wed Thu Fri Sat', 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'].map((names) =>
  names.split(' '),
)

/** As ctime(3) writes it: `Fri Sep 13 08:00:00 2024`. */
function momentText({ session }: CommandContext): string {
  const clock = wallClock(session)
  const day = String(clock.day).padStart(2)
  return `${DAYS?.[clock.weekday]} ${MONTHS?.[clock.month - 1]} ${day} ${timeOfDay(clock)} ${dayText(clock).slice(0, 4)}`
}
