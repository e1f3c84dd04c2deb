import { lazy, Suspense } from 'react'

const DoctorPanel = lazy(async () => ({ default: (await import('./DoctorPanel')).DoctorPanel }))

/** Nothing is examined before somebody looks. */
export function LazyDoctor() {
  return (
    <Suspense>
      <DoctorPanel />
    </Suspense>
  )
}
