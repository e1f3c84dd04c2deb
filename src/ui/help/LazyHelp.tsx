import { lazy, Suspense } from 'react'
import { useLab } from '../lab'
import { onFirstInput } from '../on-first-input'

const load = () => import('./HelpSheet')
onFirstInput(load)

const HelpSheet = lazy(async () => ({ default: (await load()).HelpSheet }))

/** Not there until it is asked for. */
export function LazyHelp() {
  const open = useLab((state) => state.helpOpen)
  return <Suspense>{open && <HelpSheet />}</Suspense>
}
