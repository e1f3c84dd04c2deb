import { lazy, Suspense } from 'react'
import type { Element } from '../../store/elements'
import { onFirstInput } from '../on-first-input'

const load = () => import('./FaultStrip')
onFirstInput(load)

const FaultStrip = lazy(async () => ({ default: (await load()).FaultStrip }))

export function LazyFaultStrip({ element }: { readonly element: Element }) {
  return (
    <Suspense>
      <FaultStrip element={element} />
    </Suspense>
  )
}
