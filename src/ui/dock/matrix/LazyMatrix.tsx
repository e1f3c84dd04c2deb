import { lazy, Suspense } from 'react'

/** Loaded when the tab is first opened. */
const MatrixPanel = lazy(async () => ({ default: (await import('./MatrixPanel')).MatrixPanel }))

export function LazyMatrix() {
  return (
    <Suspense>
      <MatrixPanel />
    </Suspense>
  )
}
