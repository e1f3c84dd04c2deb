import { assertNever } from '../engine/invariant'
import type { SentPacket } from '../terminal/command'
import type { EmptyReason, Proposal, WhyEmpty } from '../terminal/why-empty/why-empty'
import { hostName } from './host-name'
import { routeText } from './route-text'
import type { Said } from './said'
import { sentence } from './sentence'

/** Why a capture is empty, and why Calico sends the packets that way, where that is the reason. */
export function whyEmptyText(why: WhyEmpty, sent: readonly SentPacket[]): readonly Said[] {
  return why.reasons.flatMap((reason) => [reasonText(why, reason), ...becauseText(why, reason, sent)])
}

function reasonText({ tap, passed }: WhyEmpty, reason: EmptyReason): Said {
  const host = hostName(tap.host)
  switch (reason.kind) {
    case 'nothing-sent':
    case 'bad-filter':
      return sentence(`whyEmpty.${reason.kind}`)
    case 'no-such-device':
      return sentence('whyEmpty.no-such-device', { host, link: tap.link })
    case 'other-device':
      return sentence('whyEmpty.other-device', {
        host,
        link: tap.link,
        devices: reason.passed.map(({ link }) => link).join(', '),
      })
    case 'other-host':
      return sentence('whyEmpty.other-host', {
        host,
        hosts: [...new Set(reason.passed.map((other) => hostName(other.host)))].join(', ') || '–',
      })
    case 'filter':
      return sentence('whyEmpty.filter', { count: passed })
    case 'part': {
      const { fault, part, wrapping } = reason
      if (fault === 'none-such') return sentence('whyEmpty.none-such', { count: passed, part })
      if (fault === 'bare') return sentence('whyEmpty.bare', { part })
      return sentence(`whyEmpty.${fault}.${wrapping === 'vxlan' ? 'vxlan' : 'ipip'}`, { part })
    }
    default:
      return assertNever(reason)
  }
}

/** Of packets that nothing wraps: the reason of the route that they took on this host. */
function becauseText({ tap }: WhyEmpty, reason: EmptyReason, sent: readonly SentPacket[]): readonly Said[] {
  if (reason.kind !== 'part' || reason.fault !== 'bare') return []
  const steps = sent.at(-1)?.trace.steps ?? []
  for (const { event, namespace } of steps) {
    if (namespace !== tap.host || event.kind !== 'forward') continue
    const { route } = event.lookup
    const programmer = route?.provenance.programmer
    if (route && (programmer === 'bird' || programmer === 'felix')) return [routeText(route, tap.host)]
  }
  return []
}

/** What would have shown something. */
export function proposalText({ tap }: WhyEmpty, proposal: Proposal): Said {
  const { expression, matches: count } = proposal
  const host = hostName(proposal.tap.host)
  const { link } = proposal.tap
  if (proposal.tap.host === tap.host && link === tap.link) {
    return sentence('whyEmpty.tryFilter', { count, filter: expression })
  }
  return sentence(expression === '' ? 'whyEmpty.tryTapBare' : 'whyEmpty.tryTap', { host, link, count })
}
