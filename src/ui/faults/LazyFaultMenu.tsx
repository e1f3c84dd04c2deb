import { lazy, Suspense } from 'react'
import type { Element } from '../../store/elements'
import { onFirstInput } from '../on-first-input'

const load = () => import('./FaultMenu')
onFirstInput(load)

const FaultMenu = lazy(async () => ({ default: (await load()).FaultMenu }))

/** What can be broken, inside the menu of what it breaks. */
export function LazyFaultMenu({ element }: { readonly element: Element | undefined }) {
  return (
    <Suspense>
      <FaultMenu element={element} />
    </Suspense>
  )
}
