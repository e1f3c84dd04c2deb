import { lazy, Suspense } from 'react'
import { labStore } from '../../lab'
import { onFirstInput } from '../../on-first-input'

/** What is sent is written down from the first click on, whether or not anybody looks at captures. */
onFirstInput(async () => (await import('../../../store/sent-log')).keepSentLog(labStore))

/** The filters, the printer and the list are loaded when the tab is first opened. */
const CapturesPanel = lazy(async () => ({ default: (await import('./CapturesPanel')).CapturesPanel }))

export function LazyCaptures() {
  return (
    <Suspense>
      <CapturesPanel />
    </Suspense>
  )
}
