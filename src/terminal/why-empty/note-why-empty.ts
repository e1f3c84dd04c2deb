import type { Tap } from '../capture/tap'
import type { SentPacket } from '../command'
import type { Output } from '../output'
import { whyEmpty } from './why-empty'
import { proposalSaid, reasonSaid } from './why-empty-said'

/** The lab's own word behind a capture that caught nothing of what was sent: why, and what would have shown something. */
export function noteWhyEmpty(tap: Tap, expression: string, sent: readonly SentPacket[], output: Output): void {
  const why = sent.length > 0 ? whyEmpty(tap, expression, sent) : undefined
  if (!why) return
  for (const reason of why.reasons) output.note({ code: 'empty-because', params: { why: reasonSaid(why, reason) } })
  const [first] = why.proposals
  if (first) output.note({ code: 'empty-instead', params: { what: proposalSaid(why, first) } })
}
