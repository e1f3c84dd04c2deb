import { lazy, Suspense } from 'react'
import type { Trace } from '../../../engine/trace/trace'

const LossSightings = lazy(async () => ({ default: (await import('./LossSightings')).LossSightings }))

/** Only where something is lost. */
export function LazyLossSightings({ trace }: { readonly trace: Trace }) {
  if (trace.verdict.kind === 'answered') return null
  return (
    <Suspense>
      <LossSightings trace={trace} />
    </Suspense>
  )
}
