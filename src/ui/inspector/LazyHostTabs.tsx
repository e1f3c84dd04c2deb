import { lazy, Suspense } from 'react'
import { onFirstInput } from '../on-first-input'
import type { HostElement } from './HostTabs'

const load = () => import('./HostTabs')
onFirstInput(load)

const HostTabs = lazy(async () => ({ default: (await load()).HostTabs }))

/** At first nothing is selected. */
export function LazyHostTabs({ element }: { readonly element: HostElement }) {
  return (
    <Suspense>
      <HostTabs element={element} />
    </Suspense>
  )
}
