import { localRouteTo } from '../linux/local-table'
import { UNSPECIFIED } from '../net/ipv4'
import { dissect } from '../wire/dissect'
import { buildIcmpError, ICMP_HEADER_BYTES, ICMP_TYPE, isEcho, UNREACHABLE_CODE } from '../wire/icmp'
import { IPV4_HEADER_BYTES, PROTOCOL } from '../wire/ipv4'
import { maySendError } from './error-rate'
import { DEFAULT_TTL, originate } from './originate'
import { type Cursor, type Run, startPacket } from './run'
import type { IcmpError } from './trace'

/** Type and code of RFC 792 and RFC 1812 §5.2.7. */
export const ICMP_ERRORS: Readonly<Record<IcmpError, { readonly type: number; readonly code: number }>> = {
  'net-unreachable': { type: ICMP_TYPE.unreachable, code: UNREACHABLE_CODE.net },
  'host-unreachable': { type: ICMP_TYPE.unreachable, code: UNREACHABLE_CODE.host },
  'protocol-unreachable': { type: ICMP_TYPE.unreachable, code: UNREACHABLE_CODE.protocol },
  'port-unreachable': { type: ICMP_TYPE.unreachable, code: UNREACHABLE_CODE.port },
  'fragmentation-needed': { type: ICMP_TYPE.unreachable, code: UNREACHABLE_CODE.fragmentationNeeded },
  'admin-prohibited': { type: ICMP_TYPE.unreachable, code: UNREACHABLE_CODE.adminProhibited },
  'time-exceeded': { type: ICMP_TYPE.timeExceeded, code: 0 },
}

export function icmpErrorOf(type: number, code: number): IcmpError | undefined {
  const names = Object.keys(ICMP_ERRORS) as IcmpError[]
  return names.find((name) => ICMP_ERRORS[name].type === type && ICMP_ERRORS[name].code === code)
}

/** No error is longer than this, header and quote (RFC 1812 §4.3.2.3; `icmp_send`). */
const MAX_ERROR_BYTES = 576

/** `IPTOS_PREC_INTERNETCONTROL`, which Linux gives its errors. */
const ERROR_TYPE_OF_SERVICE = 0xc0

/** The packet an error is about; one of an earlier ping has no number in this run. */
export interface Complaint extends Omit<Cursor, 'packet'> {
  readonly packet?: number
}

/**
 * Tells the sender of the packet what is wrong, unless that packet is an ICMP error itself, a later fragment or from
 * nobody. The source address is the one that was asked, if the packet was for this machine; else it follows from the
 * route back, whatever device the packet came by.
 * Source: `__icmp_send` in net/ipv4/icmp.c. [ICMP-1]
 */
export function sendIcmpError(run: Run, about: Complaint, error: IcmpError, mtuBytes = 0): void {
  if (about.namespace.sendsIcmpErrors === false) return
  const [outer, inner] = dissect(about.bytes, 'ipv4')
  if (outer?.protocol !== 'ipv4' || outer.header.source === UNSPECIFIED || outer.header.fragmentOffset > 0) return
  if (outer.header.protocol === PROTOCOL.icmp && inner?.protocol === 'icmp' && !isEcho(inner.header.type)) return

  const { source: destination, destination: asked } = outer.header
  if (!maySendError(run, about.namespace, destination, error)) return

  const { type, code } = ICMP_ERRORS[error]
  const quoted = about.bytes.slice(0, MAX_ERROR_BYTES - IPV4_HEADER_BYTES - ICMP_HEADER_BYTES)
  const packet = startPacket(run, 'error', { ...(about.packet !== undefined && { parent: about.packet }), error })
  originate(run, about.namespace, packet, {
    destination,
    ...(localRouteTo(about.namespace, asked) && { source: asked }),
    ttl: DEFAULT_TTL,
    typeOfService: ERROR_TYPE_OF_SERVICE,
    dontFragment: false,
    refuseTooBig: false,
    protocol: PROTOCOL.icmp,
    payload: () => buildIcmpError(type, code, mtuBytes, quoted),
  })
}
