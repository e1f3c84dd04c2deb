import { readShareFragment } from '../../io/share-link'
import { actions } from '../lab'
import { CANNOT_OPEN, openShared } from './open-shared'

/** Opens the lab that `fragment` brings. */
export function openLink(fragment: string): void {
  const read = readShareFragment(fragment)
  if (read.ok) openShared(read.value)
  else actions().refuse([read.error], CANNOT_OPEN)
}
