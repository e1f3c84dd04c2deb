import { lookupRoute } from '../../engine/linux/fib'
import { sourceFor } from '../../engine/linux/source-address'
import { formatIpv4 } from '../../engine/net/ipv4'
import { parseInterfaceAddress } from '../../engine/net/prefix'
import { peerKey } from '../../engine/trace/memory'
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
  const [option] = more
  if (option !== undefined) {
    output.note({ code: 'option-not-modelled', params: { command: 'ip route get', option } })
    return { exitCode: 1 }
  }
  if (parsed.length < 32) {
    output.err(`Warning: /${parsed.length} as prefix is invalid, only /32 (or none) is supported.\n`)
  }
  const lookup = lookupRoute(namespace, parsed.address)
  const refusal = lookup.route ? REFUSALS[lookup.route.type] : 'Network is unreachable'
  const source = sourceFor(namespace, lookup)?.source
  if (refusal !== undefined || !lookup.route || !lookup.nextHop || source === undefined) {
    output.err(`RTNETLINK answers: ${refusal ?? 'Network is unreachable'}\n`)
    return { exitCode: 2 }
  }
  const answer = {
    isLocal: lookup.route.type === 'local',
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

interface Answer {
  readonly isLocal: boolean
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
  const { isLocal, destination, gateway, dev, source, learnedMtuBytes } = answer
  const via = gateway === undefined ? '' : `via ${gateway} `
  const mtuBytes = learnedMtuBytes ?? answer.mtuBytes
  const cache = [
    'cache',
    ...(isLocal ? ['<local>'] : []),
    ...(learnedMtuBytes === undefined ? [] : [`expires ${EXPIRES_SECONDS}sec`]),
    ...(mtuBytes === undefined ? [] : [`mtu ${mtuBytes}`]),
  ]
  const line = `${isLocal ? 'local ' : ''}${destination} ${via}dev ${dev} src ${source} uid 0 `
  return `${line}${oneLine ? '\\' : '\n'}    ${cache.join(' ')} \n`
}

function answerJson({ isLocal, destination, gateway, dev, source, learnedMtuBytes, mtuBytes }: Answer) {
  const mtu = learnedMtuBytes ?? mtuBytes
  return {
    ...(isLocal && { type: 'local' }),
    dst: destination,
    ...(gateway !== undefined && { gateway }),
    dev,
    prefsrc: source,
    flags: [],
    uid: 0,
    cache: isLocal ? ['local'] : [],
    ...(learnedMtuBytes !== undefined && { expires: EXPIRES_SECONDS }),
    ...(mtu !== undefined && { metrics: [{ mtu }] }),
  }
}
