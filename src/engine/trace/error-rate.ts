import { bestRoute } from '../linux/fib'
import type { Namespace } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'
import { type ErrorTokens, peerKey } from './memory'
import type { Run } from './run'
import type { IcmpError } from './trace'

// How many ICMP errors a machine sends. For each peer it keeps one bucket of time that has passed, and two limiters draw
// on it: one of routes that lead nowhere, and one of ICMP errors in general. What both ask for costs two seconds.

/** `icmp_ratelimit`: what an error costs, in milliseconds. */
const DEFAULT_RATELIMIT_MS = 1000

/** `XRLIM_BURST_FACTOR`: as many errors as may be saved up. */
const BURST_FACTOR = 6

/** `ip_rt_error_cost` and `ip_rt_error_burst`. */
const ROUTE_ERROR_COST_US = 1_000_000
const ROUTE_ERROR_BURST_US = 5_000_000

/** A peer that is new is as good as one that has been silent for a minute. */
const NEW_PEER_US = 60_000_000

/** What the machine has saved up toward `peer`, before any cap. */
function saved(run: Run, namespace: Namespace, peer: Ipv4): number {
  const tokens = run.errorTokens.get(peerKey(namespace.name, peer))
  return tokens ? tokens.tokensUs + run.nowUs - tokens.atUs : NEW_PEER_US
}

/** Pays `costUs` out of what has been saved up, of which no more than `capUs` is kept. */
function pay(run: Run, namespace: Namespace, peer: Ipv4, costUs: number, capUs: number): boolean {
  const availableUs = Math.min(saved(run, namespace, peer), capUs)
  const isEnough = availableUs >= costUs
  const left: ErrorTokens = { tokensUs: availableUs - (isEnough ? costUs : 0), atUs: run.nowUs }
  run.errorTokens.set(peerKey(namespace.name, peer), left)
  return isEnough
}

/**
 * Whether `sender` may be told that there is no route for its packet. This limiter is asked before anybody knows whether
 * there is a way back. Source: `ip_error` in net/ipv4/route.c. [ICMP-5]
 */
export const mayTellOfRoute = (run: Run, namespace: Namespace, sender: Ipv4): boolean =>
  pay(run, namespace, sender, ROUTE_ERROR_COST_US, ROUTE_ERROR_BURST_US)

/**
 * Whether an error may be sent to `destination`. Of "fragmentation needed" there may be any number, and of those to
 * oneself. With `icmp_ratelimit` 0 none is held back, but the bucket is emptied all the same, and that is felt by the
 * other limiter. Source: `icmpv4_xrlim_allow` in net/ipv4/icmp.c, `inet_peer_xrlim_allow` in net/ipv4/inetpeer.c. [ICMP-4]
 */
export function maySendError(run: Run, namespace: Namespace, destination: Ipv4, error: IcmpError): boolean {
  if (error === 'fragmentation-needed' || bestRoute(namespace, destination)?.type !== 'unicast') return true
  const costUs = (namespace.icmpRatelimitMs ?? DEFAULT_RATELIMIT_MS) * 1000
  return pay(run, namespace, destination, costUs, BURST_FACTOR * costUs)
}
