import { brokenBySeed } from '../../engine/lab/faults/broken-by-seed'
import { findHost } from '../../engine/lab/find-host'
import { parseLab } from '../../io/parse-lab'
import type { SharedLab } from '../../io/share-link'
import { selectFabric } from '../../store/derived'
import { addWords } from '../../words/add-words'
import { linkWords } from '../../words/en/link'
import { actions, labStore } from '../lab'

addWords(linkWords)

/** Of a link or a page that brings a lab. */
export const CANNOT_OPEN = { key: 'notice.cannotOpenLink' }

/** Opens the lab that was brought, as one undo step, and shows in it what was to be seen. */
export function openShared(shared: SharedLab): void {
  if (shared.lab === '') return showShared(shared)
  const parsed = parseLab(shared.lab)
  if (!parsed.ok) return actions().refuse(parsed.error, CANNOT_OPEN)
  const { document: sound, source } = parsed.value
  const document = shared.seed === undefined ? sound : brokenBySeed(sound, shared.seed)
  actions().openLab({ document, source }, { key: 'edit.open-link' })
  showShared(shared)
}

function showShared({ ping, moment }: SharedLab): void {
  const fabric = selectFabric(labStore.getState())
  const [from, to] = ping ? [findHost(fabric, ping.from), findHost(fabric, ping.to)] : []
  if (from === undefined || to === undefined) return
  actions().sendProbe({ from, to })
  if (moment !== undefined) actions().goToMoment(moment)
}
