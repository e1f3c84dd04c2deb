import { selectPicture } from '../../store/derived'
import { type Element, elementOfHost, findElement } from '../../store/elements'
import { useLab } from '../lab'
import { useMoment } from '../use-moment'

/** What the inspector is about: where the packet is, or else what is selected. */
export function useSubject(): { readonly element: Element | undefined; readonly id: string | undefined } {
  const picture = useLab(selectPicture)
  const selection = useLab((state) => state.selection)
  const following = useLab((state) => state.following)
  const current = useMoment()
  const id = following && current ? elementOfHost(picture, current.moment.at.namespace) : selection
  return { id, element: findElement(picture, id) }
}
