import type { SentPacket } from '../../../terminal/command'
import type { EmptyReason, WhyEmpty } from '../../../terminal/why-empty/why-empty'
import { reasonSaid } from '../../../terminal/why-empty/why-empty-said'
import { routeText } from '../../../words/provenance-text'
import type { Said } from '../../../words/said'

/** Why a capture is empty, and why Calico sends the packets that way, where that is the reason. */
export const whyText = (why: WhyEmpty, sent: readonly SentPacket[]): readonly Said[] =>
  why.reasons.flatMap((reason) => [reasonSaid(why, reason), ...becauseText(why, reason, sent)])

/** Of packets that nothing wraps: the reason of the route that they took on this host. */
function becauseText({ tap }: WhyEmpty, reason: EmptyReason, sent: readonly SentPacket[]): readonly Said[] {
  if (reason.kind !== 'part' || reason.fault !== 'bare' || reason.isWrappedElsewhere) return []
  const steps = sent.at(-1)?.trace.steps ?? []
  for (const { event, namespace } of steps) {
    if (namespace !== tap.host || event.kind !== 'forward') continue
    const { route } = event.lookup
    const programmer = route?.provenance.programmer
    if (route && (programmer === 'bird' || programmer === 'felix')) return [routeText(route, tap.host)]
  }
  return []
}
