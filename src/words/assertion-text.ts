import type { Failure, PairFailure } from '../analysis/assertions/check-assertions'
import type { Assertion } from '../engine/calico/resources/assertions'
import { assertNever } from '../engine/invariant'
import { hostName } from './host-name'
import type { Said } from './said'
import { dropText } from './steps'

/** What is expected, a word or two each: `encap ipip`, `mtu >=1480`. */
export const expectationWords = ({ reach, encap, mtu, ttl }: Assertion): readonly string[] => [
  reach ? 'reach' : 'reach false',
  ...(encap === undefined ? [] : [`encap ${encap}`]),
  ...(mtu ? [`mtu ${mtu.comparison}${mtu.bytes}`] : []),
  ...(ttl === undefined ? [] : [`ttl ${ttl}`]),
]

/** What is so instead. */
export function failureText({ from, to, failure }: PairFailure): Said {
  const ends = { from: hostName(from), to: hostName(to) }
  return { key: `assertion.failure.${failure.kind}`, params: { ...ends, ...paramsOf(failure) } }
}

function paramsOf(failure: Failure): NonNullable<Said['params']> {
  switch (failure.kind) {
    case 'no-host':
      return { host: failure.host }
    case 'lost': {
      const { of, at, reason } = failure.loss
      return { what: { key: `assertion.what.${of}` }, at: hostName(at), reason: dropText(reason) }
    }
    case 'reached':
    case 'unknown':
      return {}
    case 'mtu':
      return { expected: `${failure.expected.comparison}${failure.expected.bytes}`, found: failure.found }
    case 'encap':
    case 'ttl':
      return { expected: failure.expected, found: failure.found }
    case 'too-many':
      return { pairs: failure.pairs }
    default:
      return assertNever(failure)
  }
}
