import { lazy, Suspense } from 'react'
import { onFirstInput } from '../../on-first-input'

const load = () => import('./Changes')
onFirstInput(load)

const Changes = lazy(async () => ({ default: (await load()).Changes }))

/** Before the first change there is none to show. */
export function LazyChanges() {
  return (
    <Suspense>
      <Changes />
    </Suspense>
  )
}
