import type { Ipv4 } from '../../engine/net/ipv4'
import { fail, ok, type Result } from '../../engine/result'
import type { OptionTable } from '../completion/completion'
import { inetAton } from '../ping/inet-aton'
import { type ClifOption, type ClifWord, parseClif } from './clif'

export interface TracerouteOptions {
  /** As it was typed, and what it stands for. */
  readonly target: string
  readonly destination: Ipv4
  /** `default` counts the port up, `udp` keeps it. */
  readonly method: 'default' | 'udp' | 'icmp'
  readonly dontFragment: boolean
  readonly numeric: boolean
  readonly firstHop: number
  readonly maxHops: number
  readonly queries: number
  readonly atOnce: number
  /** `-p`; 0: the method's own. */
  readonly port: number
  readonly sourcePort?: number
  readonly source?: Ipv4
  readonly device?: string
  readonly packetBytes?: number
  readonly waitMs: number
  readonly hereFactor: number
  readonly nearFactor: number
  readonly sendEveryMs: number
  readonly discoversMtu: boolean
  readonly showsBackward: boolean
}

export type TracerouteRefusal =
  | { readonly kind: 'says'; readonly text: string; readonly exitCode: number; readonly notModelled?: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }

interface Given {
  options: Partial<Record<string, ClifWord>>
  waits?: readonly number[]
}

/** Source: `option_list` in traceroute/traceroute.c (2.1.2). */
export const TRACEROUTE_OPTIONS: readonly (ClifOption & { readonly isModelled: boolean })[] = [
  { letter: '4', isModelled: true },
  { letter: '6', isModelled: true },
  { letter: 'd', long: 'debug', isModelled: true },
  { letter: 'F', long: 'dont-fragment', abbreviated: true, isModelled: true },
  { letter: 'f', long: 'first', value: 'first_ttl', isModelled: true },
  { letter: 'g', long: 'gateway', value: 'gate,...', isModelled: false },
  { letter: 'I', long: 'icmp', isModelled: true },
  { letter: 'T', long: 'tcp', isModelled: false },
  { letter: 'i', long: 'interface', value: 'device', isModelled: true },
  { letter: 'm', long: 'max-hops', value: 'max_ttl', isModelled: true },
  { letter: 'N', long: 'sim-queries', value: 'squeries', isModelled: true },
  { letter: 'n', isModelled: true },
  { letter: 'p', long: 'port', value: 'port', isModelled: true },
  { letter: 't', long: 'tos', value: 'tos', isModelled: false },
  { letter: 'l', long: 'flowlabel', value: 'flow_label', isModelled: true },
  { letter: 'w', long: 'wait', value: 'MAX,HERE,NEAR', isModelled: true },
  { letter: 'q', long: 'queries', value: 'nqueries', isModelled: true },
  { letter: 'r', isModelled: false },
  { letter: 's', long: 'source', value: 'src_addr', isModelled: true },
  { letter: 'z', long: 'sendwait', value: 'sendwait', isModelled: true },
  { letter: 'e', long: 'extensions', abbreviated: true, isModelled: true },
  { letter: 'A', long: 'as-path-lookups', abbreviated: true, isModelled: false },
  { letter: 'M', long: 'module', value: 'name', isModelled: true },
  { letter: 'O', long: 'options', value: 'OPTS,...', isModelled: false },
  { long: 'sport', value: 'num', isModelled: true },
  { long: 'fwmark', value: 'num', isModelled: false },
  { letter: 'U', long: 'udp', isModelled: true },
  { long: 'UL', oneDash: true, isModelled: false },
  { letter: 'D', long: 'dccp', isModelled: false },
  { letter: 'P', long: 'protocol', value: 'prot', isModelled: false },
  { long: 'mtu', isModelled: true },
  { long: 'back', isModelled: true },
  { letter: 'V', long: 'version', isModelled: true },
  { long: 'help', isModelled: true },
]

const taken = TRACEROUTE_OPTIONS.filter(({ isModelled }) => isModelled)

/** Its options for Tab. */
export const TRACEROUTE_COMPLETION: OptionTable = {
  letters: taken.map(({ letter = '', value }) => letter + (letter !== '' && value !== undefined ? ':' : '')).join(''),
  long: Object.fromEntries(taken.flatMap(({ long, letter = '' }) => (long === undefined ? [] : [[long, letter]]))),
  values: {
    i: 'devices',
    s: 'addresses',
    ...Object.fromEntries([...'fmNplwqzM'].map((letter) => [letter, 'nothing'])),
  },
  operands: 'addresses',
}

const MODULES: Readonly<Record<string, TracerouteOptions['method'] | 'not-modelled'>> = {
  default: 'default',
  udp: 'udp',
  icmp: 'icmp',
  tcp: 'not-modelled',
  tcpconn: 'not-modelled',
  udplite: 'not-modelled',
  dccp: 'not-modelled',
  raw: 'not-modelled',
}

const MAX_PACKET_BYTES = 65_000

const says = (text: string, notModelled?: string): Result<never, TracerouteRefusal> =>
  fail({ kind: 'says', text: `${text}\n`, exitCode: 2, ...(notModelled !== undefined && { notModelled }) })

export function parseTracerouteOptions(words: readonly string[]): Result<TracerouteOptions, TracerouteRefusal> {
  if (words.length === 0) return fail({ kind: 'help' })
  const parsed = parseClif(words, TRACEROUTE_OPTIONS)
  if (!parsed.ok) return says(parsed.error.text)
  const given: Given = { options: {} }
  let method: TracerouteOptions['method'] = 'default'
  let foreign: string | undefined
  for (const word of parsed.value.options) {
    const { option, value, written, place } = word
    const name = option.long ?? option.letter ?? ''
    if (name === 'help' || name === 'version') return fail({ kind: name })
    if (!TRACEROUTE_OPTIONS.some((known) => known === option && known.isModelled)) {
      return says(`Bad option \`${written}' (argc ${place})`, written)
    }
    if (!isValue(name, value)) return says(`Cannot handle \`${written}' option with arg \`${value}' (argc ${place})`)
    if (name === 'source' && inetAton(value) === undefined) {
      return says(`${value}: ${NO_NAME}\nCannot handle \`${written}' option with arg \`${value}' (argc ${place})`)
    }
    if (name === 'wait') given.waits = value.split(/[^\d.eE+-]/).map(Number)
    if (name === 'icmp') method = 'icmp'
    if (name === 'udp') method = 'udp'
    if (name === 'module') {
      const module = MODULES[value]
      foreign = module === undefined || module === 'not-modelled' ? value : undefined
      if (module !== undefined && module !== 'not-modelled') method = module
    }
    given.options[name] = word
  }
  const hosts = readOperands(parsed.value.operands, given)
  if (!hosts.ok) return hosts
  if (foreign !== undefined) {
    return says(`Unknown traceroute module ${foreign}`, MODULES[foreign] === undefined ? undefined : `-M ${foreign}`)
  }
  return checked(given, method, hosts.value)
}

/** The lab's hosts know no names: what a resolver would say. */
const NO_NAME = 'Name or service not known'

type Operands = Pick<TracerouteOptions, 'target' | 'destination' | 'packetBytes'>

function readOperands(
  operands: readonly { readonly text: string; readonly place: number }[],
  given: Given,
): Result<Operands, TracerouteRefusal> {
  const [host, length, extra] = operands
  if (!host) return says('Specify "host" missing argument.')
  if (extra) return says(`Extra arg \`${extra.text}' (position 3, argc ${extra.place})`)
  const destination = inetAton(host.text)
  const complaint = `Cannot handle "host" cmdline arg \`${host.text}' on position 1 (argc ${host.place})`
  if (destination === undefined) return says(`${host.text}: ${NO_NAME}\n${complaint}`)
  if (given.options['6']) return says(`${host.text}: Address family for hostname not supported\n${complaint}`)
  if (!length) return ok({ target: host.text, destination })
  if (!isInteger(length.text)) {
    return says(`Cannot handle "packetlen" cmdline arg \`${length.text}' on position 2 (argc ${length.place})`)
  }
  return ok({ target: host.text, destination, packetBytes: Number(length.text) })
}

function checked(
  { options, waits }: Given,
  method: TracerouteOptions['method'],
  operands: Operands,
): Result<TracerouteOptions, TracerouteRefusal> {
  const number = (name: string, otherwise: number): number => {
    const value = options[name]?.value
    return value === undefined ? otherwise : Number(value)
  }
  const firstHop = number('first', 1)
  const maxHops = number('max-hops', 30)
  const queries = number('queries', 3)
  const [wait = 5, here = waits ? 0 : 3, near = waits ? 0 : 10] = waits ?? []
  const pause = number('sendwait', 0)
  if (firstHop < 1 || firstHop > maxHops) return says('first hop out of range')
  if (maxHops > 255) return says('max hops cannot be more than 255')
  if (queries < 1 || queries > 10) return says('no more than 10 probes per hop')
  if (wait < 0 || here < 0 || near < 0) return says(`bad wait specifications \`${wait},${here},${near}' used`)
  if ((operands.packetBytes ?? 0) > MAX_PACKET_BYTES) return says(`too big packetlen ${operands.packetBytes} specified`)
  if (pause < 0) return says(`bad sendtime \`${pause}' specified`)
  const discoversMtu = options.mtu !== undefined
  const sourcePort = number('sport', 0)
  const isAlone = discoversMtu || sourcePort > 0
  const source = options.source && inetAton(options.source.value)
  const device = options.interface?.value
  return ok({
    ...operands,
    method,
    dontFragment: discoversMtu || options['dont-fragment'] !== undefined,
    numeric: options.n !== undefined,
    firstHop,
    maxHops,
    queries,
    atOnce: isAlone ? 1 : number('sim-queries', 16),
    port: number('port', 0),
    ...(sourcePort > 0 && { sourcePort }),
    ...(source !== undefined && { source }),
    ...(device !== undefined && { device }),
    ...(discoversMtu && operands.packetBytes === undefined && { packetBytes: MAX_PACKET_BYTES }),
    waitMs: wait * 1000,
    hereFactor: sourcePort > 0 ? 0 : here,
    nearFactor: sourcePort > 0 ? 0 : near,
    sendEveryMs: pause >= 10 ? pause : pause * 1000,
    discoversMtu,
    showsBackward: options.back !== undefined,
  })
}

const isInteger = (text: string): boolean => /^[+-]?(\d+|0x[\da-f]+)$/i.test(text)
const isReal = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)

/** What `strtoul` and `strtod` take, by option. */
function isValue(name: string, value: string): boolean {
  switch (name) {
    case 'first':
    case 'max-hops':
    case 'sim-queries':
    case 'queries':
    case 'flowlabel':
      return isInteger(value)
    case 'port':
    case 'sport':
      return /^\d/.test(value)
    case 'sendwait':
      return isReal(value)
    case 'wait':
      return value.split(/[^\d.eE+-]/).every(isReal)
    default:
      return true
  }
}
