import type { RouteLookup } from '../engine/linux/fib'
import type { Provenance, Route } from '../engine/linux/route'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix } from '../engine/net/prefix'
import { provenance as catalogue } from './en/provenance'
import { hostName } from './host-name'
import type { Said } from './said'

type ProvenanceKey = keyof typeof catalogue.provenance

/** A destination as `ip route` prints it. */
export function destinationLine({ destination }: Route): string {
  if (destination.length === 0) return 'default'
  return destination.length === 32 ? formatIpv4(destination.address) : formatPrefix(destination)
}

/** What of a route decides where a packet goes, as `ip route` spells it; of several next hops the one that was chosen. */
export function routeLine(route: Route, chosen?: RouteLookup['nextHop']): string {
  const hop = chosen ?? route.nextHops[0]
  const kind = route.type === 'unicast' ? '' : `${route.type} `
  const via = hop?.gateway === undefined ? '' : ` via ${formatIpv4(hop.gateway)}`
  const dev = hop?.dev === undefined || route.type !== 'unicast' ? '' : ` dev ${hop.dev}`
  return `${kind}${destinationLine(route)}${via}${dev}`
}

/** Who put the route there and why; `host` is the namespace whose table it is in. */
export const routeText = (route: Route, host: string): Said => provenanceText(route.provenance, host)

export function provenanceText({ because, details, programmer }: Provenance, host: string): Said {
  const key = keyOf(because, details)
  const by: Said = { key: `step.by.${programmer}` }
  return { key: `provenance.${key}`, params: { ...details, host: hostName(host), programmer: by } }
}

/** The most particular sentence there is: with mode and case, with mode, or plain. */
function keyOf(because: string, { mode, gateway, nextHop }: Provenance['details']): ProvenanceKey {
  const byGateway = gateway !== undefined && nextHop !== undefined && gateway !== nextHop
  const candidates = [...(byGateway ? [`${because}_${mode}_gateway`] : []), `${because}_${mode}`, because]
  return candidates.find(hasWords) ?? 'unknown'
}

const hasWords = (key: string): key is ProvenanceKey => key in catalogue.provenance
