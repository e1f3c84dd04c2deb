import type { Fabric } from '../../engine/fabric/fabric'
import { addressOfHost } from '../../engine/lab/find-host'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { Trace } from '../../engine/trace/trace'
import { tracePacket } from '../../engine/trace/trace-packet'
import type { PairOutcome } from './outcome'
import { outcomeOf } from './outcome-of'
import { PING_DEFAULTS } from './ping-defaults'

/** One ordinary ping over a fresh network, to which nothing happens by chance. @throws InvariantError if one of the two is not there. */
export const pingPair = (fabric: Fabric, from: NamespaceName, to: NamespaceName): Trace =>
  tracePacket(fabric, { ...PING_DEFAULTS, isLucky: true, from, destination: addressOfHost(fabric, to) })

/** What comes of it. */
export const outcomeOfPair = (fabric: Fabric, from: NamespaceName, to: NamespaceName): PairOutcome =>
  outcomeOf(fabric, pingPair(fabric, from, to))
