import { type ComponentProps, lazy, Suspense, useState } from 'react'
import { onFirstInput } from '../on-first-input'

const load = () => import('./ElementMenu')
onFirstInput(load)

const ElementMenu = lazy(async () => ({ default: (await load()).ElementMenu }))

/** Fetched with the first input, and from its first use on always there: it closes in its own time. */
export function LazyElementMenu(props: ComponentProps<typeof ElementMenu>) {
  const [used, setUsed] = useState(false)
  if (props.place && !used) setUsed(true)
  if (!used) return null
  return (
    <Suspense>
      <ElementMenu {...props} />
    </Suspense>
  )
}
