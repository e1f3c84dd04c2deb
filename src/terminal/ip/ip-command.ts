import type { Command, CommandContext, CommandEnd } from '../command'
import { ipAddress } from './ip-address'
import { ipLink } from './ip-link'
import { ipNeighbour } from './ip-neighbour'
import { type IpOptions, isShortFor, parseIpOptions } from './ip-options'
import { ipRoute } from './ip-route'
import { ipRule } from './ip-rule'
import { IP_USAGE, IP_VERSION } from './ip-usage'

/** What comes after `ip OBJECT`. */
export type IpObject = (words: readonly string[], options: IpOptions, context: CommandContext) => CommandEnd

const UNKNOWN = 255

/** In the order in which ip.c tries the abbreviations; those without a function are not modelled. */
const OBJECTS: readonly (readonly [name: string, run: IpObject | undefined])[] = [
  ['address', ipAddress],
  ['addrlabel', undefined],
  ['maddress', undefined],
  ['route', ipRoute],
  ['rule', ipRule],
  ['neighbor', ipNeighbour],
  ['neighbour', ipNeighbour],
  ['ntable', undefined],
  ['link', ipLink],
  ['tunnel', undefined],
  ['tuntap', undefined],
  ['token', undefined],
  ['tcp_metrics', undefined],
  ['monitor', undefined],
  ['xfrm', undefined],
  ['mroute', undefined],
  ['mrule', undefined],
  ['netns', undefined],
  ['netconf', undefined],
  ['vrf', undefined],
  ['sr', undefined],
  ['nexthop', undefined],
  ['mptcp', undefined],
]

/** iproute2's `ip` (6.1), what it shows of IPv4. */
export const ipCommand: Command = (all, context) => {
  const { output } = context
  const parsed = parseIpOptions(all)
  if (!parsed.ok) {
    const { kind, option } = parsed.error
    if (kind === 'unknown') output.err(`Option "${option}" is unknown, try "ip -help".\n`)
    else output.note({ code: 'option-not-modelled', params: { command: 'ip', option } })
    return { exitCode: UNKNOWN }
  }
  const { options, words } = parsed.value
  const [name, ...rest] = words
  if (options.version) {
    output.out(IP_VERSION)
    return { exitCode: 0 }
  }
  if (name === undefined || isShortFor(name, 'help')) {
    output.err(IP_USAGE)
    return { exitCode: UNKNOWN }
  }
  const object = OBJECTS.find(([word]) => isShortFor(name, word))
  if (!object) {
    output.err(`Object "${name}" is unknown, try "ip help".\n`)
    return { exitCode: 1 }
  }
  const [word, run] = object
  if (run) return run(rest, options, context)
  output.note({ code: 'command-not-modelled', params: { command: `ip ${word}` } })
  return { exitCode: 1 }
}
