import { lazy, Suspense } from 'react'

const DriftPanel = lazy(async () => ({ default: (await import('./DriftPanel')).DriftPanel }))

/** Only a lab that came with its nodes' tables has any. */
export function LazyDrift() {
  return (
    <Suspense>
      <DriftPanel />
    </Suspense>
  )
}
