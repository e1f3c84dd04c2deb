import { canvas } from './en/canvas'
import { dock } from './en/dock'
import { edit } from './en/edit'
import { era } from './en/era'
import { fault } from './en/fault'
import { hint } from './en/hint'
import { inspector } from './en/inspector'
import { notice } from './en/notice'
import { topBar } from './en/top-bar'

/** The English catalogue as the page opens; panels that are loaded later bring theirs (`later.ts`). */
export const en = {
  ...canvas,
  ...dock,
  ...edit,
  ...era,
  ...fault,
  ...hint,
  ...inspector,
  ...notice,
  ...topBar,
} as const
