import { formatIpv4 } from '../../../engine/net/ipv4'
import { internetChecksum } from '../../../engine/wire/checksum'
import { ICMP_HEADER_BYTES, ICMP_TYPE, type IcmpHeader, parseIcmpHeader } from '../../../engine/wire/icmp'
import { type Ipv4Header, PROTOCOL, parseIpv4Header } from '../../../engine/wire/ipv4'
import type { Printed, PrintStyle } from './print-style'
import { rightChecksum } from './right-checksum'

/** `host %s unreachable` and the like, by code (`unreach2str` in tcpdump's print-icmp.c); the address goes into the gap. */
const UNREACHABLE: readonly string[] = [
  'net _ unreachable',
  'host _ unreachable',
  '',
  '',
  '',
  '_ unreachable - source route failed',
  'net _ unreachable - unknown',
  'host _ unreachable - unknown',
  '_ unreachable - source host isolated',
  'net _ unreachable - admin prohibited',
  'host _ unreachable - admin prohibited',
  'net _ unreachable - tos prohibited',
  'host _ unreachable - tos prohibited',
  'host _ unreachable - admin prohibited filter',
  'host _ unreachable - host precedence violation',
  'host _ unreachable - precedence cutoff',
]

/** Types that say something of themselves alone. */
const OTHER_TYPES: Readonly<Record<number, string>> = {
  4: 'source quench',
  10: 'router solicitation',
  15: 'information request',
  16: 'information reply',
  17: 'address mask request',
}

/** Source: `icmp_print` in tcpdump's print-icmp.c (4.99). `printIp` prints the packet that an error quotes. */
export function printIcmp(
  { bytes, lengthBytes }: Printed,
  style: PrintStyle,
  isFragment: boolean,
  printIp: (quoted: Printed) => string,
): string {
  const parsed = parseIcmpHeader(bytes)
  const what = parsed.ok ? messageText(parsed.value, bytes.subarray(ICMP_HEADER_BYTES)) : undefined
  if (!parsed.ok || what === undefined) return ' [|icmp]'
  const message = `ICMP ${what}, length ${lengthBytes}`
  if (style.verbosity === 0) return message
  const isQuoting = ![0, 8, 9, 10, 13, 14, 15, 16, 17, 18].includes(parsed.value.type)
  const quoted = bytes.subarray(ICMP_HEADER_BYTES)
  const quotedLength = ((quoted[2] ?? 0) << 8) | (quoted[3] ?? 0)
  const quote = isQuoting && quoted.length > 0 ? `\n\t${printIp({ bytes: quoted, lengthBytes: quotedLength })}` : ''
  return `${message}${isFragment ? '' : checksumComplaint(bytes, lengthBytes)}${quote}`
}

function checksumComplaint(bytes: Uint8Array, lengthBytes: number): string {
  if (bytes.length < lengthBytes || internetChecksum(bytes, 0, lengthBytes) === 0) return ''
  const { written, right } = rightChecksum(bytes.subarray(0, lengthBytes), 2)
  return ` (wrong icmp cksum ${written.toString(16)} (->${right.toString(16)})!)`
}

function messageText(header: IcmpHeader, quoted: Uint8Array): string | undefined {
  const { type, code, identifier, sequence } = header
  switch (type) {
    case ICMP_TYPE.echoRequest:
    case ICMP_TYPE.echoReply:
      return `echo ${type === ICMP_TYPE.echoRequest ? 'request' : 'reply'}, id ${identifier}, seq ${sequence}`
    case ICMP_TYPE.unreachable:
      return unreachableText(header, quoted)
    case ICMP_TYPE.timeExceeded:
      if (code === 0) return 'time exceeded in-transit'
      return code === 1 ? 'ip reassembly time exceeded' : `time exceeded-#${code}`
    case 13:
      return `time stamp query id ${identifier} seq ${sequence}`
    default:
      return OTHER_TYPES[type] ?? `type-#${type}`
  }
}

function unreachableText({ code, mtu }: IcmpHeader, quoted: Uint8Array): string | undefined {
  const parsed = parseIpv4Header(quoted)
  if (!parsed.ok) return undefined
  const { header, headerBytes } = parsed.value
  const to = formatIpv4(header.destination)
  if (code === 2) return `${to} protocol ${header.protocol} unreachable`
  if (code === 3) return portText(header, quoted.subarray(headerBytes))
  if (code === 4) return `${to} unreachable - need to frag${mtu === 0 ? '' : ` (mtu ${mtu})`}`
  return (UNREACHABLE[code] ?? `#${code} _ unreachable`).replace('_', to)
}

function portText({ protocol, destination }: Ipv4Header, inside: Uint8Array): string | undefined {
  const [high, low] = [inside[2], inside[3]]
  if (high === undefined || low === undefined) return undefined
  const port = (high << 8) | low
  const to = formatIpv4(destination)
  if (protocol === PROTOCOL.tcp) return `${to} tcp port ${port} unreachable`
  if (protocol === PROTOCOL.udp) return `${to} udp port ${port} unreachable`
  return `${to} protocol ${protocol} port ${port} unreachable`
}
