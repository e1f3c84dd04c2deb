import { clusterOf } from '../../engine/lab/read-cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'
import { restlessPeers } from '../bgp-protocols'
import { clockAt, dayText, timeOfDay, wallClock } from '../clock'
import type { Command, CommandContext } from '../command'
import type { Typing } from '../completion/completion'
import { getopt, optionProblemText } from '../getopt'
import { type BirdView, birdViewOf } from './bird-table'
import { BIRD_COMMANDS, type BirdWord, birdWords, expandBirdCommand } from './bird-words'
import { interfacesSummary, interfacesText } from './show-interfaces'
import { protocolLines, protocolsText } from './show-protocols'
import { showRoute } from './show-route'

/** Calico's fork (calico/bird); Debian's says `BIRD 1.6.8`. */
const RELEASE = 'v0.3.3+birdv1.6.8'

const SOCKET = '/var/run/calico/bird.ctl'

/**
 * `birdcl` and `birdc`, as in a calico-node container: a line of words, or lines from the input.
 * Source: client/birdcl.c, nest/cmds.c (BIRD 1.6).
 */
const birdClient =
  (program: string): Command =>
  (words, context) => {
    const { output } = context
    // `+`: options end at the first word.
    const first = words.findIndex((word, index) => !word.startsWith('-') && words[index - 1] !== '-s')
    const end = first < 0 ? words.length : first
    const parsed = getopt(words.slice(0, end), 's:vrl')
    if (!parsed.ok) {
      output.err(`${optionProblemText(program, parsed.error)}Usage: ${program} [-s <control-socket>] [-v] [-r] [-l]\n`)
      return { exitCode: 1 }
    }
    const strange = parsed.value.options.find(({ letter }) => letter === 'v')
    if (strange) {
      output.note({ code: 'option-not-modelled', params: { command: program, option: `-${strange.letter}` } })
      return { exitCode: 1 }
    }
    const view = birdViewOf(context.session, context.namespace)
    const socket = parsed.value.options.findLast(({ letter }) => letter === 's')?.value ?? SOCKET
    if (!view || !/^(\/var)?\/run\/calico\/bird\.ctl$/.test(socket)) {
      output.err(`Unable to connect to server control socket (${socket}): No such file or directory\n`)
      return { exitCode: 1 }
    }
    const rest = words.slice(end)
    const lines = rest.length > 0 ? [rest.join(' ')] : context.stdin?.split('\n').filter((line) => line.trim() !== '')
    output.out(`BIRD ${RELEASE} ready.\n`)
    if (parsed.value.options.some(({ letter }) => letter === 'r')) output.out('Access restricted\n')
    if (!lines) {
      output.note({ code: 'command-not-modelled', params: { command: program } })
      return { exitCode: 0 }
    }
    for (const line of lines) answer(line, view, program, context)
    const restless = restlessPeers(clusterOf(context.session.document), context.host)
    if (restless.length > 0) output.note({ code: 'bgp-restless', params: { peers: restless.join(', ') } })
    return { exitCode: 0 }
  }

export const birdcCommand = birdClient('birdc')
export const birdclCommand = birdClient('birdcl')

function answer(line: string, view: BirdView, program: string, context: CommandContext): void {
  const { output } = context
  const words = birdWords(line)
  const command = expandBirdCommand(words.map(({ text }) => text))
  switch (command.kind) {
    case 'unknown':
      return output.out("No such command. Press `?' for help.\n")
    case 'ambiguous':
      return output.out(`Ambiguous command, possible expansions are:\n${command.lines.join('\n')}\n`)
    case 'known': {
      const given = words.slice(words.length - command.rest.length)
      if (command.isModelled) return output.out(textOf(command.words, given, view, context, program))
      output.out("No such command. Press `?' for help.\n")
      output.note({ code: 'command-not-modelled', params: { command: `${program} ${command.words}` } })
    }
  }
}

const SYNTAX_ERROR = 'syntax error\n'

function textOf(
  command: string,
  words: readonly BirdWord[],
  view: BirdView,
  { session, output }: CommandContext,
  program: string,
): string {
  switch (command) {
    case 'show status':
      return words.length > 0 ? SYNTAX_ERROR : statusText(view, wallClock(session))
    case 'show protocols':
      return protocolsAsked(view, words)
    case 'show interfaces': {
      const [word, ...more] = words
      if (more.length > 0 || (word && !'summary'.startsWith(word.text))) return SYNTAX_ERROR
      return word ? interfacesSummary(view.namespace) : interfacesText(view.namespace)
    }
    case 'show route': {
      const shown = showRoute(view, words)
      if (shown.ok) return shown.value
      if ('says' in shown.error) return `${shown.error.says}\n`
      output.note({ code: 'command-not-modelled', params: { command: `${program} ${shown.error.notModelled}` } })
      return SYNTAX_ERROR
    }
    case 'show static':
      return view.nets
        .flatMap(({ prefix, routes }) =>
          routes.some(({ source }) => source === 'static') ? [`${formatPrefix(prefix)} blackhole\n`] : [],
        )
        .join('')
    case 'show roa':
      return 'No ROA table defined\n'
    case 'exit':
    case 'quit':
      return ''
    default:
      return `There is no ${PROTOCOLS[command] ?? ''} protocol running\n`
  }
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  'show bfd': 'BFD',
  'show ospf': 'OSPF',
  'show rip': 'RIP',
  'show babel': 'Babel',
}

/** Source: `cmd_show_status` in nest/cmds.c. */
function statusText({ table }: BirdView, now: ReturnType<typeof wallClock>): string {
  const moment = (clock: typeof now): string => `${dayText(clock)} ${timeOfDay(clock)}`
  return [
    `BIRD ${RELEASE}`,
    `Router ID is ${formatIpv4(table.speaker.routerId)}`,
    `Current server time is ${moment(now)}`,
    `Last reboot on ${moment(clockAt(0))}`,
    `Last reconfiguration on ${moment(clockAt(0))}`,
    'Daemon is up and running\n',
  ].join('\n')
}

/** A name, or a pattern in quotes; `all` before or behind it. */
function protocolsAsked(view: BirdView, words: readonly BirdWord[]): string {
  const isVerbose = words[0]?.text === 'all'
  const [wanted, ...more] = isVerbose ? words.slice(1) : words
  const lines = protocolLines(view)
  if (more.length > 0 || (wanted && !wanted.isQuoted && !/^[A-Za-z_]\w*$/.test(wanted.text))) return SYNTAX_ERROR
  if (!wanted) return protocolsText(view, lines, isVerbose)
  if (!wanted.isQuoted) {
    const line = lines.find(({ name }) => name === wanted.text)
    return line ? protocolsText(view, [line], isVerbose) : `${wanted.text} is not a protocol\n`
  }
  const pattern = new RegExp(
    `^${wanted.text
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )
  const found = lines.filter(({ name }) => pattern.test(name))
  return found.length > 0 ? protocolsText(view, found, isVerbose) : 'No protocols match\n'
}

const ROUTE_WORDS = ['all', 'count', 'export', 'for', 'noexport', 'preexport', 'primary', 'protocol', 'stats', 'table']

/** What Tab offers: the commands word by word, then names of protocols and addresses. */
export function completeBirdc({ words, view, from }: Typing): readonly (string | ReturnType<Typing['from']>[number])[] {
  const [first, second] = words
  if (first === undefined) return [...new Set(BIRD_COMMANDS.map((command) => command.split(' ')[0] ?? ''))]
  if (second === undefined) {
    return BIRD_COMMANDS.filter((command) => command.startsWith(`${first} `)).map((command) =>
      command.slice(first.length + 1),
    )
  }
  const names = (): readonly string[] => {
    const namespace = view.fabric.namespaces.get(view.host)
    const bird = namespace && birdViewOf(view.session, namespace)
    return bird ? protocolLines(bird).map(({ name }) => name) : []
  }
  if (second === 'protocols') return ['all', ...names()]
  if (second === 'interfaces') return ['summary']
  if (second !== 'route') return []
  const last = words.at(-1) ?? ''
  if (last === 'for') return from('addresses')
  if (['protocol', 'export', 'noexport', 'preexport'].includes(last)) return names()
  return last === 'table' ? ['master'] : ROUTE_WORDS
}
