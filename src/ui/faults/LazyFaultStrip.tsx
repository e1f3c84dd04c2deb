import { lazy, Suspense } from 'react'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import { selectCluster } from '../../store/derived'
import type { Element } from '../../store/elements'
import { useLab } from '../lab'
import { onFirstInput, useAfterFirstInput } from '../on-first-input'

const load = () => import('./FaultStrip')
onFirstInput(load)

const FaultStrip = lazy(async () => ({ default: (await load()).FaultStrip }))

/** Its place is kept, so that what is below it stays where it is. */
const PLACE = <div style={{ height: 32 }} />

/** The first picture of a lab in which all is well does without it. */
export function LazyFaultStrip({ element }: { readonly element: Element }) {
  const isUsed = useAfterFirstInput()
  const isBroken = useLab((state) => activeFaults(selectCluster(state)).length > 0)
  if (!isUsed && !isBroken) return PLACE
  return (
    <Suspense fallback={PLACE}>
      <FaultStrip element={element} />
    </Suspense>
  )
}
