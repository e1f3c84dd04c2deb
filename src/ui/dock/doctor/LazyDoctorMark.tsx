import { lazy, Suspense, useEffect, useState } from 'react'
import { onFirstInput } from '../../on-first-input'

const load = () => import('./DoctorTabMark')
const DoctorTabMark = lazy(async () => ({ default: (await load()).DoctorTabMark }))

let hasBegun = false
const waiting = new Set<() => void>()
onFirstInput(async () => {
  await load()
  hasBegun = true
  for (const begin of waiting) begin()
})

/** How many findings there are, once somebody has done something with the lab. */
export function LazyDoctorMark() {
  const [begun, setBegun] = useState(hasBegun)
  useEffect(() => {
    const begin = () => setBegun(true)
    waiting.add(begin)
    return () => void waiting.delete(begin)
  }, [])
  return begun ? (
    <Suspense>
      <DoctorTabMark />
    </Suspense>
  ) : null
}
