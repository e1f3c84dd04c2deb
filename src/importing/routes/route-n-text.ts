import type { SourcePlace } from '../../engine/issue'
import { parseIpv4, UNSPECIFIED } from '../../engine/net/ipv4'
import { maskOf, prefixOf } from '../../engine/net/prefix'
import type { ActualRoute, ReadTable } from './actual-route'

export const isRouteTable = (text: string): boolean => /^Destination +Gateway +Genmask +Flags/m.test(text)

/** What `route -n` and `netstat -rn` print (net-tools `lib/inet_gr.c`); without `-n` names stand there, which say too little. */
export function readRouteTable(text: string, linesBefore: number): ReadTable {
  const routes: ActualRoute[] = []
  const unread: SourcePlace[] = []
  const lines = text.split('\n')
  const header = lines.findIndex((line) => /^Destination +Gateway/.test(line))
  // `netstat -rn` has MSS, window and irtt there, and no metric.
  const hasMetric = /Metric/.test(lines[header] ?? '')
  lines.slice(header + 1).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const place = { line: linesBefore + header + 2 + index, column: 1 }
    const route = rowOf(line.trim().split(/\s+/), hasMetric, place)
    if (route) routes.push(route)
    else unread.push(place)
  })
  return { routes, unread }
}

function rowOf(columns: readonly string[], hasMetric: boolean, place: SourcePlace): ActualRoute | undefined {
  const [to = '', via = '', genmask = '', flags = '', metric = ''] = columns
  const iface = columns.at(-1) ?? ''
  const address = to === 'default' ? UNSPECIFIED : parseIpv4(to)
  const length = lengthOf(genmask)
  if (address === undefined || length === undefined || columns.length < 8) return undefined
  const gateway = via === '*' || via === '-' ? undefined : parseIpv4(via)
  const rejected = flags.includes('!')
  const lost = rejected || iface === '*' || iface === '-'
  return {
    // The kernel's list has no type: what is rejected is marked `!`, a blackhole has no interface.
    type: rejected ? 'unreachable' : lost ? 'blackhole' : 'unicast',
    destination: prefixOf(address, length),
    nextHops: lost ? [] : [{ dev: iface, ...(flags.includes('G') && gateway !== undefined && { gateway }) }],
    metric: hasMetric ? Number(metric) || 0 : 0,
    place,
  }
}

function lengthOf(genmask: string): number | undefined {
  const mask = parseIpv4(genmask)
  const length = Array.from({ length: 33 }, (_, at) => at).find((at) => maskOf(at) === mask)
  return mask === undefined ? undefined : length
}
