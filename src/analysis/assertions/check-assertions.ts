import type { Assertion, ExpectedMtu } from '../../engine/calico/resources/assertions'
import type { Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import { addressOfHost, findHost } from '../../engine/lab/find-host'
import { readResources } from '../../engine/lab/read-resources'
import { realize } from '../../engine/lab/realize'
import type { NamespaceName } from '../../engine/linux/namespace'
import { oncePer } from '../../engine/once-per'
import { tracePacket } from '../../engine/trace/trace-packet'
import { ICMP_HEADER_BYTES } from '../../engine/wire/icmp'
import { IPV4_HEADER_BYTES } from '../../engine/wire/ipv4'
import { type Carriage, kindOf, type Loss, type PairOutcome } from '../pairs/outcome'
import { PING_DEFAULTS } from '../pairs/ping-defaults'
import { outcomeOfPair } from '../pairs/ping-pair'

/** What was expected of one ping and is not so. */
export type Failure =
  | { readonly kind: 'no-host'; readonly host: string }
  | { readonly kind: 'lost'; readonly loss: Loss }
  | { readonly kind: 'reached' }
  /** What would become of it is not modelled. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'encap'; readonly expected: Carriage; readonly found: Carriage }
  | { readonly kind: 'mtu'; readonly expected: ExpectedMtu; readonly found: number }
  | { readonly kind: 'ttl'; readonly expected: number; readonly found: number }
  /** More pairs than are worth the wait: not asked. */
  | { readonly kind: 'too-many'; readonly pairs: number }

/** One direction of one pair. */
export interface PairFailure {
  readonly from: string
  readonly to: string
  readonly failure: Failure
}

export interface AssertionResult {
  readonly assertion: Assertion
  /** How many pairs were asked. */
  readonly pairs: number
  /** None: it holds. */
  readonly failures: readonly PairFailure[]
}

/** Every assertion of the document, in its order. */
export const assertionsOf = oncePer((document: LabDocument): readonly Assertion[] =>
  readResources(document).assertions.flatMap(({ value }) => value),
)

/** As many pings as still answer while one looks on; the command line asks for more. */
export const MOST_PAIRS = 2_000

/** Whether what the lab's owner wants is so. @throws InvariantError if the document is not valid. */
export function checkAssertions(document: LabDocument, mostPairs = MOST_PAIRS): readonly AssertionResult[] {
  const fabric = realize(document)
  const pings = new Map<string, PairOutcome>()
  return assertionsOf(document).map((assertion) => checkOne(fabric, assertion, pings, mostPairs))
}

type Pings = Map<string, PairOutcome>

function checkOne(fabric: Fabric, assertion: Assertion, pings: Pings, mostPairs: number): AssertionResult {
  const { from, to, bothWays } = assertion
  const ends = [from, to].map((name) => hostsNamed(fabric, name))
  const [froms = [], tos = []] = ends
  for (const [i, name] of [from, to].entries()) {
    if (ends[i]?.length === 0) {
      return { assertion, pairs: 0, failures: [{ from, to, failure: { kind: 'no-host', host: name } }] }
    }
  }
  const there = froms.flatMap((a) => tos.filter((b) => b !== a).map((b) => [a, b] as const))
  // With every pod at either end both directions are there already.
  const back = bothWays && from !== to ? there.map(([a, b]) => [b, a] as const) : []
  const pairs = [...there, ...back]
  if (pairs.length > mostPairs) {
    return { assertion, pairs: 0, failures: [{ from, to, failure: { kind: 'too-many', pairs: pairs.length } }] }
  }
  const failures = pairs.flatMap(([a, b]) => failuresOf(fabric, a, b, assertion, pings))
  return { assertion, pairs: pairs.length, failures }
}

const isPod = (fabric: Fabric, name: NamespaceName): boolean => fabric.namespaces.get(name)?.role === 'pod'

function hostsNamed(fabric: Fabric, name: string): readonly NamespaceName[] {
  if (name === '*') return [...fabric.namespaces.keys()].filter((host) => isPod(fabric, host))
  const host = findHost(fabric, name)
  return host === undefined ? [] : [host]
}

function failuresOf(
  fabric: Fabric,
  from: NamespaceName,
  to: NamespaceName,
  { reach, encap, mtu, ttl }: Assertion,
  pings: Pings,
): readonly PairFailure[] {
  const key = `${from} ${to}`
  const outcome = pings.get(key) ?? outcomeOfPair(fabric, from, to)
  pings.set(key, outcome)
  const fails = (failure: Failure): readonly PairFailure[] => [{ from, to, failure }]
  // What the lab cannot say holds no assertion, neither way.
  if (kindOf(outcome) === 'unknown') return fails({ kind: 'unknown' })
  if (outcome.kind === 'lost') return reach ? fails({ kind: 'lost', loss: outcome.loss }) : []
  if (!reach) return fails({ kind: 'reached' })
  const { there } = outcome
  const found = mtu && pathMtuBytes(fabric, from, to, there.mtuBytes)
  return [
    ...(encap !== undefined && there.carriage !== encap
      ? fails({ kind: 'encap', expected: encap, found: there.carriage })
      : []),
    ...(mtu && found !== undefined && !satisfies(mtu, found) ? fails({ kind: 'mtu', expected: mtu, found }) : []),
    ...(ttl !== undefined && outcome.ttl !== ttl ? fails({ kind: 'ttl', expected: ttl, found: outcome.ttl }) : []),
  ]
}

function satisfies({ comparison, bytes }: ExpectedMtu, found: number): boolean {
  if (comparison === '=') return found === bytes
  return comparison === '>=' ? found >= bytes : found <= bytes
}

const HEADERS_BYTES = IPV4_HEADER_BYTES + ICMP_HEADER_BYTES

/**
 * The largest packet with DF that is answered, each size asked of a network that has learned nothing: what a switch
 * swallows is no size that gets through, whatever the devices' MTUs say.
 */
function pathMtuBytes(fabric: Fabric, from: NamespaceName, to: NamespaceName, devicesSay: number): number {
  const destination = addressOfHost(fabric, to)
  const passes = (bytes: number): boolean => {
    const probe = {
      ...PING_DEFAULTS,
      isLucky: true,
      pathMtuDiscovery: 'do',
      payloadBytes: bytes - HEADERS_BYTES,
      from,
      destination,
    } as const
    return tracePacket(fabric, probe).verdict.kind === 'answered'
  }
  if (passes(devicesSay)) return devicesSay
  let [least, most] = [HEADERS_BYTES, devicesSay]
  while (most - least > 1) {
    const middle = (least + most) >> 1
    if (passes(middle)) least = middle
    else most = middle
  }
  return least
}
