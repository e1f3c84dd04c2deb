import { lazy, Suspense } from 'react'
import { useLab } from '../lab'
import { whenIdle } from '../when-idle'

const load = () => import('./HelpSheet')
whenIdle(load)

const HelpSheet = lazy(async () => ({ default: (await load()).HelpSheet }))

/** Not there until it is asked for. */
export function LazyHelp() {
  const open = useLab((state) => state.helpOpen)
  return <Suspense>{open && <HelpSheet />}</Suspense>
}
