import type { RouteLookup } from '../linux/fib'
import type { Namespace } from '../linux/namespace'
import { prefixContains } from '../net/prefix'
import type { DropReason } from './trace'

/**
 * Where routes come and go by themselves, a lookup that could find one of them finds now this, now that: the lab does not
 * choose. A longer prefix that stays decides whatever they do. [BGP-11]
 */
export function unsettledLookup({ unsettled }: Namespace, { destination, route }: RouteLookup): DropReason | undefined {
  if (unsettled === undefined || route?.type === 'local') return undefined
  const network = unsettled.find(
    (each) => prefixContains(each, destination) && each.length >= (route?.destination.length ?? 0),
  )
  return network && { kind: 'unmodelled', what: 'flapping', network }
}
