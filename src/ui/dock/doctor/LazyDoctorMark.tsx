import { lazy, Suspense } from 'react'
import { useAfterFirstInput } from '../../on-first-input'

const DoctorTabMark = lazy(async () => ({ default: (await import('./DoctorTabMark')).DoctorTabMark }))

/** How many findings there are, once somebody has done something with the lab. */
export function LazyDoctorMark() {
  return useAfterFirstInput() ? (
    <Suspense>
      <DoctorTabMark />
    </Suspense>
  ) : null
}
