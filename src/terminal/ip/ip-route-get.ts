import { lookupRouteBy } from '../../engine/linux/bound-lookup'
import { lookupRoute } from '../../engine/linux/fib'
import { localTable } from '../../engine/linux/local-table'
import { findLink, sourceFor } from '../../engine/linux/source-address'
import { formatIpv4, type Ipv4, parseIpv4 } from '../../engine/net/ipv4'
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
  const lookup =
    oif === undefined ? lookupRoute(namespace, parsed.address, from) : lookupRouteBy(namespace, parsed.address, oif)
  const refusal = lookup.route ? REFUSALS[lookup.route.type] : 'Network is unreachable'
  const source = sourceFor(namespace, lookup)?.source
  if (refusal !== undefined || !lookup.route || !lookup.nextHop || source === undefined) {
    output.err(`RTNETLINK answers: ${refusal ?? 'Network is unreachable'}\n`)
    return { exitCode: 2 }
  }
  const answer = {
    isLocal: lookup.route.type === 'local',
    details: options.details,
    from: from === undefined ? undefined : formatIpv4(from),
    iif,
    destination: formatIpv4(parsed.address),
    gateway: lookup.nextHop.gateway === undefined ? undefined : formatIpv4(lookup.nextHop.gateway),
    dev: lookup.route.type === 'local' ? 'lo' : lookup.nextHop.dev,
    source: formatIpv4(source),
    learnedMtuBytes: context.session.memory?.pathMtuBytes.get(peerKey(namespace.name, parsed.address)),
    mtuBytes: lookup.route.mtuBytes,
  }
  output.out(options.json ? jsonText([answerJson(answer)], options) : answerText(answer, options.oneLine))
  return { exitCode: 0 }
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
  readonly isLocal: boolean
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
  const { isLocal, destination, gateway, dev, source, learnedMtuBytes, details, from, iif } = answer
  const via = gateway === undefined ? '' : `via ${gateway} `
  const mtuBytes = learnedMtuBytes ?? answer.mtuBytes
  const cache = [
    'cache',
    ...(isLocal ? ['<local>'] : []),
    ...(learnedMtuBytes === undefined ? [] : [`expires ${EXPIRES_SECONDS}sec`]),
    ...(mtuBytes === undefined ? [] : [`mtu ${mtuBytes}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
  ]
  const type = isLocal ? 'local ' : details ? 'unicast ' : ''
  const table = details ? 'table main ' : ''
  const ends = `${destination} ${from === undefined ? '' : `from ${from} `}${via}dev ${dev} `
  const line = `${type}${ends}${table}${from === undefined ? `src ${source} ` : ''}${iif === undefined ? 'uid 0 ' : ''}`
  return `${line}${oneLine ? '\\' : '\n'}    ${cache.join(' ')} \n`
}

function answerJson({ isLocal, destination, from, gateway, dev, source, learnedMtuBytes, mtuBytes, iif }: Answer) {
  const mtu = learnedMtuBytes ?? mtuBytes
  return {
    ...(isLocal && { type: 'local' }),
    dst: destination,
    ...(from !== undefined && { from }),
    ...(gateway !== undefined && { gateway }),
    dev,
    ...(from === undefined && { prefsrc: source }),
    flags: [],
    ...(iif === undefined && { uid: 0 }),
    cache: isLocal ? ['local'] : [],
    ...(iif !== undefined && { iif }),
    ...(learnedMtuBytes !== undefined && { expires: EXPIRES_SECONDS }),
    ...(mtu !== undefined && { metrics: [{ mtu }] }),
  }
}
