import type { LabDocument } from '../../engine/lab/document'
import { leanLab } from '../../exporting/lean-lab'
import { redactLab } from '../../exporting/redact/redact-lab'
import { packedFragment, type SharedLab } from '../../io/share-link'

/** What a link is wanted of, and with what. */
export interface LinkWish {
  readonly document: LabDocument
  readonly source: string
  readonly redacted: boolean
  readonly shown: Omit<SharedLab, 'lab'>
}

export interface MadeLink {
  readonly fragment: string
  /** What of the lab is not in it: nothing, what only servers write, or that and the comments. */
  readonly leftOut: 'nothing' | 'servers' | 'comments'
}

/** The lab as a link's fragment, with no more than the model reads and its owner has written. */
export function linkOfLab({ document, source, redacted, shown }: LinkWish): MadeLink {
  if (redacted) {
    const { text, hostNamed } = redactLab(document)
    const ping = shown.ping && { from: hostNamed(shown.ping.from), to: hostNamed(shown.ping.to) }
    return { fragment: packedFragment({ ...shown, lab: text, ...(ping && { ping }) }), leftOut: 'nothing' }
  }
  const { text, isLess, isBare } = leanLab(document, source)
  const leftOut = isBare ? 'comments' : isLess ? 'servers' : 'nothing'
  return { fragment: packedFragment({ ...shown, lab: text }), leftOut }
}
