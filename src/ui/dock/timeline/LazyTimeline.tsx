import { lazy, Suspense } from 'react'

/** Loaded when the tab is first opened. */
const TimelinePanel = lazy(async () => ({ default: (await import('./TimelinePanel')).TimelinePanel }))

export function LazyTimeline() {
  return (
    <Suspense>
      <TimelinePanel />
    </Suspense>
  )
}
