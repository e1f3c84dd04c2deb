import { lazy, Suspense } from 'react'
import type { Element } from '../../store/elements'
import menu from '../controls/menu.module.css'
import { onFirstInput } from '../on-first-input'

const load = () => import('./FaultMenu')
onFirstInput(load)

const FaultMenu = lazy(async () => ({ default: (await load()).FaultMenu }))

/** What can be broken, inside the menu of what it breaks; its place is kept until it comes, lest a press hit another. */
export function LazyFaultMenu({ element }: { readonly element: Element | undefined }) {
  return (
    <Suspense fallback={<div className={menu.item}>&nbsp;</div>}>
      <FaultMenu element={element} />
    </Suspense>
  )
}
