import { findHost } from '../../engine/lab/find-host'
import { parseLab } from '../../io/parse-lab'
import { readShareFragment, type SharedLab } from '../../io/share-link'
import { selectFabric } from '../../store/derived'
import { addWords } from '../../words/add-words'
import { linkWords } from '../../words/en/link'
import { actions, labStore } from '../lab'

addWords(linkWords)

const CANNOT = { key: 'notice.cannotOpenLink' }

/** Opens the lab that `fragment` brings, as one undo step, and shows in it what the link is about. */
export function openLink(fragment: string): void {
  const read = readShareFragment(fragment)
  if (!read.ok) return actions().refuse([read.error], CANNOT)
  if (read.value.lab === '') return showShared(read.value)
  const parsed = parseLab(read.value.lab)
  if (!parsed.ok) return actions().refuse(parsed.error, CANNOT)
  const { document, source } = parsed.value
  actions().openLab({ document, source }, { key: 'edit.open-link' })
  showShared(read.value)
}

function showShared({ ping, moment }: SharedLab): void {
  const fabric = selectFabric(labStore.getState())
  const [from, to] = ping ? [findHost(fabric, ping.from), findHost(fabric, ping.to)] : []
  if (from === undefined || to === undefined) return
  actions().sendProbe({ from, to })
  if (moment !== undefined) actions().goToMoment(moment)
}
