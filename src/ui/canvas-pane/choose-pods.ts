import { chosenWith, meshOfChosen } from '../../store/choice'
import { selectPicture } from '../../store/derived'
import { elementOfHost } from '../../store/elements'
import { actions } from '../lab'

/**
 * Ctrl or Cmd and a click, or a box, takes pods into the choice, or out again. A pod that a plain click has begun a ping
 * from is the first of them, as of files in a list.
 */
export function choosePods(ids: readonly string[]): void {
  const { aim, aimFrom, chosen, show } = actions()
  const picture = selectPicture(actions())
  const first = aim && chosen.length === 0 ? [elementOfHost(picture, aim.from)] : []
  if (aim) aimFrom(undefined)
  show({ chosen: chosenWith(picture, [...chosen, ...first.filter((id) => !ids.includes(id))], ids), welcomed: true })
}

/** A mesh of pings among the chosen pods. */
export function pingChosenPods(): void {
  const probes = meshOfChosen(selectPicture(actions()), actions())
  if (probes.length > 0) actions().sendProbes(probes)
}
