import { localTable } from '../../engine/linux/local-table'
import type { Namespace } from '../../engine/linux/namespace'
import { ALL_HOSTS, isMulticast, outputRoute } from '../../engine/linux/output-route'
import { findLink } from '../../engine/linux/source-address'
import { formatIpv4, type Ipv4, parseIpv4, UNSPECIFIED } from '../../engine/net/ipv4'
import { parseInterfaceAddress } from '../../engine/net/prefix'
import { fail, ok, type Result } from '../../engine/result'
import { peerKey } from '../../engine/trace/memory'
import type { CommandContext } from '../command'
import type { IpObject } from './ip-command'
import { jsonText } from './print-json'

/** The kernel's refusals: ENETUNREACH, and what the types of route that lead nowhere give. */
const REFUSALS: Readonly<Record<string, string>> = {
  blackhole: 'Invalid argument',
  unreachable: 'No route to host',
  prohibit: 'Permission denied',
}

/** `ip route get`. Source: `iproute_get` in ip/iproute.c. */
export const ipRouteGet: IpObject = (words, options, context) => {
  const { output, namespace } = context
  const [first, ...more] = words[0] === 'to' ? words.slice(1) : words
  if (first === undefined) {
    output.err('need at least a destination address\n')
    return { exitCode: 1 }
  }
  const parsed = parseInterfaceAddress(first)
  if (!parsed) {
    output.err(`Error: any valid prefix is expected rather than "${first}".\n`)
    return { exitCode: 1 }
  }
  const asked = parseAsked(more, context)
  if (!asked.ok) {
    if ('notModelled' in asked.error) {
      output.note({ code: 'option-not-modelled', params: { command: 'ip route get', option: asked.error.notModelled } })
      return { exitCode: 1 }
    }
    output.err(asked.error.text)
    return { exitCode: asked.error.exitCode }
  }
  const { from, iif, oif } = asked.value
  if (parsed.length < 32) {
    output.err(`Warning: /${parsed.length} as prefix is invalid, only /32 (or none) is supported.\n`)
  }
  const wanted = {
    destination: parsed.address,
    ...(from !== undefined && { source: from }),
    ...(oif !== undefined && { device: oif }),
  }
  if (iif !== undefined && isMartian(parsed.address)) {
    output.err('RTNETLINK answers: Invalid argument\n')
    return { exitCode: 2 }
  }
  const { lookup, source, cast } = outputRoute(namespace, wanted)
  const refusal = lookup.route ? REFUSALS[lookup.route.type] : 'Network is unreachable'
  if (refusal !== undefined || !lookup.route || !lookup.nextHop || source === undefined) {
    output.err(`RTNETLINK answers: ${refusal ?? 'Network is unreachable'}\n`)
    return { exitCode: 2 }
  }
  const isLocal = lookup.route.type === 'local'
  const dev = isLocal || (cast && iif !== undefined) ? 'lo' : lookup.nextHop.dev
  const answer: Answer = {
    type: cast ?? (isLocal ? 'local' : 'unicast'),
    flags: cast ? CAST_FLAGS[cast](parsed.address) : isLocal || isLoopback(namespace, dev) ? ['local'] : [],
    details: options.details,
    from: from === undefined ? undefined : formatIpv4(from),
    iif,
    destination: formatIpv4(parsed.address),
    gateway: lookup.nextHop.gateway === undefined ? undefined : formatIpv4(lookup.nextHop.gateway),
    dev,
    source: formatIpv4(source),
    learnedMtuBytes: context.session.memory?.pathMtuBytes.get(peerKey(namespace.name, parsed.address)),
    mtuBytes: lookup.route.mtuBytes,
  }
  output.out(options.json ? jsonText([answerJson(answer)], options) : answerText(answer, options.oneLine))
  return { exitCode: 0 }
}

/** Of what arrives: nobody's address, or a group that the machine has not joined (`ip_route_input_rcu`). */
const isMartian = (destination: Ipv4): boolean =>
  destination === UNSPECIFIED || (isMulticast(destination) && destination !== ALL_HOSTS)

const isLoopback = (namespace: Namespace, dev: string): boolean => findLink(namespace, dev)?.type.kind === 'loopback'

/** RTCF_LOCAL: the machine hears it too. */
const CAST_FLAGS: Readonly<Record<'broadcast' | 'multicast', (destination: Ipv4) => readonly string[]>> = {
  broadcast: () => ['local', 'brd'],
  multicast: (destination) => (destination === ALL_HOSTS ? ['local', 'mc'] : ['mc']),
}

interface AskedRoute {
  readonly from?: Ipv4
  readonly iif?: string
  readonly oif?: string
}

type AskedProblem = { readonly text: string; readonly exitCode: number } | { readonly notModelled: string }

/** `from A iif DEVICE`, `oif DEVICE`; of an address of the machine's own `from` is enough. */
function parseAsked(words: readonly string[], { namespace }: CommandContext): Result<AskedRoute, AskedProblem> {
  let asked: AskedRoute = {}
  for (let at = 0; at < words.length; at += 2) {
    const [word = '', value = ''] = words.slice(at, at + 2)
    if (word === 'from') {
      const from = parseIpv4(value)
      if (from === undefined)
        return fail({ text: `Error: inet prefix is expected rather than "${value}".\n`, exitCode: 1 })
      asked = { ...asked, from }
    } else if (word === 'iif' || word === 'oif' || word === 'dev') {
      if (!findLink(namespace, value)) return fail({ text: `Cannot find device "${value}"\n`, exitCode: 1 })
      asked = { ...asked, [word === 'iif' ? 'iif' : 'oif']: value }
    } else return fail({ notModelled: word })
  }
  const { from, iif } = asked
  if (iif !== undefined && from === undefined) return fail({ notModelled: 'iif' })
  if (from !== undefined && iif === undefined && !localTable(namespace).has(from)) {
    return fail({ text: 'RTNETLINK answers: Network is unreachable\n', exitCode: 2 })
  }
  return ok(asked)
}

interface Answer {
  readonly type: 'unicast' | 'local' | 'broadcast' | 'multicast'
  /** What it says of the cache entry. */
  readonly flags: readonly string[]
  /** `-d` */
  readonly details: boolean
  /** As asked: the answer then names no source. */
  readonly from: string | undefined
  readonly iif: string | undefined
  readonly destination: string
  readonly gateway: string | undefined
  readonly dev: string
  readonly source: string
  /** What "fragmentation needed" has taught this machine; the kernel then shows until when it believes it. */
  readonly learnedMtuBytes: number | undefined
  readonly mtuBytes: number | undefined
}

/** `net.ipv4.route.mtu_expires` */
const EXPIRES_SECONDS = 600

function answerText(answer: Answer, oneLine: boolean): string {
  const { type, flags, destination, gateway, dev, source, learnedMtuBytes, details, from, iif } = answer
  const via = gateway === undefined ? '' : `via ${gateway} `
  const mtuBytes = learnedMtuBytes ?? answer.mtuBytes
  const cache = [
    'cache',
    ...(flags.length > 0 ? [`<${flags.join()}>`] : []),
    ...(learnedMtuBytes === undefined ? [] : [`expires ${EXPIRES_SECONDS}sec`]),
    ...(mtuBytes === undefined ? [] : [`mtu ${mtuBytes}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
  ]
  const typeWord = type !== 'unicast' || details ? `${type} ` : ''
  // What no table was asked for has none.
  const table = details && destination !== '0.0.0.0' ? 'table main ' : ''
  const ends = `${destination} ${from === undefined ? '' : `from ${from} `}${via}dev ${dev} `
  const src = from === undefined ? `src ${source} ` : ''
  const line = `${typeWord}${ends}${table}${src}${OFFLOAD[type] ?? ''}${iif === undefined ? 'uid 0 ' : ''}`
  return `${line}${oneLine ? '\\' : '\n'}    ${cache.join(' ')} \n`
}

/** RTCF_MULTICAST is the bit that iproute2 knows as RTM_F_OFFLOAD_FAILED. */
const OFFLOAD: Readonly<Partial<Record<Answer['type'], string>>> = { multicast: 'rt_offload_failed ' }

function answerJson(answer: Answer) {
  const { type, flags, destination, from, gateway, dev, source, learnedMtuBytes, mtuBytes, iif } = answer
  const mtu = learnedMtuBytes ?? mtuBytes
  return {
    ...(type !== 'unicast' && { type }),
    dst: destination,
    ...(from !== undefined && { from }),
    ...(gateway !== undefined && { gateway }),
    dev,
    ...(from === undefined && { prefsrc: source }),
    flags: type in OFFLOAD ? ['rt_offload_failed'] : [],
    ...(iif === undefined && { uid: 0 }),
    cache: flags,
    ...(iif !== undefined && { iif }),
    ...(learnedMtuBytes !== undefined && { expires: EXPIRES_SECONDS }),
    ...(mtu !== undefined && { metrics: [{ mtu }] }),
  }
}
