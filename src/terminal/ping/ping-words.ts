import type { IcmpError, Trace, Verdict } from '../../engine/trace/trace'
import { ERROR_WORDS } from '../system-errors'

/** iputils' words for an ICMP error (`pr_icmph` in ping/ping.c, 20221126). */
export function icmpErrorText(error: IcmpError, mtuBytes = 0): string {
  if (error === 'fragmentation-needed') return `Frag needed and DF set (mtu = ${mtuBytes})`
  return ICMP_ERROR_TEXT[error]
}

const ICMP_ERROR_TEXT: Readonly<Record<Exclude<IcmpError, 'fragmentation-needed'>, string>> = {
  'net-unreachable': 'Destination Net Unreachable',
  'host-unreachable': 'Destination Host Unreachable',
  'protocol-unreachable': 'Destination Protocol Unreachable',
  'port-unreachable': 'Destination Port Unreachable',
  'admin-prohibited': 'Packet filtered',
  'time-exceeded': 'Time to live exceeded',
}

type LocalError = Extract<Verdict, { readonly kind: 'local-error' }>

/**
 * What ping says, after its own name, when the packet cannot leave. All but the size comes from the `connect` that it
 * does before it sends (`ping4_run`); EACCES it takes for a broadcast address.
 */
export function localErrorText({ error, mtuBytes = 0 }: LocalError): string {
  if (error === 'message-too-long') return `local error: message too long, mtu=${mtuBytes}`
  if (error === 'permission-denied') {
    return 'Do you want to ping broadcast? Then -b. If not, check your local firewall rules'
  }
  return `connect: ${ERROR_WORDS[error]}`
}

/**
 * What ping says that the packet could not leave. Without `-I` it tries the way out first and gives up there; with it the
 * packet just does not go, and only one that is too long is complained of (`ping4_run`, `pinger` in iputils).
 */
export const saidLocalError = ({ probe, verdict }: Pick<Trace, 'probe' | 'verdict'>): LocalError | undefined => {
  const isBound = probe.source !== undefined || probe.device !== undefined
  if (verdict.kind !== 'local-error' || (isBound && verdict.error !== 'message-too-long')) return undefined
  return verdict
}
