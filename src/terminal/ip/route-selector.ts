import type { RouteScope } from '../../engine/linux/route'
import { type Ipv4, parseIpv4 } from '../../engine/net/ipv4'
import {
  DEFAULT_PREFIX,
  type Prefix,
  parseInterfaceAddress,
  prefixCovers,
  prefixEquals,
  prefixOf,
} from '../../engine/net/prefix'
import { fail, ok, type Result } from '../../engine/result'
import type { RouteLine } from './route-line'

/** What `ip route show` is asked for. */
export interface RouteSelector {
  /** `absent`: a table the kernel does not have. */
  readonly table: 'main' | 'local' | 'all' | 'absent'
  readonly dev?: string
  readonly protocol?: string
  readonly scope?: string
  readonly type?: string
  readonly via?: Ipv4
  readonly source?: Ipv4
  readonly destination?: { readonly how: 'exact' | 'root' | 'match'; readonly prefix: Prefix }
}

/** iproute2's own refusal. */
export interface SelectorProblem {
  readonly text: string
  readonly exitCode: number
}

type Change = Result<Partial<RouteSelector>, SelectorProblem>

const refusal = (text: string, exitCode: number): Change => fail({ text, exitCode })

const wrong = (value: string, why: string): Change => refusal(`Error: argument "${value}" is wrong: ${why}\n\n`, 255)

/** Source: `iproute_list_flush_or_save` in ip/iproute.c. */
export function parseRouteSelector(words: readonly string[]): Result<RouteSelector, SelectorProblem> {
  let selector: RouteSelector = { table: 'main' }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const key = KEYS[word] ?? (word.length > 0 && word.length < 5 && 'table'.startsWith(word) ? KEYS.table : undefined)
    const value = key ? words[++at] : word
    if (value === undefined) return fail({ text: 'Command line is not complete. Try option "help"\n', exitCode: 255 })
    const change = key ? key(value) : destination('exact')(value)
    if (!change.ok) return change
    selector = { ...selector, ...change.value }
  }
  return ok(selector)
}

const destination =
  (how: 'exact' | 'root' | 'match') =>
  (value: string): Change => {
    const prefix = value === 'default' || value === 'any' || value === 'all' ? DEFAULT_PREFIX : networkOf(value)
    return prefix ? ok({ destination: { how, prefix } }) : notAPrefix(value)
  }

const notAPrefix = (value: string): Change =>
  refusal(`Error: any valid prefix is expected rather than "${value}".\n`, 1)

function networkOf(value: string): Prefix | undefined {
  const parsed = parseInterfaceAddress(value)
  return parsed && prefixOf(parsed.address, parsed.length)
}

const address =
  (set: (address: Ipv4) => Partial<RouteSelector>) =>
  (value: string): Change => {
    const parsed = parseIpv4(value)
    return parsed === undefined ? notAPrefix(value) : ok(set(parsed))
  }

const device = (value: string): Change => ok({ dev: value })

const KEYS: Readonly<Record<string, (value: string) => Change>> = {
  dev: device,
  oif: device,
  via: address((via) => ({ via })),
  src: address((source) => ({ source })),
  to: destination('exact'),
  exact: destination('exact'),
  root: destination('root'),
  match: destination('match'),
  table: (value) => {
    const table = TABLES[value]
    if (table) return ok({ table })
    return /^\d+$/.test(value) ? ok({ table: 'absent' }) : wrong(value, 'table id value is invalid')
  },
  protocol: (value) => readProtocol(value),
  proto: (value) => readProtocol(value),
  scope: (value) => {
    const scope = SCOPES[value]
    return scope ? ok({ scope }) : wrong(value, 'invalid "scope"')
  },
  type: (value) => (TYPES.includes(value) ? ok({ type: value }) : wrong(value, 'node type value is invalid')),
}

const TABLES: Readonly<Record<string, RouteSelector['table']>> = {
  main: 'main',
  '254': 'main',
  local: 'local',
  '255': 'local',
  all: 'all',
  '0': 'all',
  unspec: 'all',
  default: 'absent',
}

/** Of /etc/iproute2/rt_protos, those that a lab's routes can have, by name and number. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  '2': 'kernel',
  boot: 'boot',
  '3': 'boot',
  static: 'static',
  '4': 'static',
  bird: 'bird',
  '12': 'bird',
  dhcp: 'dhcp',
  '16': 'dhcp',
}

function readProtocol(value: string): Change {
  const isNumber = /^\d+$/.test(value) && Number(value) <= 255
  const protocol = PROTOCOLS[value] ?? (isNumber ? value : undefined)
  return protocol === undefined ? wrong(value, 'invalid "protocol"') : ok({ protocol })
}

const SCOPES: Readonly<Record<string, RouteScope>> = {
  global: 'global',
  '0': 'global',
  link: 'link',
  '253': 'link',
  host: 'host',
  '254': 'host',
}

const TYPES: readonly string[] = ['unicast', 'local', 'broadcast', 'blackhole', 'unreachable', 'prohibit']

export function selects(selector: RouteSelector, line: RouteLine): boolean {
  const { dev, via, source, destination: wanted } = selector
  // A multipath route has neither a device nor a gateway of its own.
  const hop = line.nextHops.length === 1 ? line.nextHops[0] : undefined
  return (
    (dev === undefined || hop?.dev === dev) &&
    (via === undefined || hop?.gateway === via) &&
    (source === undefined || line.source === source) &&
    (selector.protocol === undefined || line.protocol === selector.protocol) &&
    (selector.scope === undefined || line.scope === selector.scope) &&
    (selector.type === undefined || line.type === selector.type) &&
    (wanted === undefined || DESTINATION[wanted.how](wanted.prefix, line.destination))
  )
}

const DESTINATION = {
  exact: prefixEquals,
  root: (wanted: Prefix, route: Prefix) => prefixCovers(wanted, route),
  match: (wanted: Prefix, route: Prefix) => prefixCovers(route, wanted),
} as const
