import { lazy, Suspense } from 'react'

const Flips = lazy(async () => ({ default: (await import('./Flips')).Flips }))

/** Comes after the steps, which say why: this says what if. */
export function LazyFlips() {
  return (
    <Suspense>
      <Flips />
    </Suspense>
  )
}
