import { renderSource } from '../../io/render-source'
import { shareFragment } from '../../io/share-link'
import { actions } from '../lab'

/** The lab as it is now, with its ping, in a tab of its own. */
export function openWhole(): void {
  const { document: lab, baseSource, probe } = actions()
  const shared = { lab: renderSource(baseSource, lab), ...(probe && { ping: { from: probe.from, to: probe.to } }) }
  open(location.pathname + shareFragment(shared), '_blank', 'noopener')
}
